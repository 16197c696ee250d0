// Reads of workouts. Each is one statement; a workout that is not in `workouts` is looked up in the archive.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/documents/etag.h"
#include "common/documents/view_cache.h"
#include "common/pg/pool.h"
#include "services/workouts/workout_kind.h"

namespace liftmark::workouts {

struct WorkoutId {
  std::string value;
};
struct WorkoutDate {
  std::string value;  // ISO
};
using WorkoutRef = std::variant<WorkoutId, WorkoutDate>;

// What a read needs; nothing else leaves the database.
struct Wanted {
  bool markdown = false;
  bool view = false;
  bool sms = false;
};

// A row, and the views that it lacked. String views point into `source` or `built`.
struct StoredWorkout {
  std::string id;
  std::string workout_date;
  std::optional<std::string> workout_type;
  std::optional<std::string> training_plan_id;
  std::optional<absl::Time> completed_at;
  std::optional<std::string> completion_notes;
  documents::Version version;
  absl::Time updated_at;
  std::optional<absl::Time> archived_at;

  std::string_view markdown;  // where it was wanted
  std::string_view view;      // the serialized StructuredWorkout, where it was wanted
  std::string_view sms;       // the text, where it was wanted
  bool from_cache = true;     // false where the views were built just now

  pg::Result source;
  std::shared_ptr<const views::WorkoutViews> built;
};

struct WorkoutPage {
  std::vector<StoredWorkout> workouts;
  bool more = false;
};

// A text of a morning. `text` points into the page's `source` or into `built`.
struct UserSms {
  std::string user_id;
  std::string id;
  std::string_view text;
  std::shared_ptr<const views::WorkoutViews> built;
};

struct SmsPage {
  std::vector<UserSms> texts;
  pg::Result source;
};

// Belongs to one shard; outlives its calls.
class WorkoutStore {
 public:
  WorkoutStore(pg::Pool& pool, async::Shard& shard) : pool_(pool), cache_(pool, shard) {}

  // Errors: NOT_FOUND; those of the database.
  Task<absl::StatusOr<StoredWorkout>> Find(std::string user_id, WorkoutRef workout, Wanted wanted,
                                           async::Deadline deadline);

  // Workouts with first <= date <= last, newest first, archived ones among them; at most `limit` and about
  // kPageBytes.
  Task<absl::StatusOr<WorkoutPage>> ListByDate(std::string user_id, std::string first, std::string last,
                                               int limit, Wanted wanted, async::Deadline deadline);

  // The texts of a date, of users behind `after_user` (all where it is empty), by user; at most `limit`.
  // Stale ones are built on the way.
  Task<absl::StatusOr<SmsPage>> ListSms(std::string date, std::string after_user, int limit,
                                        async::Deadline deadline);

  // Stores the views of a user's stale workouts, archived ones too, so that filters on cached columns see all
  // of them (D8).
  Task<absl::Status> FillStale(std::string user_id, async::Deadline deadline);

  // A row of the columns in workout_columns.h, with archived_at behind them. Views that it lacks are built,
  // and stored behind the answer.
  StoredWorkout Parse(const std::string& user_id, const pg::Result& result, int row, Wanted wanted);

  const documents::CacheCounters& cache_counters() const { return cache_.counters(); }

  // Text of documents in one reply, well below the 4 MiB that clients take.
  static constexpr std::int64_t kPageBytes = 1 << 20;

 private:
  pg::Pool& pool_;
  documents::ViewCache<WorkoutKind> cache_;
};

}  // namespace liftmark::workouts
