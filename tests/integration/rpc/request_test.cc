// What reaches a handler, and what is answered before it.
#include "tests/integration/rpc/harness.h"

namespace liftmark::testing {
namespace {

using Strings = std::vector<std::string>;

constexpr const char* kUuid = "0c7b1f3e-8a52-4c57-9d0e-3f5f2a6b7c8d";

void CheckAlive(TestServer& server) {
  grpc::ClientContext context;
  pb::EchoRequest request;
  request.set_text("still here");
  pb::EchoResponse response;
  CHECK(server.stub().Echo(&context, request, &response).ok());
  CHECK(response.text() == "still here");
}

TEST_CASE("a string that is not UTF-8 is named, and the server stays") {
  TestServer server;
  const grpc::Status status = CallWithBytes(*server.channel(), "Echo",
                                            std::string("\x0A\x02"
                                                        "a\xFF",
                                                        4));
  CHECK(status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(ErrorInfoOf(status).reason() == "INVALID_REQUEST");
  CHECK(ErrorInfoOf(status).domain() == "liftmark");
  CHECK(ViolatedFieldsOf(status) == Strings{"text"});
  CheckAlive(server);
}

TEST_CASE("a truncated request, and one that nests too deep, are malformed") {
  TestServer server;
  std::string deep;
  for (int i = 0; i < 2000; ++i) {
    std::string outer;
    rpc::AppendLengthDelimited(outer, 2, deep);
    deep = std::move(outer);
  }
  for (const std::string& bytes : {std::string("\x0A\x05"
                                               "abc"),
                                   std::string(100, '\xFF'), deep}) {
    const grpc::Status status = CallWithBytes(*server.channel(), "Echo", bytes);
    CHECK(status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
    CHECK(ErrorInfoOf(status).reason() == "MALFORMED_REQUEST");
  }
  CheckAlive(server);
}

TEST_CASE("all that is wrong with a request comes back at once, and no handler sees it") {
  TestServer server;
  pb::CheckRequest request;
  request.set_user_id("nobody");
  request.set_date("2026-02-30");
  request.set_time_zone("Mars/Olympus");
  request.set_etag("not an etag");
  request.set_markdown("  \n ");
  request.set_color(static_cast<pb::Color>(7));
  request.add_ids(kUuid);
  request.add_ids("7");
  request.set_page_size(-1);
  request.mutable_options()->set_author("me");
  grpc::ClientContext context;
  pb::CheckResponse response;
  const grpc::Status status = server.stub().Check(&context, request, &response);
  CHECK(status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(ViolatedFieldsOf(status) == Strings{"user_id", "date", "time_zone", "etag", "markdown", "color",
                                            "ids[1]", "page_size", "options.author", "key"});
  CHECK(server.service().checked == 0);
}

TEST_CASE("a request that keeps the rules reaches its handler") {
  TestServer server;
  pb::CheckRequest request;
  request.set_user_id(kUuid);
  request.add_ids(kUuid);
  request.mutable_options()->set_author("agent:planner");
  request.set_name("short");
  grpc::ClientContext context;
  pb::CheckResponse response;
  CHECK(server.stub().Check(&context, request, &response).ok());
  CHECK(server.service().checked == 1);
}

TEST_CASE("a request that is too large is refused with a reason, or by the transport") {
  TestServer server;
  for (const std::size_t bytes : {(std::size_t{1} << 20) + 1, std::size_t{9} << 20}) {
    grpc::ClientContext context;
    pb::EchoRequest request;
    request.set_text(std::string(bytes, 'x'));
    pb::EchoResponse response;
    CHECK(server.stub().Echo(&context, request, &response).error_code() ==
          grpc::StatusCode::RESOURCE_EXHAUSTED);
  }
  const grpc::Status status =
      CallWithBytes(*server.channel(), "Echo", std::string((std::size_t{1} << 20) + 1, 'x'));
  CHECK(ErrorInfoOf(status).reason() == "REQUEST_TOO_LARGE");
  CheckAlive(server);
}

TEST_CASE("compressed requests are refused") {
  TestServer server;
  for (const auto algorithm : {GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE}) {
    grpc::ClientContext context;
    context.set_compression_algorithm(algorithm);
    pb::EchoRequest request;
    request.set_text(std::string(100'000, 'x'));
    pb::EchoResponse response;
    CHECK(server.stub().Echo(&context, request, &response).error_code() == grpc::StatusCode::UNIMPLEMENTED);
  }
  CheckAlive(server);
}

TEST_CASE("a method that does not exist is unimplemented") {
  TestServer server;
  CHECK(CallWithBytes(*server.channel(), "Nothing", "").error_code() == grpc::StatusCode::UNIMPLEMENTED);
}

TEST_CASE("the deadline of a call is the caller's, cut to the server's longest") {
  TestServer server;
  const auto deadline_ms = [&](const std::function<void(grpc::ClientContext&)>& set) {
    grpc::ClientContext context;
    set(context);
    pb::DescribeResponse response;
    REQUIRE(server.stub().Describe(&context, {}, &response).ok());
    return response.deadline_ms();
  };
  const auto in = [](std::chrono::milliseconds left) {
    return [left](grpc::ClientContext& context) {
      context.set_deadline(std::chrono::system_clock::now() + left);
    };
  };
  using namespace std::chrono_literals;
  // Without one; a sensible one; one beyond any clock.
  CHECK(deadline_ms([](grpc::ClientContext&) {}) > 20'000);
  CHECK(deadline_ms([](grpc::ClientContext&) {}) <= 30'000);
  CHECK(deadline_ms(in(15s)) <= 15'500);  // on the wire it is rounded up
  CHECK(deadline_ms(in(15s)) > 5'000);
  CHECK(deadline_ms(in(24h * 365 * 100)) <= 30'000);
  CHECK(deadline_ms(in(24h * 365 * 100)) > 20'000);
}

TEST_CASE("a handler knows its method, access level and caller") {
  TestServer server;
  grpc::ClientContext context;
  pb::DescribeResponse response;
  REQUIRE(server.stub().Describe(&context, {}, &response).ok());
  CHECK(response.method() == "liftmark.testing.v1.TestService.Describe");
  CHECK(response.access() == liftmark::options::v1::ACCESS_OPERATE);
  CHECK(response.peer().starts_with("ipv4:127.0.0.1:"));
}

TEST_CASE("the request id is the caller's where it is sane, else made here, and comes back") {
  TestServer server;
  const auto request_id = [&](const std::string& given) {
    grpc::ClientContext context;
    if (!given.empty()) context.AddMetadata("x-request-id", given);
    pb::DescribeResponse response;
    REQUIRE(server.stub().Describe(&context, {}, &response).ok());
    const auto& trailer = context.GetServerTrailingMetadata();
    const auto id = trailer.find("x-request-id");
    REQUIRE(id != trailer.end());
    CHECK(std::string(id->second.data(), id->second.size()) == response.request_id());
    return response.request_id();
  };
  CHECK(request_id("call-7.a_B") == "call-7.a_B");
  CHECK(request_id("two words").size() == 16);
  CHECK(request_id(std::string(65, 'x')).size() == 16);
  CHECK(request_id("").size() == 16);
  CHECK(request_id("") != request_id(""));
}

TEST_CASE("calls over the limit are told to come back, and the ones before them are not hurt") {
  server::Config config = DefaultConfig();
  config.max_in_flight = 2;
  TestServer server(config);
  struct Held {
    grpc::ClientContext context;
    pb::HoldRequest request;
    pb::HoldResponse response;
    std::promise<grpc::Status> status;
  };
  std::array<Held, 2> held;
  for (Held& call : held) {
    server.stub().async()->Hold(&call.context, &call.request, &call.response,
                                [&call](grpc::Status status) { call.status.set_value(std::move(status)); });
  }
  WaitFor([&] { return server.service().holding == 2; });

  grpc::ClientContext context;
  pb::EchoResponse response;
  const grpc::Status refused = server.stub().Echo(&context, {}, &response);
  CHECK(refused.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  CHECK(ErrorInfoOf(refused).reason() == "TOO_MANY_CALLS");
  CHECK(RetryInfoOf(refused).retry_delay().nanos() > 0);

  server.service().released = true;
  for (Held& call : held) CHECK(call.status.get_future().get().ok());
  CheckAlive(server);
}

}  // namespace
}  // namespace liftmark::testing
