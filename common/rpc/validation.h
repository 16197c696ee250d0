// The rules that fields of a request state in the proto (liftmark.options.v1), read once and checked at every
// call.
//
// Beside its rules, no string holds a NUL (PostgreSQL's text cannot), and no enum a number without a name.
// Where a field has no presence, its zero value is "not given" and only `required` looks at it; bounds of a
// number hold for zero too.
#pragma once

#include <memory>
#include <unordered_map>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace liftmark::rpc {

class RequestRules {
 public:
  // Errors: FAILED_PRECONDITION where a rule does not fit its field.
  static absl::StatusOr<RequestRules> Compile(const google::protobuf::Descriptor& request);

  RequestRules(RequestRules&&) noexcept;
  RequestRules& operator=(RequestRules&&) noexcept;
  ~RequestRules();

  // Errors: INVALID_ARGUMENT, reason INVALID_REQUEST, with a violation for each thing that is wrong, up to a
  // hundred.
  absl::Status Check(const google::protobuf::Message& request) const;

 private:
  struct MessageRules;
  class Compiler;
  class Checker;

  RequestRules();

  // Messages may contain themselves, so they refer to each other by pointer.
  std::unordered_map<const google::protobuf::Descriptor*, std::unique_ptr<MessageRules>> messages_;
  const MessageRules* root_ = nullptr;
};

}  // namespace liftmark::rpc
