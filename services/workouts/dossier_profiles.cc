#include "services/workouts/dossier_profiles.h"

#include <grpcpp/client_context.h>

#include <algorithm>
#include <utility>

#include "common/async/await_callback.h"
#include "common/status/status.h"

namespace liftmark::workouts {

namespace dossiers = liftmark::dossier::v1;

DossierProfiles::DossierProfiles(std::shared_ptr<grpc::Channel> dossier_service)
    : dossiers_(dossiers::DossierService::NewStub(dossier_service)) {}

Task<absl::StatusOr<std::optional<dossiers::Profile>>> DossierProfiles::Find(std::string user_id,
                                                                             async::Deadline deadline) {
  grpc::ClientContext context;
  const auto patience = std::min<async::Clock::duration>(deadline - async::Clock::now(), kTimeout);
  context.set_deadline(std::chrono::system_clock::now() + patience);
  dossiers::GetProfileRequest request;
  request.set_user_id(std::move(user_id));
  dossiers::GetProfileResponse response;
  const grpc::Status status = co_await async::AwaitCallback<grpc::Status>(
      [&](auto done) { dossiers_->async()->GetProfile(&context, &request, &response, std::move(done)); });
  if (status.error_code() == grpc::StatusCode::NOT_FOUND) co_return std::nullopt;
  if (!status.ok()) {
    co_return WithRetryDelay(
        Error(absl::StatusCode::kUnavailable, "DOSSIERS_UNAVAILABLE", "the dossier service does not answer"),
        absl::Seconds(1));
  }
  co_return std::move(*response.mutable_profile());
}

}  // namespace liftmark::workouts
