// What the dossier service knows of a user, asked over its RPC.
#pragma once

#include <grpcpp/channel.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "liftmark/dossier/v1/dossier_service.grpc.pb.h"

namespace liftmark::workouts {

// Belongs to one shard; outlives its calls.
class DossierProfiles {
 public:
  // How long the dossier service may take.
  static constexpr std::chrono::seconds kTimeout{2};

  explicit DossierProfiles(std::shared_ptr<grpc::Channel> dossier_service);

  // Nothing where the user has no dossier. Errors: UNAVAILABLE, reason DOSSIERS_UNAVAILABLE.
  Task<absl::StatusOr<std::optional<liftmark::dossier::v1::Profile>>> Find(std::string user_id,
                                                                           async::Deadline deadline);

 private:
  std::unique_ptr<liftmark::dossier::v1::DossierService::Stub> dossiers_;
};

}  // namespace liftmark::workouts
