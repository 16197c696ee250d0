// What the adapter does for every call, unary or streaming, before its handler and after it.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/status.h>

#include <cstddef>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/rpc/call.h"
#include "common/rpc/census.h"
#include "common/rpc/gate.h"
#include "common/rpc/method.h"
#include "google/protobuf/message.h"

namespace liftmark::rpc {

class ActiveCall {
 public:
  // `context` is not used after Conclude.
  ActiveCall(const Method& method, grpc::CallbackServerContext& context);

  const Method& method() const { return method_; }
  Call& call() { return call_; }

  // Takes the call in: answers the right to run. Errors, of all of these, are for the caller.
  absl::StatusOr<Gate::Slot> Enter();

  // Fills `request`, which is checked then.
  absl::Status Read(const grpc::ByteBuffer& bytes, google::protobuf::Message& request);

  // Both, for a call with one request.
  absl::StatusOr<Gate::Slot> Receive(const grpc::ByteBuffer& bytes, google::protobuf::Message& request);

  // Errors: RESOURCE_EXHAUSTED where a message is larger than clients take.
  absl::Status CheckReply(const grpc::ByteBuffer& bytes) const;

  // Ends the call, once: counts it, logs it, and makes its answer.
  grpc::Status Conclude(absl::Status status, std::size_t reply_bytes);

  // Nobody waits for the answer any more. The status says why: CANCELLED or DEADLINE_EXCEEDED.
  absl::Status Cancel();

 private:
  void Log(const absl::Status& status, async::Clock::duration duration, std::size_t reply_bytes) const;

  const Census::Entry alive_;
  const Method& method_;
  grpc::CallbackServerContext& context_;
  const async::Clock::time_point start_;
  Call call_;
  std::size_t request_bytes_ = 0;
};

// INTERNAL, without a word of what the handler threw; that stands in the log.
absl::Status HandlerThrew(const Call& call, std::string_view what);

// Runs a handler and turns what it throws into a status. `run` makes its task.
template <class Run>
Task<absl::Status> RunHandler(const Call& call, Run run) {
  // Answered while it waited for the shard.
  if (call.cancelled()) co_return absl::CancelledError();
  try {
    co_return co_await run();
  } catch (const std::exception& e) {
    co_return HandlerThrew(call, e.what());
  } catch (...) {
    co_return HandlerThrew(call, "not a std::exception");
  }
}

}  // namespace liftmark::rpc
