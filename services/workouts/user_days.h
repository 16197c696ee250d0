// The day that is today for a user (D19).
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/documents/day.h"
#include "common/status/status.h"
#include "services/workouts/time_zones.h"

namespace liftmark::workouts {

// NOT_FOUND: nothing stands on the user's today.
inline absl::Status NoWorkoutOn(const documents::Day& today) {
  return Error(absl::StatusCode::kNotFound, "WORKOUT_NOT_FOUND", "the user has no workout today",
               {{"date", today.date}, {"time_zone", today.time_zone}});
}

// Belongs to one shard. Without `time_zones`, a user's day is the one of UTC where a request names no zone.
class UserDays {
 public:
  UserDays(std::function<absl::Time()> clock, TimeZones* time_zones)
      : clock_(std::move(clock)), time_zones_(time_zones) {}

  // In the zone of the request, else of the dossier, else in UTC. Errors: those of TimeZones.
  Task<absl::StatusOr<documents::Day>> Today(std::string user_id, std::string time_zone,
                                             async::Deadline deadline) {
    if (time_zone.empty() && time_zones_ != nullptr) {
      absl::StatusOr<std::string> found = co_await time_zones_->Find(std::move(user_id), deadline);
      if (!found.ok()) co_return found.status();
      time_zone = *std::move(found);
    }
    co_return documents::TodayIn(time_zone, clock_());
  }

 private:
  std::function<absl::Time()> clock_;
  TimeZones* time_zones_;
};

}  // namespace liftmark::workouts
