// Reads of dossiers by user. Each is one statement.
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
#include "services/dossier/dossier_kind.h"

namespace liftmark::dossier {

// What a read needs; nothing else leaves the database.
struct Wanted {
  bool markdown = false;
  bool view = false;
};

// A row, and the view that it lacked. String views point into `source` or `built`.
struct StoredDossier {
  std::string user_id;
  std::optional<std::string> current_plan_id;
  documents::Version version;
  absl::Time updated_at;

  std::string_view markdown;  // where it was wanted
  std::string_view view;      // the serialized Profile, where it was wanted
  bool from_cache = true;     // false where the view was built just now

  pg::Result source;
  std::shared_ptr<const DossierViews> built;
};

struct DossierBatch {
  // In the order of the users that were asked for; users without a dossier are left out.
  std::vector<StoredDossier> dossiers;
  // What follows the last one was not looked at: it would have been too much at once.
  bool cut = false;
};

// Belongs to one shard; outlives its calls.
class DossierStore {
 public:
  DossierStore(pg::Pool& pool, async::Shard& shard) : pool_(pool), cache_(pool, shard) {}

  // Errors: NOT_FOUND; those of the database.
  Task<absl::StatusOr<StoredDossier>> Find(std::string user_id, Wanted wanted, async::Deadline deadline);

  // At most about kBatchBytes of markdown.
  Task<absl::StatusOr<DossierBatch>> FindMany(std::vector<std::string> user_ids, Wanted wanted,
                                              async::Deadline deadline);

  const documents::CacheCounters& cache_counters() const { return cache_.counters(); }

  static constexpr std::int64_t kBatchBytes = 1 << 20;

 private:
  StoredDossier Parse(const pg::Result& result, int row, Wanted wanted);

  pg::Pool& pool_;
  documents::ViewCache<DossierKind> cache_;
};

}  // namespace liftmark::dossier
