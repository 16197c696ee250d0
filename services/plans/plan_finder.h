// Plans by what is in them, of one user or of all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/documents/etag.h"
#include "common/pg/pool.h"

namespace liftmark::plans {

// All conditions that are given have to hold.
struct PlanFilter {
  std::optional<std::string> exercise;  // any spelling
  std::optional<std::string> plan_type;
  std::optional<std::string> user_id;
  bool active_only = false;
};

struct FoundPlan {
  std::string user_id;
  std::string id;
  std::string start_date;
  std::string end_date;
  bool is_active = false;
  std::optional<std::string> plan_type;
  documents::Version version;
  absl::Time updated_at;
};

struct FoundPlans {
  std::vector<FoundPlan> plans;  // by id
  bool more = false;
  std::int64_t stale_documents = 0;  // of the scope, counted up to kMaxStaleCounted
};

// Belongs to one shard; outlives its calls.
class PlanFinder {
 public:
  static constexpr std::int64_t kMaxStaleCounted = 10'000;

  explicit PlanFinder(pg::Pool& pool) : pool_(pool) {}

  // Plans with id > `after`, where it is given; at most `limit`. Stale ones are filled first, as far as they
  // are few; the others are counted, in the same snapshot.
  Task<absl::StatusOr<FoundPlans>> Find(PlanFilter filter, std::optional<std::string> after, int limit,
                                        async::Deadline deadline);

 private:
  Task<> FillStale(std::optional<std::string> user_id, async::Deadline deadline);

  pg::Pool& pool_;
};

}  // namespace liftmark::plans
