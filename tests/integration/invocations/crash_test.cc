// The service is killed while callers log: what it has acknowledged is there, and nothing is there twice.
#include <arpa/inet.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

#include "tests/integration/invocations/calls.h"
#include "tests/support/process.h"

namespace liftmark::invocations {
namespace {

constexpr int kCalls = 50'000;
constexpr int kCallers = 64;

// One that nobody listens on.
int FreePort() {
  const int probe = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  close(probe);
  return ntohs(address.sin_port);
}

struct RunningService {
  int port = FreePort();
  Process process;
  TestClient client{port, kService};

  explicit RunningService(const TestDatabase& database)
      : process(LIFTMARK_INVOCATIONS_PROGRAM,
                {"--listen=127.0.0.1:" + std::to_string(port), "--database=" + database.Conninfo(kRole),
                 "--log_level=error"}) {
    REQUIRE(client.channel()->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(30)));
  }
};

// Whether each call has been acknowledged.
using Acknowledged = std::vector<std::atomic<bool>>;

// Every caller sends its own calls that are not acknowledged yet, one after the other, and gives up where the
// service is gone.
void SendAll(const TestClient& client, const std::vector<pb::LoggedInvocation>& calls,
             Acknowledged& acknowledged, std::atomic<int>& count) {
  Concurrently(kCallers, [&](int caller) {
    for (int i = caller; i < kCalls; i += kCallers) {
      if (acknowledged[i]) continue;
      pb::LogInvocationRequest request;
      *request.mutable_invocation() = calls[i];
      const auto outcome = client.Call<pb::LogInvocationResponse>("LogInvocation", request);
      if (!outcome.ok()) return;
      acknowledged[i] = true;
      ++count;
    }
  });
}

TEST_CASE("a kill loses no call that was acknowledged, and sending the others again doubles none") {
  TestDatabase database;
  std::vector<pb::LoggedInvocation> calls;
  for (int i = 0; i < kCalls; ++i) calls.push_back(NewCall());
  Acknowledged acknowledged(kCalls);
  std::atomic<int> count = 0;
  {
    RunningService service(database);
    std::thread killer([&] {
      while (count < kCalls / 2) std::this_thread::yield();
      service.process.Signal(SIGKILL);
    });
    SendAll(service.client, calls, acknowledged, count);
    killer.join();
    service.process.Wait();
  }
  REQUIRE(count >= kCalls / 2);
  REQUIRE(count < kCalls);
  std::string ids;
  for (int i = 0; i < kCalls; ++i) {
    if (acknowledged[i]) ids += (ids.empty() ? "" : ",") + calls[i].start().id();
  }
  CHECK(database.Scalar("SELECT count(*) FROM agent_invocations WHERE id = ANY ('{" + ids + "}')") ==
        std::to_string(count));

  RunningService service(database);
  SendAll(service.client, calls, acknowledged, count);
  CHECK(count == kCalls);
  CHECK(database.Scalar("SELECT count(*) FROM agent_invocations") == std::to_string(kCalls));
  CHECK(database.Scalar("SELECT trim_scale(sum(cost)) FROM agent_invocations") == "225");
  service.process.Signal(SIGTERM);
  CHECK(service.process.Wait().second == 0);
}

}  // namespace
}  // namespace liftmark::invocations
