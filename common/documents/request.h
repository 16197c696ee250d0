// One effect per request id (D14), and the ids that documents get.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "google/protobuf/message.h"

namespace liftmark::documents {

// What makes a write safe to retry. The store keeps both in the table `requests`, in the effect's own
// statement.
struct RequestKey {
  std::optional<std::string> id;
  std::string digest;  // 16 bytes over the method and everything that was asked
};

// `request_id` empty: the write cannot be recognized when it comes again.
RequestKey MakeRequestKey(std::string_view method, const google::protobuf::Message& request,
                          std::string_view request_id);

// The id of a new document: the one that was asked for, else UUIDv5 of user and request, so that a retry
// creates the same one, else a random UUIDv4.
std::string NewId(std::string_view asked, std::string_view user_id, std::string_view request_id);

}  // namespace liftmark::documents
