#include "tests/integration/rpc/test_service.h"

#include <chrono>
#include <stdexcept>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/async/deadline.h"
#include "common/status/status.h"

namespace liftmark::testing {

rpc::MethodTable TestService::Methods() {
  rpc::MethodTable methods(kName);
  methods.Bind("Echo", &TestService::Echo, this);
  methods.Bind("Check", &TestService::Check, this);
  methods.Bind("Fail", &TestService::Fail, this);
  methods.Bind("Describe", &TestService::Describe, this);
  methods.Bind("Hold", &TestService::Hold, this);
  methods.Bind("Count", &TestService::Count, this);
  methods.Bind("Add", &TestService::Add, this);
  return methods;
}

// Answers its parts as bytes, as a service answers a stored view.
Task<absl::Status> TestService::Echo(rpc::Call&, const pb::EchoRequest& request,
                                     rpc::Reply<pb::EchoResponse>& reply) {
  reply->set_text(request.text());
  if (request.has_part())
    reply.AppendBytes(pb::EchoResponse::kPartFieldNumber, request.part().SerializeAsString());
  for (const pb::Part& part : request.parts())
    reply.AppendBytes(pb::EchoResponse::kPartsFieldNumber, part.SerializeAsString());
  co_return absl::OkStatus();
}

Task<absl::Status> TestService::Check(rpc::Call&, const pb::CheckRequest&, rpc::Reply<pb::CheckResponse>&) {
  ++checked;
  co_return absl::OkStatus();
}

Task<absl::Status> TestService::Fail(rpc::Call&, const pb::FailRequest& request,
                                     rpc::Reply<pb::FailResponse>& reply) {
  switch (request.failure()) {
    case pb::FAILURE_THROW:
      throw std::runtime_error("secret of the handler");
    case pb::FAILURE_THROW_NO_EXCEPTION:
      throw 7;
    case pb::FAILURE_WITH_REASON:
      co_return Error(absl::StatusCode::kAborted, "ETAG_MISMATCH", "the document has moved on",
                      {{"etag", "4-1"}});
    case pb::FAILURE_WITHOUT_REASON:
      co_return absl::NotFoundError("secret of a library");
    case pb::FAILURE_MANY_VIOLATIONS: {
      Violations violations;
      for (int i = 0; i < 5000; ++i) violations.Add(absl::StrCat("field_", i), "must be something else");
      co_return violations.ToStatus();
    }
    case pb::FAILURE_LARGE_REPLY:
      reply->set_blob(std::string(std::size_t{4} << 20, 'x'));
      co_return absl::OkStatus();
    default:
      co_return absl::OkStatus();
  }
}

Task<absl::Status> TestService::Describe(rpc::Call& call, const pb::DescribeRequest&,
                                         rpc::Reply<pb::DescribeResponse>& reply) {
  reply->set_method(std::string(call.method()));
  reply->set_access(call.access());
  reply->set_deadline_ms(
      std::chrono::duration_cast<std::chrono::milliseconds>(call.deadline() - async::Clock::now()).count());
  reply->set_request_id(std::string(call.request_id()));
  reply->set_peer(std::string(call.peer()));
  co_return absl::OkStatus();
}

Task<absl::Status> TestService::Hold(rpc::Call& call, const pb::HoldRequest&, rpc::Reply<pb::HoldResponse>&) {
  ++holding;
  bool seen = false;
  while (!released) {
    if (call.cancelled() && !std::exchange(seen, true)) ++saw_cancel;
    co_await async::SleepUntil(async::Clock::now() + std::chrono::milliseconds(1));
  }
  --holding;
  co_return absl::OkStatus();
}

Task<absl::Status> TestService::Count(rpc::Call&, const pb::CountRequest& request,
                                      rpc::Writer<pb::CountResponse>& writer) {
  pb::CountResponse message;
  message.set_blob(std::string(static_cast<std::size_t>(request.bytes()), 'x'));
  absl::Status status;
  for (int i = 0; i < request.count() && status.ok(); ++i) {
    message.set_number(i);
    status = co_await writer.Write(message);
    if (status.ok()) ++written;
  }
  counted.set_value(status);
  if (status.ok() && request.fail()) status = Error(absl::StatusCode::kAborted, "ENOUGH", "counted enough");
  co_return status;
}

Task<absl::Status> TestService::Add(rpc::Call&, rpc::Reader<pb::AddRequest>& reader,
                                    rpc::Reply<pb::AddResponse>& reply) {
  pb::AddRequest request;
  absl::StatusOr<bool> read = true;
  while (read.ok() && *read && !request.last()) {
    read = co_await reader.Read(request);
    if (!read.ok() || !*read) break;
    ++added;
    reply->set_sum(reply->sum() + request.number());
    reply->set_requests(reply->requests() + 1);
  }
  added_up.set_value(read.status());
  co_return read.status();
}

}  // namespace liftmark::testing
