// Reads of plans. Each is one statement.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/documents/etag.h"
#include "common/documents/view_cache.h"
#include "common/pg/pool.h"
#include "services/plans/plan_kind.h"

namespace liftmark::plans {

// What a read needs; nothing else leaves the database.
struct Wanted {
  bool markdown = false;
  bool view = false;
};

// A row, and the view that it lacked. String views point into `source` or `built`.
struct StoredPlan {
  std::string user_id;
  std::string id;
  std::string start_date;
  std::string end_date;
  bool is_active = false;
  std::optional<std::string> plan_type;  // of a fresh cache, or built just now
  documents::Version version;
  absl::Time updated_at;

  std::string_view markdown;  // where it was wanted
  std::string_view view;      // the serialized StructuredPlan, where it was wanted
  bool from_cache = true;     // false where the view was built just now

  pg::Result source;
  std::shared_ptr<const PlanViews> built;
};

struct PlanPage {
  std::vector<StoredPlan> plans;
  bool more = false;
};

// Where a list by start goes on: behind this plan.
struct PlanCursor {
  std::string start_date;
  std::string id;
};

// Belongs to one shard; outlives its calls.
class PlanStore {
 public:
  PlanStore(pg::Pool& pool, async::Shard& shard) : pool_(pool), cache_(pool, shard) {}

  // Errors: NOT_FOUND; those of the database.
  Task<absl::StatusOr<StoredPlan>> Find(PlanKind::Key key, Wanted wanted, async::Deadline deadline);
  Task<absl::StatusOr<StoredPlan>> FindActive(std::string user_id, Wanted wanted, async::Deadline deadline);

  // Plans of a user, newest start first; at most `limit` and about kPageBytes of markdown.
  Task<absl::StatusOr<PlanPage>> List(std::string user_id, std::optional<PlanCursor> after, int limit,
                                      Wanted wanted, async::Deadline deadline);

  const documents::CacheCounters& cache_counters() const { return cache_.counters(); }

  static constexpr std::int64_t kPageBytes = 1 << 20;

 private:
  StoredPlan Parse(const pg::Result& result, int row, Wanted wanted);

  pg::Pool& pool_;
  documents::ViewCache<PlanKind> cache_;
};

}  // namespace liftmark::plans
