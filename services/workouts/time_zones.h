// The time zones of users, asked of the dossier service (D19).
#pragma once

#include <grpcpp/channel.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "services/workouts/dossier_profiles.h"

namespace liftmark::workouts {

// Belongs to one shard; outlives its calls.
class TimeZones {
 public:
  using Now = std::function<async::Clock::time_point()>;

  // How long an answer is good for, and how many are kept.
  static constexpr std::chrono::seconds kLifetime{60};
  static constexpr std::size_t kMaxKept = 10'000;

  explicit TimeZones(std::shared_ptr<grpc::Channel> dossier_service, Now now = &async::Clock::now);

  // What documents::TodayIn takes: the zone that the dossier states; empty where there is no dossier, or no
  // zone that this machine knows in it. Errors: UNAVAILABLE, reason TIME_ZONE_UNAVAILABLE.
  Task<absl::StatusOr<std::string>> Find(std::string user_id, async::Deadline deadline);

 private:
  struct Kept {
    std::string time_zone;
    async::Clock::time_point expires;
  };

  void Keep(std::string user_id, std::string time_zone);

  DossierProfiles profiles_;
  Now now_;
  std::unordered_map<std::string, Kept> kept_;
};

}  // namespace liftmark::workouts
