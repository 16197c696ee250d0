// Server streaming.
#include <future>

#include "tests/integration/rpc/harness.h"

namespace liftmark::testing {
namespace {

constexpr int kLargeBytes = 1 << 20;

pb::CountRequest CountTo(int count, int bytes) {
  pb::CountRequest request;
  request.set_count(count);
  request.set_bytes(bytes);
  return request;
}

// A client whose window holds 64 KiB and does not grow.
std::shared_ptr<grpc::Channel> NarrowChannel(TestServer& server) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  return Connect(server.server().port(), arguments);
}

TEST_CASE("messages come in order, and then the end") {
  TestServer server;
  grpc::ClientContext context;
  const auto reader = server.stub().Count(&context, CountTo(1000, 100));
  pb::CountResponse message;
  int expected = 0;
  while (reader->Read(&message)) CHECK(message.number() == expected++);
  CHECK(expected == 1000);
  CHECK(reader->Finish().ok());
}

TEST_CASE("a stream of nothing ends well") {
  TestServer server;
  grpc::ClientContext context;
  const auto reader = server.stub().Count(&context, CountTo(0, 0));
  pb::CountResponse message;
  CHECK_FALSE(reader->Read(&message));
  CHECK(reader->Finish().ok());
}

TEST_CASE("an error after some messages keeps its details") {
  TestServer server;
  pb::CountRequest request = CountTo(3, 10);
  request.set_fail(true);
  grpc::ClientContext context;
  const auto reader = server.stub().Count(&context, request);
  pb::CountResponse message;
  int read = 0;
  while (reader->Read(&message)) ++read;
  CHECK(read == 3);
  const grpc::Status status = reader->Finish();
  CHECK(status.error_code() == grpc::StatusCode::ABORTED);
  CHECK(ErrorInfoOf(status).reason() == "ENOUGH");
}

TEST_CASE("a handler is never far ahead of a slow reader") {
  TestServer server;
  const auto stub = pb::TestService::NewStub(NarrowChannel(server));
  grpc::ClientContext context;
  const auto reader = stub->Count(&context, CountTo(50, kLargeBytes));
  pb::CountResponse message;
  int read = 0;
  while (reader->Read(&message)) {
    ++read;
    // One that is being read next, and one that the transport has taken.
    CHECK(server.service().written <= read + 2);
  }
  CHECK(read == 50);
  CHECK(reader->Finish().ok());
}

TEST_CASE("a reader that goes away ends the handler at its next message") {
  TestServer server;
  const auto stub = pb::TestService::NewStub(NarrowChannel(server));
  grpc::ClientContext context;
  const auto reader = stub->Count(&context, CountTo(1'000'000, kLargeBytes));
  pb::CountResponse message;
  for (int i = 0; i < 3; ++i) REQUIRE(reader->Read(&message));
  context.TryCancel();
  CHECK(server.service().counted.get_future().get().code() == absl::StatusCode::kCancelled);
  while (reader->Read(&message)) {
  }
  CHECK(reader->Finish().error_code() == grpc::StatusCode::CANCELLED);
}

TEST_CASE("a message that clients would refuse ends the stream with an error that says so") {
  TestServer server;
  grpc::ClientContext context;
  const auto reader = server.stub().Count(&context, CountTo(1, 4 << 20));
  pb::CountResponse message;
  CHECK_FALSE(reader->Read(&message));
  CHECK(ErrorInfoOf(reader->Finish()).reason() == "REPLY_TOO_LARGE");
}

TEST_CASE("a request that breaks the rules ends the stream before it begins") {
  TestServer server;
  const grpc::Status status = CallWithBytes(*server.channel(), "Count", std::string(10, '\xFF'));
  CHECK(status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(ErrorInfoOf(status).reason() == "MALFORMED_REQUEST");
}

}  // namespace
}  // namespace liftmark::testing
