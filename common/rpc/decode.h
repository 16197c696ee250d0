// Bytes of a request to its message.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace liftmark::rpc {

// Errors: INVALID_ARGUMENT, reason INVALID_REQUEST with a violation of every string that is not UTF-8, else
// MALFORMED_REQUEST where the bytes are no such message or nest deeper than 100 messages.
absl::Status Decode(std::string_view bytes, google::protobuf::Message& request);

}  // namespace liftmark::rpc
