// The reply of a handler: a message, and fields that are serialized already.
#pragma once

#include <grpcpp/support/byte_buffer.h>

#include <string>
#include <string_view>

#include "common/rpc/wire.h"
#include "google/protobuf/message.h"

namespace liftmark::rpc {

// The bytes of `message` with `appended` behind them.
grpc::ByteBuffer Serialize(const google::protobuf::Message& message, std::string_view appended);

template <class Response>
class Reply {
 public:
  Response& message() { return message_; }
  const Response& message() const { return message_; }
  Response* operator->() { return &message_; }

  // Adds a field of the response, a message or a string, from its bytes. A field that is not repeated is
  // appended once and not set in message(): clients disagree on what a second occurrence means.
  void AppendBytes(int field_number, std::string_view bytes) {
    AppendLengthDelimited(appended_, field_number, bytes);
  }

  grpc::ByteBuffer Serialize() const { return rpc::Serialize(message_, appended_); }

 private:
  Response message_;
  std::string appended_;
};

}  // namespace liftmark::rpc
