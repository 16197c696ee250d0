#include "services/plans/plan_finder.h"

#include <algorithm>
#include <utility>

#include "common/documents/fill_stale.h"
#include "common/documents/freshness.h"
#include "common/views/exercise_names.h"
#include "services/plans/plan_kind.h"

namespace liftmark::plans {
namespace {

constexpr pg::Statement kFindStalePlans{"find_stale_plans", R"sql(
  SELECT user_id, id, revision, markdown FROM training_plans
  WHERE ($3::uuid IS NULL OR user_id = $3) AND )sql" LIFTMARK_IS_STALE " LIMIT $2"};

// A condition that is not given is NULL and falls out of the plan, which is made for the values at hand.
// There is always a row, for the count.
constexpr pg::Statement kFindPlans{"find_plans", R"sql(
  WITH page AS (
    SELECT user_id, id, start_date, end_date, is_active,
           CASE WHEN )sql" LIFTMARK_IS_FRESH R"sql( THEN plan_type END AS plan_type,
           revision, created_at, updated_at
    FROM training_plans
    WHERE ($2::uuid IS NULL OR id > $2)
      AND ($3::uuid IS NULL OR user_id = $3)
      AND ($4::text IS NULL OR exercise_keys @> ARRAY[$4::text])
      AND ($5::text IS NULL OR plan_type = $5)
      AND (NOT $6::bool OR is_active)
      AND (NOT $9::bool OR )sql" LIFTMARK_IS_FRESH R"sql()
    ORDER BY id
    LIMIT $7
  )
  SELECT stale.documents, page.user_id, page.id, page.start_date, page.end_date, page.is_active, page.plan_type,
         page.revision, page.created_at, page.updated_at
  FROM (
    SELECT count(*) AS documents
    FROM (SELECT FROM training_plans WHERE ($3::uuid IS NULL OR user_id = $3) AND )sql" LIFTMARK_IS_STALE
                                                 R"sql( LIMIT $8) counted
  ) stale
  LEFT JOIN page ON true
  ORDER BY page.id
)sql"};

// What a search among all plans fills before it looks, and how many of one user's are read at once.
constexpr int kMaxFilled = 16;

// Whether a filter looks at cached columns, which a stale row lacks.
bool NeedsViews(const PlanFilter& filter) {
  return filter.exercise.has_value() || filter.plan_type.has_value();
}

FoundPlan ParseFound(const pg::Row& row) {
  FoundPlan plan;
  plan.user_id = row.Get<std::string>(1);
  plan.id = row.Get<std::string>(2);
  plan.start_date = row.Get<std::string>(3);
  plan.end_date = row.Get<std::string>(4);
  plan.is_active = row.Get<bool>(5);
  plan.plan_type = row.Get<std::optional<std::string>>(6);
  plan.version = {row.Get<std::int64_t>(7), row.Get<absl::Time>(8)};
  plan.updated_at = row.Get<absl::Time>(9);
  return plan;
}

}  // namespace

Task<absl::StatusOr<FoundPlans>> PlanFinder::Find(PlanFilter filter, std::optional<std::string> after,
                                                  int limit, async::Deadline deadline) {
  const bool needs_views = NeedsViews(filter);
  co_await FillStale(filter.user_id, deadline);

  std::optional<std::string> key;
  if (filter.exercise.has_value()) key = views::ExerciseKey(*filter.exercise);
  const pg::Params params(views::kPlanBuilderVersion, after, filter.user_id, key, filter.plan_type,
                          filter.active_only, limit + 1, kMaxStaleCounted, needs_views);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kScan, {kFindPlans, params}, deadline);
  if (!found.ok()) co_return found.status();

  FoundPlans answer;
  answer.stale_documents = (*found)[0].Get<std::int64_t>(0);
  const int rows = (*found)[0].field(1).null ? 0 : found->rows();
  for (int i = 0; i < std::min(rows, limit); ++i) answer.plans.push_back(ParseFound((*found)[i]));
  answer.more = rows > limit;
  co_return answer;
}

// Rows changed behind our back are few, and become visible to their filters here; those of one user all do.
// What stays stale, because it is too much or the fill fails, is in the count.
Task<> PlanFinder::FillStale(std::optional<std::string> user_id, async::Deadline deadline) {
  const pg::Params params(views::kPlanBuilderVersion, kMaxFilled, user_id);
  absl::StatusOr<int> filled;
  do {
    filled =
        co_await documents::FillStale<PlanKind>(pool_, pg::Lane::kScan, {kFindStalePlans, params}, deadline);
  } while (user_id.has_value() && filled.ok() && *filled == kMaxFilled);
}

}  // namespace liftmark::plans
