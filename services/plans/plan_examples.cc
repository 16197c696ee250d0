#include "services/plans/plan_examples.h"

#include <utility>

#include "common/status/status.h"

namespace liftmark::plans {
namespace {

// Rows are locked in the order of their ids: two calls that count the same ones never wait for each other in
// a circle. Who reads again with the same request id is not counted again.
constexpr pg::Statement kListPlanExamples{"list_plan_examples", R"sql(
  WITH pick AS (
    SELECT id FROM plan_examples
    WHERE ($1::text IS NULL OR plan_type = $1)
      AND ($2::text IS NULL OR experience_level = $2)
      AND ($3::text IS NULL OR primary_goal = $3)
      AND (is_active OR $6::bool)
    ORDER BY CASE WHEN $5::bool THEN usage_count ELSE -usage_count END, id
    LIMIT $4
  ), first_time AS (
    INSERT INTO example_requests (request_id) SELECT $7::uuid WHERE $7 IS NOT NULL
    ON CONFLICT DO NOTHING RETURNING request_id
  ), locked AS (
    SELECT e.id FROM plan_examples e
    WHERE e.id IN (SELECT id FROM pick) AND NOT $6
      AND ($7 IS NULL OR EXISTS (SELECT FROM first_time))
    ORDER BY e.id FOR NO KEY UPDATE
  ), counted AS (
    UPDATE plan_examples e SET usage_count = e.usage_count + 1 FROM locked WHERE e.id = locked.id
  )
  SELECT e.id, e.plan_type, e.experience_level, e.primary_goal, e.duration_weeks, e.markdown, e.is_active, e.usage_count
  FROM plan_examples e JOIN pick USING (id)
  ORDER BY CASE WHEN $5 THEN e.usage_count ELSE -e.usage_count END, e.id
)sql"};

constexpr pg::Statement kCreatePlanExample{"create_plan_example", R"sql(
  INSERT INTO plan_examples (id, plan_type, experience_level, primary_goal, duration_weeks, markdown)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING
  RETURNING id, plan_type, experience_level, primary_goal, duration_weeks, markdown, is_active, usage_count
)sql"};

constexpr pg::Statement kFindPlanExample{"find_plan_example", R"sql(
  SELECT id, plan_type, experience_level, primary_goal, duration_weeks, markdown, is_active, usage_count
  FROM plan_examples WHERE id = $1
)sql"};

constexpr pg::Statement kUpdatePlanExample{"update_plan_example", R"sql(
  UPDATE plan_examples SET
    plan_type = coalesce($2, plan_type),
    experience_level = nullif(coalesce($3, experience_level), ''),
    primary_goal = nullif(coalesce($4, primary_goal), ''),
    duration_weeks = coalesce($5, duration_weeks),
    markdown = coalesce($6, markdown)
  WHERE id = $1
  RETURNING id, plan_type, experience_level, primary_goal, duration_weeks, markdown, is_active, usage_count
)sql"};

constexpr pg::Statement kRetirePlanExample{"retire_plan_example", R"sql(
  UPDATE plan_examples SET is_active = false WHERE id = $1 RETURNING id
)sql"};

PlanExample ParseExample(const pg::Row& row) {
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

absl::Status NotFound() {
  return Error(absl::StatusCode::kNotFound, "EXAMPLE_NOT_FOUND", "there is no such example");
}

bool SameContent(const PlanExample& a, const PlanExample& b) {
  return a.plan_type == b.plan_type && a.experience_level == b.experience_level &&
         a.primary_goal == b.primary_goal && a.duration_weeks == b.duration_weeks && a.markdown == b.markdown;
}

}  // namespace

Task<absl::StatusOr<std::vector<PlanExample>>> PlanExamples::List(PlanExampleFilter filter,
                                                                  async::Deadline deadline) {
  const pg::Params params(filter.plan_type, filter.experience_level, filter.primary_goal, filter.limit,
                          filter.rotate, filter.include_retired, filter.request_id);
  const absl::StatusOr<pg::Result> listed =
      co_await pool_.Execute(pg::Lane::kWrite, {kListPlanExamples, params}, deadline);
  if (!listed.ok()) co_return listed.status();
  std::vector<PlanExample> examples;
  for (int i = 0; i < listed->rows(); ++i) examples.push_back(ParseExample((*listed)[i]));
  co_return examples;
}

Task<absl::StatusOr<PlanExample>> PlanExamples::Create(PlanExample example, async::Deadline deadline) {
  const pg::Params params(example.id, example.plan_type, example.experience_level, example.primary_goal,
                          example.duration_weeks, example.markdown);
  const absl::StatusOr<pg::Result> created =
      co_await pool_.Execute(pg::Lane::kWrite, {kCreatePlanExample, params}, deadline);
  if (!created.ok()) co_return created.status();
  if (created->rows() == 1) co_return ParseExample((*created)[0]);

  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kFindPlanExample, pg::Params(example.id)}, deadline);
  if (!found.ok()) co_return found.status();
  if (found->rows() == 0) co_return NotFound();
  PlanExample existing = ParseExample((*found)[0]);
  if (SameContent(existing, example)) co_return existing;
  co_return Error(absl::StatusCode::kAlreadyExists, "EXAMPLE_EXISTS",
                  "an example with this id has other content");
}

Task<absl::StatusOr<PlanExample>> PlanExamples::Update(std::string id, PlanExampleChange change,
                                                       async::Deadline deadline) {
  const pg::Params params(id, change.plan_type, change.experience_level, change.primary_goal,
                          change.duration_weeks, change.markdown);
  const absl::StatusOr<pg::Result> updated =
      co_await pool_.Execute(pg::Lane::kWrite, {kUpdatePlanExample, params}, deadline);
  if (!updated.ok()) co_return updated.status();
  if (updated->rows() == 0) co_return NotFound();
  co_return ParseExample((*updated)[0]);
}

Task<absl::Status> PlanExamples::Retire(std::string id, async::Deadline deadline) {
  const absl::StatusOr<pg::Result> retired =
      co_await pool_.Execute(pg::Lane::kWrite, {kRetirePlanExample, pg::Params(id)}, deadline);
  if (!retired.ok()) co_return retired.status();
  co_return retired->rows() == 0 ? NotFound() : absl::OkStatus();
}

}  // namespace liftmark::plans
