// Search over the dossiers of all users.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/pg/pool.h"

namespace liftmark::dossier {

// All conditions that are given have to hold.
struct DossierFilter {
  std::vector<std::string> equipment_all;
  std::vector<std::string> equipment_any;
  std::vector<std::string> training_days;
  std::optional<std::string> profile_contains;  // JSON that CheckJsonFilter takes
  std::optional<std::string> text;              // words as in a search engine
};

// Of a dossier that is still stale, there is no name, equipment or day.
struct DossierMatch {
  std::string user_id;
  std::optional<std::string> name;
  std::vector<std::string> equipment_tags;
  std::vector<std::string> training_days;
  std::optional<std::string> snippet;  // where text was searched
};

struct DossierMatches {
  std::vector<DossierMatch> matches;  // by user_id
  bool more = false;
  std::int64_t stale_documents = 0;  // counted up to kMaxStaleCounted
};

// Belongs to one shard; outlives its calls.
class DossierSearch {
 public:
  static constexpr std::int64_t kMaxStaleCounted = 10'000;

  explicit DossierSearch(pg::Pool& pool) : pool_(pool) {}

  // Dossiers with user_id > `after`, where it is given; at most `limit`. Stale ones are filled first, as far
  // as they are few; the others are counted, in the same snapshot.
  Task<absl::StatusOr<DossierMatches>> Find(DossierFilter filter, std::optional<std::string> after, int limit,
                                            async::Deadline deadline);

 private:
  pg::Pool& pool_;
};

}  // namespace liftmark::dossier
