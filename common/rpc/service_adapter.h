// A gRPC service made of handlers: the one way from the wire to every method and back.
//
// Before a handler runs: the access level is read, the deadline clamped, the number of calls and the size of
// the request limited, the bytes decoded and the fields checked by their rules. After it: exceptions become
// INTERNAL, errors get their google.rpc details, replies are limited, the call is counted and logged in one
// line that holds nothing of what was said.
//
// Errors of the adapter itself, beside INVALID_ARGUMENT (decode.h, validation.h):
//   RESOURCE_EXHAUSTED  TOO_MANY_CALLS   with RetryInfo
//                       REQUEST_TOO_LARGE, REPLY_TOO_LARGE
//   UNAVAILABLE         SHUTTING_DOWN
//   CANCELLED           CANCELLED        seen in the log only: nobody is left to read it
//   DEADLINE_EXCEEDED   DEADLINE_EXCEEDED
//   INTERNAL            INTERNAL         the handler threw, or returned an error without a reason
#pragma once

#include <grpcpp/impl/service_type.h>

#include <cstddef>
#include <deque>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/method.h"
#include "common/rpc/method_table.h"

namespace liftmark::rpc {

class ServiceAdapter final : public grpc::Service {
 public:
  // `host` outlives the adapter. Errors: those of MethodTable::Check; FAILED_PRECONDITION where the rules of
  // a request do not fit its fields.
  static absl::StatusOr<std::unique_ptr<ServiceAdapter>> Create(const MethodTable& methods, Host& host);

  // The full name of the service.
  const std::string& name() const { return name_; }

  // The largest request that one of its methods takes.
  std::size_t max_request_bytes() const;

 private:
  explicit ServiceAdapter(std::string name) : name_(std::move(name)) {}

  absl::Status AddMethod(const google::protobuf::MethodDescriptor& descriptor,
                         const MethodTable::Binding& binding, Host& host);

  std::string name_;
  std::deque<Method> methods_;  // calls refer to them
};

}  // namespace liftmark::rpc
