#include "common/rpc/active_call.h"

#include <grpc/support/time.h>
#include <grpcpp/support/slice.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/formats/formats.h"
#include "common/rpc/decode.h"
#include "common/rpc/grpc_status.h"
#include "common/status/status.h"

namespace liftmark::rpc {
namespace {

constexpr const char* kRequestIdHeader = "x-request-id";
constexpr absl::Duration kRetryDelay = absl::Milliseconds(100);
// Of what a log line says of an error.
constexpr std::size_t kMaxLoggedBytes = 500;

// The caller's deadline on our clock, at most `longest` from `now`.
async::Deadline DeadlineOf(gpr_timespec deadline, async::Clock::time_point now,
                           std::chrono::milliseconds longest) {
  if (gpr_time_cmp(deadline, gpr_inf_future(deadline.clock_type)) == 0) return now + longest;
  const gpr_timespec left = gpr_time_sub(deadline, gpr_now(deadline.clock_type));
  return now + std::clamp(std::chrono::milliseconds(gpr_time_to_millis(left)), std::chrono::milliseconds(0),
                          longest);
}

std::string RequestIdOf(const grpc::CallbackServerContext& context) {
  const auto& metadata = context.client_metadata();
  if (const auto header = metadata.find(kRequestIdHeader); header != metadata.end()) {
    const std::string_view id(header->second.data(), header->second.size());
    if (formats::IsToken(id)) return std::string(id);
  }
  thread_local absl::BitGen random;
  return absl::StrCat(absl::Hex(absl::Uniform<std::uint64_t>(random), absl::kZeroPad16));
}

spdlog::level::level_enum LevelOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
      return spdlog::level::err;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kDeadlineExceeded:
      return spdlog::level::warn;
    default:
      return spdlog::level::info;
  }
}

std::string Loggable(std::string_view text) {
  text = text.substr(0, kMaxLoggedBytes);
  return absl::CEscape({text.data(), text.size()});
}

absl::Status InternalError() {
  return Error(absl::StatusCode::kInternal, "INTERNAL", "internal error; the request id names it in the log");
}

}  // namespace

ActiveCall::ActiveCall(const Method& method, grpc::CallbackServerContext& context)
    : alive_(method.host.calls),
      method_(method),
      context_(context),
      start_(async::Clock::now()),
      call_(method.name, method.access,
            DeadlineOf(context.raw_deadline(), start_, method.host.limits.max_deadline), context.peer(),
            RequestIdOf(context)) {}

absl::StatusOr<Gate::Slot> ActiveCall::Enter() {
  if (method_.host.stopping.load(std::memory_order_relaxed))
    return Error(absl::StatusCode::kUnavailable, "SHUTTING_DOWN", "the server is stopping");
  std::optional<Gate::Slot> slot = method_.host.gate.Enter(method_.metrics.in_flight());
  if (!slot.has_value()) {
    return WithRetryDelay(
        Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_CALLS", "too many calls are in flight"),
        kRetryDelay);
  }
  return *std::move(slot);
}

absl::Status ActiveCall::Read(const grpc::ByteBuffer& bytes, google::protobuf::Message& request) {
  request_bytes_ += bytes.Length();
  if (bytes.Length() > method_.max_request_bytes) {
    return Error(absl::StatusCode::kResourceExhausted, "REQUEST_TOO_LARGE",
                 absl::StrCat("a request has at most ", method_.max_request_bytes, " bytes"));
  }
  grpc::Slice slice;
  if (!bytes.TrySingleSlice(&slice).ok() && !bytes.DumpToSingleSlice(&slice).ok()) return InternalError();
  LIFTMARK_RETURN_IF_ERROR(Decode({reinterpret_cast<const char*>(slice.begin()), slice.size()}, request));
  return method_.rules.Check(request);
}

absl::StatusOr<Gate::Slot> ActiveCall::Receive(const grpc::ByteBuffer& bytes,
                                               google::protobuf::Message& request) {
  absl::StatusOr<Gate::Slot> slot = Enter();
  if (slot.ok()) LIFTMARK_RETURN_IF_ERROR(Read(bytes, request));
  return slot;
}

absl::Status ActiveCall::CheckReply(const grpc::ByteBuffer& bytes) const {
  if (bytes.Length() <= method_.host.limits.max_reply_bytes) return absl::OkStatus();
  return Error(absl::StatusCode::kResourceExhausted, "REPLY_TOO_LARGE",
               absl::StrCat("the reply would have more than ", method_.host.limits.max_reply_bytes,
                            " bytes: ask for less at once"));
}

grpc::Status ActiveCall::Conclude(absl::Status status, std::size_t reply_bytes) {
  const async::Clock::duration duration = async::Clock::now() - start_;
  if (!status.ok() && ReasonOf(status).empty()) {
    // Not made for callers: nobody has looked at what its message gives away.
    spdlog::error("status without a reason request_id={} status=\"{}\"", call_.request_id(),
                  Loggable(status.ToString()));
    status = InternalError();
  }
  method_.metrics.Record(status.code(), duration, request_bytes_, reply_bytes);
  Log(status, duration, reply_bytes);
  context_.AddTrailingMetadata(kRequestIdHeader, std::string(call_.request_id()));
  return ToGrpcStatus(status);
}

absl::Status ActiveCall::Cancel() {
  call_.Cancel();
  if (async::Clock::now() >= call_.deadline())
    return Error(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED", "the deadline has passed");
  return Error(absl::StatusCode::kCancelled, "CANCELLED", "the call was cancelled");
}

void ActiveCall::Log(const absl::Status& status, async::Clock::duration duration,
                     std::size_t reply_bytes) const {
  const spdlog::level::level_enum level = LevelOf(status.code());
  if (!spdlog::should_log(level)) return;
  spdlog::log(
      level,
      "call method={} code={} reason={} ms={:.3f} peer={} request_id={} request_bytes={} reply_bytes={}",
      method_.name, absl::StatusCodeToString(status.code()), ReasonOf(status),
      std::chrono::duration<double, std::milli>(duration).count(), call_.peer(), call_.request_id(),
      request_bytes_, reply_bytes);
}

absl::Status HandlerThrew(const Call& call, std::string_view what) {
  spdlog::error("handler threw method={} request_id={} what=\"{}\"", call.method(), call.request_id(),
                Loggable(what));
  return InternalError();
}

}  // namespace liftmark::rpc
