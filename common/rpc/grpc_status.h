// Errors on the wire.
#pragma once

#include <grpcpp/support/status.h>

#include <cstddef>

#include "absl/status/status.h"

namespace liftmark::rpc {

// Clients lose the code of an error whose trailer is over 8 KB: messages are cut at these bytes, and a
// BadRequest holds as many violations as fit, and says how many it leaves out.
inline constexpr std::size_t kMaxMessageBytes = 512;
inline constexpr std::size_t kMaxDetailsBytes = 4096;

// The status with its details in a google.rpc.Status (`grpc-status-details-bin`).
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace liftmark::rpc
