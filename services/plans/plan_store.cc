#include "services/plans/plan_store.h"

#include <algorithm>
#include <utility>

#include "common/documents/freshness.h"
#include "common/status/status.h"

namespace liftmark::plans {
namespace {

// The select list of every read, as Parse takes it. `f.fresh` is the rule D3; a stale or cold row gives its
// markdown instead of the view that is wanted. Parameters: $1 user, $2 builder version, $3 and $4 markdown
// and view wanted.
#define LIFTMARK_PLAN_COLUMNS                                              \
  " p.user_id, p.id, p.start_date, p.end_date, p.is_active,"               \
  " CASE WHEN f.fresh THEN p.plan_type END,"                               \
  " p.revision, p.created_at, p.updated_at,"                               \
  " CASE WHEN $3::bool OR ($4::bool AND NOT f.fresh) THEN p.markdown END," \
  " CASE WHEN $4::bool AND f.fresh THEN p.view END,"                       \
  " f.fresh"
#define LIFTMARK_WITH_FRESHNESS LIFTMARK_JOIN_FRESHNESS("p", "$2")

constexpr pg::Statement kFindPlan{"find_plan", "SELECT" LIFTMARK_PLAN_COLUMNS
                                               " FROM training_plans p" LIFTMARK_WITH_FRESHNESS
                                               "WHERE p.user_id = $1 AND p.id = $5"};

constexpr pg::Statement kFindActivePlan{"find_active_plan", "SELECT" LIFTMARK_PLAN_COLUMNS
                                                            " FROM training_plans p" LIFTMARK_WITH_FRESHNESS
                                                            "WHERE p.user_id = $1 AND p.is_active"};

// A page ends before its text passes $8 bytes, but has at least one plan; $7 rows are looked at to learn
// whether more follow.
constexpr pg::Statement kListPlans{"list_plans", "SELECT" LIFTMARK_PLAN_COLUMNS R"sql(, p.looked_at
  FROM (
    SELECT user_id, id, start_date, end_date, is_active, plan_type, revision, created_at, updated_at, markdown, view,
           cached_revision, cache_version,
           count(*) OVER () AS looked_at,
           sum(octet_length(markdown)) OVER (ORDER BY start_date DESC, id) - octet_length(markdown) AS bytes_before
    FROM (
      SELECT user_id, id, start_date, end_date, is_active, plan_type, revision, created_at, updated_at, markdown, view,
             cached_revision, cache_version
      FROM training_plans
      WHERE user_id = $1
        AND ($5::date IS NULL OR start_date < $5 OR (start_date = $5 AND id > $6::uuid))
      ORDER BY start_date DESC, id LIMIT $7
    ) listed
  ) p)sql" LIFTMARK_WITH_FRESHNESS "WHERE p.bytes_before < $8::bigint ORDER BY p.start_date DESC, p.id"};

constexpr int kLookedAtColumn = 12;

}  // namespace

Task<absl::StatusOr<StoredPlan>> PlanStore::Find(PlanKind::Key key, Wanted wanted, async::Deadline deadline) {
  const pg::Params params(key.user_id, views::kPlanBuilderVersion, wanted.markdown, wanted.view, key.id);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kFindPlan, params}, deadline);
  if (!found.ok()) co_return found.status();
  if (found->rows() == 0) co_return PlanKind::NotFound();
  co_return Parse(*found, 0, wanted);
}

Task<absl::StatusOr<StoredPlan>> PlanStore::FindActive(std::string user_id, Wanted wanted,
                                                       async::Deadline deadline) {
  const pg::Params params(user_id, views::kPlanBuilderVersion, wanted.markdown, wanted.view);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kFindActivePlan, params}, deadline);
  if (!found.ok()) co_return found.status();
  if (found->rows() == 0) {
    co_return Error(absl::StatusCode::kNotFound, "NO_ACTIVE_PLAN", "the user has no active training plan");
  }
  co_return Parse(*found, 0, wanted);
}

Task<absl::StatusOr<PlanPage>> PlanStore::List(std::string user_id, std::optional<PlanCursor> after,
                                               int limit, Wanted wanted, async::Deadline deadline) {
  std::optional<std::string> start_date;
  std::optional<std::string> id;
  if (after.has_value()) {
    start_date = after->start_date;
    id = after->id;
  }
  const pg::Params params(user_id, views::kPlanBuilderVersion, wanted.markdown, wanted.view, start_date, id,
                          limit + 1, kPageBytes);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kListPlans, params}, deadline);
  if (!found.ok()) co_return found.status();
  PlanPage page;
  for (int row = 0; row < std::min(found->rows(), limit); ++row)
    page.plans.push_back(Parse(*found, row, wanted));
  page.more = found->rows() > 0 &&
              (*found)[0].Get<std::int64_t>(kLookedAtColumn) > static_cast<std::int64_t>(page.plans.size());
  co_return page;
}

StoredPlan PlanStore::Parse(const pg::Result& result, int index, Wanted wanted) {
  const pg::Row row = result[index];
  StoredPlan plan;
  plan.user_id = row.Get<std::string>(0);
  plan.id = row.Get<std::string>(1);
  plan.start_date = row.Get<std::string>(2);
  plan.end_date = row.Get<std::string>(3);
  plan.is_active = row.Get<bool>(4);
  plan.plan_type = row.Get<std::optional<std::string>>(5);
  plan.version = {row.Get<std::int64_t>(6), row.Get<absl::Time>(7)};
  plan.updated_at = row.Get<absl::Time>(8);
  plan.markdown = row.Get<std::optional<std::string_view>>(9).value_or("");
  plan.view = row.Get<std::optional<std::string_view>>(10).value_or("");
  const bool fresh = row.Get<bool>(11);
  plan.source = result;

  if (wanted.view && fresh) cache_.CountHit();
  if (wanted.view && !fresh) {
    plan.built = cache_.Build({plan.user_id, plan.id}, plan.version.revision, plan.markdown);
    plan.view = plan.built->view;
    plan.plan_type = plan.built->plan.plan_type;
    plan.from_cache = false;
  }
  return plan;
}

}  // namespace liftmark::plans
