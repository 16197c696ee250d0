// A server as deployment and operations see it.
#include "common/server/server.h"

#include <grpcpp/generic/generic_stub.h>

#include <atomic>
#include <future>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/rpc/wire.h"
#include "common/status/status.h"
#include "tests/integration/rpc/harness.h"
#include "tests/integration/rpc/health_client.h"

namespace liftmark::testing {
namespace {

// Sends one request to reflection and answers the bytes of its reply.
std::string Reflect(const std::shared_ptr<grpc::Channel>& channel, int field, const std::string& value) {
  std::string bytes;
  rpc::AppendLengthDelimited(bytes, field, value);
  const grpc::Slice slice(bytes);
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  grpc::CompletionQueue queue;
  const auto next = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    REQUIRE(queue.Next(&tag, &ok));
    REQUIRE(ok);
  };
  const auto call =
      stub.PrepareCall(&context, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  call->StartCall(nullptr);
  next();
  call->Write(grpc::ByteBuffer(&slice, 1), nullptr);
  next();
  grpc::ByteBuffer reply;
  call->Read(&reply, nullptr);
  next();
  call->WritesDone(nullptr);
  next();
  grpc::Status status;
  call->Finish(&status, nullptr);
  next();
  REQUIRE(status.ok());
  grpc::Slice answer;
  REQUIRE(reply.DumpToSingleSlice(&answer).ok());
  return std::string(answer.begin(), answer.end());
}

constexpr int kListServices = 7;
constexpr int kFileContainingSymbol = 4;

TEST_CASE("reflection lists and describes every service, health included") {
  TestServer server;
  const std::string services = Reflect(server.channel(), kListServices, "");
  for (const char* service : {TestService::kName, "grpc.health.v1.Health"}) {
    CAPTURE(service);
    CHECK(services.find(service) != std::string::npos);
  }
  CHECK(
      Reflect(server.channel(), kFileContainingSymbol, "grpc.health.v1.Health").find("HealthCheckRequest") !=
      std::string::npos);
  CHECK(Reflect(server.channel(), kFileContainingSymbol, TestService::kName).find("CheckRequest") !=
        std::string::npos);
}

TEST_CASE("health follows the probe, for the service and overall, and so does the gauge") {
  async::Runtime runtime(1);
  TestService service;
  std::atomic<bool> works{false};
  server::Server server(ConfigWithMetrics(), runtime.shard(0));
  server.Add(service.Methods());
  server.ReadyWhen([&works](async::Deadline) -> Task<absl::Status> {
    co_return works ? absl::OkStatus()
                    : Error(absl::StatusCode::kUnavailable, "DOWN", "the database is down");
  });
  REQUIRE(server.Start().ok());
  const auto channel = Connect(server.port());
  const auto expect = [&](Health health, const std::string& gauge) {
    for (const char* name : {"", TestService::kName})
      WaitFor([&] { return CheckHealth(channel, name) == health; });
    CHECK_THAT(HttpGet(server.metrics_port(), "/metrics"),
               Catch::Contains("\nliftmark_ready " + gauge + "\n"));
  };

  expect(Health::kNotServing, "0");
  works = true;
  expect(Health::kServing, "1");
  works = false;
  expect(Health::kNotServing, "0");
  works = true;
  expect(Health::kServing, "1");
  CHECK(CheckHealth(channel, "no.such.Service") == Health::kUnknown);
}

TEST_CASE("a server whose database cannot be reached is up, not ready, and says so") {
  async::Runtime runtime(1);
  pg::Pool pool(runtime.shard(0), {.conninfo = "host=/no/such/directory dbname=none"});
  TestService service;
  server::Server server(ConfigWithMetrics(), runtime.shard(0));
  server.Add(service.Methods());
  server.DependOn(pool);
  REQUIRE(server.Start().ok());
  const auto channel = Connect(server.port());
  CHECK(CheckHealth(channel, TestService::kName) == Health::kNotServing);
  const std::string text = HttpGet(server.metrics_port(), "/metrics");
  CHECK_THAT(text, Catch::Contains("\nliftmark_ready 0\n"));
  for (const char* lane : {"read", "write", "scan"})
    CHECK_THAT(text, Catch::Contains(absl::StrCat("liftmark_pg_connections{lane=\"", lane, "\"} 0\n")));
}

TEST_CASE("metrics show what was called") {
  TestServer server(ConfigWithMetrics());
  grpc::ClientContext context;
  pb::EchoResponse response;
  REQUIRE(server.stub().Echo(&context, {}, &response).ok());
  const std::string text = HttpGet(server.server().metrics_port(), "/metrics");
  CHECK_THAT(text, Catch::Contains("liftmark_rpc_calls_total{service=\"liftmark.testing.v1.TestService\","
                                   "method=\"Echo\",code=\"OK\"} 1\n"));
  CHECK_THAT(text, Catch::Contains("# TYPE liftmark_rpc_duration_seconds histogram\n"));
  CHECK_THAT(text, Catch::Contains("# TYPE liftmark_ready gauge\n"));
}

TEST_CASE("a port that is taken is refused") {
  TestServer first(ConfigWithMetrics());
  async::Runtime runtime(1);
  TestService service;
  server::Config config = DefaultConfig();
  SECTION("for calls") {
    config.listen = absl::StrCat("127.0.0.1:", first.server().port());
    server::Server second(config, runtime.shard(0));
    second.Add(service.Methods());
    const absl::Status status = second.Start();
    CHECK(status.code() == absl::StatusCode::kFailedPrecondition);
    CHECK_THAT(std::string(status.message()), Catch::Contains(config.listen));
  }
  SECTION("for metrics") {
    config.metrics = absl::StrCat("127.0.0.1:", first.server().metrics_port());
    server::Server second(config, runtime.shard(0));
    second.Add(service.Methods());
    CHECK_THAT(std::string(second.Start().message()), Catch::Contains(config.metrics));
  }
}

TEST_CASE("a service that is not wholly bound does not start") {
  async::Runtime runtime(1);
  server::Server server(DefaultConfig(), runtime.shard(0));
  server.Add(rpc::MethodTable(TestService::kName));
  const absl::Status status = server.Start();
  CHECK(status.code() == absl::StatusCode::kFailedPrecondition);
  CHECK_THAT(std::string(status.message()), Catch::Contains("Echo has no handler"));
}

TEST_CASE("draining answers the calls in flight, refuses new ones and ends although health is watched") {
  TestServer server;
  HealthWatch watch(server.channel(), TestService::kName);
  CHECK(watch.Next() == Health::kServing);
  grpc::ClientContext context;
  pb::HoldRequest request;
  pb::HoldResponse response;
  std::promise<grpc::Status> done;
  server.stub().async()->Hold(&context, &request, &response,
                              [&](grpc::Status status) { done.set_value(std::move(status)); });
  WaitFor([&] { return server.service().holding == 1; });

  std::future<absl::Status> drained = std::async(std::launch::async, [&] { return server.server().Drain(); });
  CHECK(watch.Next() == Health::kNotServing);
  CHECK_FALSE(server.server().ready());
  grpc::ClientContext late;
  pb::EchoResponse echo;
  CHECK(server.stub().Echo(&late, {}, &echo).error_code() == grpc::StatusCode::UNAVAILABLE);

  server.service().released = true;
  CHECK(done.get_future().get().ok());
  CHECK(drained.get().ok());
}

TEST_CASE("a drain with a handler that does not end gives up, after its caller was told") {
  server::Config config = DefaultConfig();
  config.drain = std::chrono::milliseconds(50);
  TestServer server(config);
  grpc::ClientContext context;
  pb::HoldRequest request;
  pb::HoldResponse response;
  std::promise<grpc::Status> done;
  server.stub().async()->Hold(&context, &request, &response,
                              [&](grpc::Status status) { done.set_value(std::move(status)); });
  WaitFor([&] { return server.service().holding == 1; });

  CHECK(server.server().Drain().code() == absl::StatusCode::kDeadlineExceeded);
  CHECK_FALSE(done.get_future().get().ok());
}

}  // namespace
}  // namespace liftmark::testing
