#include "services/plans/plan_examples.h"

namespace liftmark::plans {
namespace {

#define LIFTMARK_PLAN_EXAMPLE_COLUMNS \
  "id, plan_type, experience_level, primary_goal, duration_weeks, markdown, is_active, usage_count"

constexpr pg::Statement kListPlanExamples{
    "list_plan_examples", LIFTMARK_LIST_EXAMPLES("plan_examples", LIFTMARK_PLAN_EXAMPLE_COLUMNS,
                                                 "($5::text IS NULL OR plan_type = $5)"
                                                 " AND ($6::text IS NULL OR experience_level = $6)"
                                                 " AND ($7::text IS NULL OR primary_goal = $7)")};

constexpr pg::Statement kCreatePlanExample{
    "create_plan_example",
    "INSERT INTO plan_examples (id, plan_type, experience_level, primary_goal, duration_weeks, markdown)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING " LIFTMARK_PLAN_EXAMPLE_COLUMNS};

constexpr pg::Statement kFindPlanExample{
    "find_plan_example", "SELECT " LIFTMARK_PLAN_EXAMPLE_COLUMNS " FROM plan_examples WHERE id = $1"};

constexpr pg::Statement kUpdatePlanExample{
    "update_plan_example",
    "UPDATE plan_examples SET"
    "   plan_type = coalesce($2, plan_type), experience_level = nullif(coalesce($3, experience_level), ''),"
    "   primary_goal = nullif(coalesce($4, primary_goal), ''), duration_weeks = coalesce($5, duration_weeks),"
    "   markdown = coalesce($6, markdown)"
    " WHERE id = $1 RETURNING " LIFTMARK_PLAN_EXAMPLE_COLUMNS};

constexpr pg::Statement kRetirePlanExample{"retire_plan_example", LIFTMARK_RETIRE_EXAMPLE("plan_examples")};

}  // namespace

pg::Query PlanExampleKind::List(const Filter& filter) {
  return {kListPlanExamples,
          pg::Params(filter.limit, filter.rotate, filter.include_retired, filter.request_id, filter.plan_type,
                     filter.experience_level, filter.primary_goal)};
}

pg::Query PlanExampleKind::Create(const Example& example) {
  return {kCreatePlanExample, pg::Params(example.id, example.plan_type, example.experience_level,
                                         example.primary_goal, example.duration_weeks, example.markdown)};
}

pg::Query PlanExampleKind::Find(const std::string& id) { return {kFindPlanExample, pg::Params(id)}; }

pg::Query PlanExampleKind::Update(const std::string& id, const Change& change) {
  return {kUpdatePlanExample, pg::Params(id, change.plan_type, change.experience_level, change.primary_goal,
                                         change.duration_weeks, change.markdown)};
}

pg::Query PlanExampleKind::Retire(const std::string& id) { return {kRetirePlanExample, pg::Params(id)}; }

PlanExample PlanExampleKind::Parse(const pg::Row& row) {
  PlanExample example;
  example.id = row.Get<std::string>(0);
  example.plan_type = row.Get<std::string>(1);
  example.experience_level = row.Get<std::optional<std::string>>(2);
  example.primary_goal = row.Get<std::optional<std::string>>(3);
  example.duration_weeks = row.Get<std::int32_t>(4);
  example.markdown = row.Get<std::string>(5);
  example.is_active = row.Get<bool>(6);
  example.usage_count = row.Get<std::int32_t>(7);
  return example;
}

bool PlanExampleKind::SameContent(const Example& a, const Example& b) {
  return a.plan_type == b.plan_type && a.experience_level == b.experience_level &&
         a.primary_goal == b.primary_goal && a.duration_weeks == b.duration_weeks && a.markdown == b.markdown;
}

}  // namespace liftmark::plans
