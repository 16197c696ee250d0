#include "services/workouts/time_zones.h"

#include <optional>
#include <utility>

#include "common/formats/time_zone.h"
#include "common/status/status.h"

namespace liftmark::workouts {
namespace {

absl::Status Unavailable() {
  return WithRetryDelay(Error(absl::StatusCode::kUnavailable, "TIME_ZONE_UNAVAILABLE",
                              "the dossier service does not answer, and the request names no time zone"),
                        absl::Seconds(1));
}

}  // namespace

TimeZones::TimeZones(std::shared_ptr<grpc::Channel> dossier_service, Now now)
    : profiles_(std::move(dossier_service)), now_(std::move(now)) {}

Task<absl::StatusOr<std::string>> TimeZones::Find(std::string user_id, async::Deadline deadline) {
  if (const auto kept = kept_.find(user_id); kept != kept_.end() && kept->second.expires > now_()) {
    co_return kept->second.time_zone;
  }

  const absl::StatusOr<std::optional<liftmark::dossier::v1::Profile>> profile =
      co_await profiles_.Find(user_id, deadline);
  if (!profile.ok()) co_return Unavailable();

  std::string time_zone = profile->has_value() ? (*profile)->timezone() : std::string();
  if (!formats::ParseTimeZone(time_zone).has_value()) time_zone.clear();
  Keep(std::move(user_id), time_zone);
  co_return time_zone;
}

void TimeZones::Keep(std::string user_id, std::string time_zone) {
  const async::Clock::time_point now = now_();
  if (kept_.size() >= kMaxKept)
    std::erase_if(kept_, [&](const auto& kept) { return kept.second.expires <= now; });
  if (kept_.size() >= kMaxKept) kept_.clear();
  kept_.insert_or_assign(std::move(user_id), Kept{std::move(time_zone), now + kLifetime});
}

}  // namespace liftmark::workouts
