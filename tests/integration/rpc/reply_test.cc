// What a caller gets from a handler.
#include <atomic>
#include <future>
#include <string>
#include <vector>

#include "google/protobuf/util/message_differencer.h"
#include "tests/integration/rpc/harness.h"

namespace liftmark::testing {
namespace {

grpc::Status Fail(TestServer& server, pb::Failure failure) {
  grpc::ClientContext context;
  pb::FailRequest request;
  request.set_failure(failure);
  pb::FailResponse response;
  return server.stub().Fail(&context, request, &response);
}

TEST_CASE("a reply with spliced bytes equals the message it stands for") {
  TestServer server;
  pb::EchoRequest request;
  request.set_text("beside");
  request.mutable_part()->mutable_inner()->set_text("inner");
  for (int i = 0; i < 1000; ++i)
    request.add_parts()->add_words(std::string(static_cast<std::size_t>(i), 'x'));
  grpc::ClientContext context;
  pb::EchoResponse response;
  REQUIRE(server.stub().Echo(&context, request, &response).ok());

  pb::EchoResponse expected;
  REQUIRE(expected.ParseFromString(request.SerializeAsString()));
  CHECK(google::protobuf::util::MessageDifferencer::Equals(response, expected));
}

TEST_CASE("an error's reason and metadata come with the trailer") {
  TestServer server;
  const grpc::Status status = Fail(server, pb::FAILURE_WITH_REASON);
  CHECK(status.error_code() == grpc::StatusCode::ABORTED);
  CHECK(status.error_message() == "the document has moved on");
  CHECK(ErrorInfoOf(status).reason() == "ETAG_MISMATCH");
  CHECK(ErrorInfoOf(status).metadata().at("etag") == "4-1");
}

TEST_CASE("what a handler throws, or lets through from a library, is INTERNAL and not told") {
  TestServer server;
  for (const pb::Failure failure :
       {pb::FAILURE_THROW, pb::FAILURE_THROW_NO_EXCEPTION, pb::FAILURE_WITHOUT_REASON}) {
    const grpc::Status status = Fail(server, failure);
    CHECK(status.error_code() == grpc::StatusCode::INTERNAL);
    CHECK(ErrorInfoOf(status).reason() == "INTERNAL");
    CHECK(status.error_message().find("secret") == std::string::npos);
    CHECK(status.error_details().find("secret") == std::string::npos);
  }
}

TEST_CASE("thousands of violations do not cost the caller the code") {
  TestServer server;
  const grpc::Status status = Fail(server, pb::FAILURE_MANY_VIOLATIONS);
  CHECK(status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(ViolatedFieldsOf(status).front() == "field_0");
}

TEST_CASE("a reply that clients would refuse is an error that says so") {
  TestServer server;
  const grpc::Status status = Fail(server, pb::FAILURE_LARGE_REPLY);
  CHECK(status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  CHECK(ErrorInfoOf(status).reason() == "REPLY_TOO_LARGE");
}

TEST_CASE("a handler sees that its caller has gone, and its slot is free when it returns") {
  server::Config config = DefaultConfig();
  config.max_in_flight = 1;
  TestServer server(config);
  grpc::ClientContext context;
  pb::HoldRequest request;
  pb::HoldResponse response;
  std::promise<grpc::Status> done;
  server.stub().async()->Hold(&context, &request, &response,
                              [&](grpc::Status status) { done.set_value(std::move(status)); });
  WaitFor([&] { return server.service().holding == 1; });
  context.TryCancel();
  CHECK(done.get_future().get().error_code() == grpc::StatusCode::CANCELLED);
  WaitFor([&] { return server.service().saw_cancel == 1; });

  server.service().released = true;
  WaitFor([&] {
    grpc::ClientContext next;
    pb::EchoResponse echo;
    return server.stub().Echo(&next, {}, &echo).ok();
  });
}

TEST_CASE("calls that are cancelled at any moment leave nothing behind") {
  constexpr int kCalls = 1000;
  server::Config config = DefaultConfig();
  config.max_in_flight = kCalls;
  TestServer server(config);
  struct Cancelled {
    grpc::ClientContext context;
    pb::EchoRequest request;
    pb::EchoResponse response;
  };
  std::vector<Cancelled> calls(kCalls);
  std::atomic<int> done{0};
  for (int i = 0; i < kCalls; ++i) {
    Cancelled& call = calls[static_cast<std::size_t>(i)];
    call.request.set_text(std::string(1000, 'x'));
    server.stub().async()->Echo(&call.context, &call.request, &call.response,
                                [&done](const grpc::Status&) { ++done; });
    // The one that is under way, or one that may be over already.
    calls[static_cast<std::size_t>(i - i % 7)].context.TryCancel();
  }
  WaitFor([&] { return done == kCalls; });
  CHECK(server.server().Drain().ok());
}

}  // namespace
}  // namespace liftmark::testing
