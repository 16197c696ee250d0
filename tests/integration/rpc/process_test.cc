// A service as a process: its command line, its signals and its log.
#include "tests/support/process.h"

#include <csignal>
#include <future>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/rpc/harness.h"

namespace liftmark::testing {
namespace {

using Arguments = Process::Arguments;

const Arguments kGood = {"--listen=127.0.0.1:0", "--database=none", "--drain_ms=100"};

class ServerProcess : public Process {
 public:
  explicit ServerProcess(Arguments arguments) : Process(LIFTMARK_TEST_SERVER, std::move(arguments)) {}
};

int PortIn(const std::string& log) {
  constexpr std::string_view kBefore = "listening on port ";
  const std::size_t at = log.find(kBefore);
  REQUIRE(at != std::string::npos);
  return std::atoi(log.c_str() + at + kBefore.size());
}

TEST_CASE("SIGTERM and SIGINT end an idle server with success") {
  for (const int signal : {SIGTERM, SIGINT}) {
    ServerProcess process(kGood);
    process.LogUntil("ready");
    process.Signal(signal);
    const auto [log, code] = process.Wait();
    CAPTURE(log);
    CHECK(code == 0);
    CHECK_THAT(log, Catch::Contains("stopped\n"));
  }
}

TEST_CASE("SIGTERM ends a server whose handler is stuck") {
  ServerProcess process(kGood);
  const auto channel = Connect(PortIn(process.LogUntil("ready")));
  const auto stub = pb::TestService::NewStub(channel);
  grpc::ClientContext context;
  pb::HoldRequest request;
  pb::HoldResponse response;
  std::promise<grpc::Status> done;
  stub->async()->Hold(&context, &request, &response,
                      [&](grpc::Status status) { done.set_value(std::move(status)); });
  // Answered behind Hold on the same connection: so Hold has arrived.
  grpc::ClientContext echo_context;
  pb::EchoResponse echo;
  REQUIRE(stub->Echo(&echo_context, {}, &echo).ok());

  process.Signal(SIGTERM);
  const auto [log, code] = process.Wait();
  CAPTURE(log);
  CHECK(code == 1);
  CHECK_THAT(log, Catch::Contains("handlers are still running"));
  CHECK_FALSE(done.get_future().get().ok());
}

TEST_CASE("a call is one line of the log, without what was said") {
  ServerProcess process(kGood);
  const auto stub = pb::TestService::NewStub(Connect(PortIn(process.LogUntil("ready"))));
  grpc::ClientContext context;
  context.AddMetadata("x-request-id", "call-7");
  pb::EchoRequest request;
  request.set_text("a secret");
  pb::EchoResponse response;
  REQUIRE(stub->Echo(&context, request, &response).ok());
  grpc::ClientContext failing;
  pb::FailRequest fail;
  fail.set_failure(pb::FAILURE_WITH_REASON);
  pb::FailResponse failed;
  REQUIRE_FALSE(stub->Fail(&failing, fail, &failed).ok());

  process.Signal(SIGTERM);
  const auto [log, code] = process.Wait();
  CHECK(code == 0);
  CHECK_THAT(log,
             Catch::Contains("info call method=liftmark.testing.v1.TestService.Echo code=OK reason= ms="));
  CHECK_THAT(log, Catch::Contains("peer=ipv4:127.0.0.1:"));
  CHECK_THAT(log, Catch::Contains("request_id=call-7 request_bytes=10 reply_bytes=10\n"));
  CHECK_THAT(log, Catch::Contains("Fail code=ABORTED reason=ETAG_MISMATCH ms="));
  CHECK_THAT(log, !Catch::Contains("secret"));
}

TEST_CASE("a command line that is wrong ends the program with a word on it") {
  const auto refuses = [](Arguments arguments, const std::string& why) {
    ServerProcess process(std::move(arguments));
    const auto [log, code] = process.Wait();
    CAPTURE(log);
    CHECK(code == 1);
    CHECK_THAT(log, Catch::Contains(why));
  };
  const auto with = [](const std::string& argument) {
    Arguments arguments = kGood;
    arguments.push_back(argument);
    return arguments;
  };
  refuses({"--listen=127.0.0.1:0"}, "--database must be given");
  refuses({"--database=none"}, "--listen must be ADDRESS:PORT");
  refuses(with("--liste=127.0.0.1:0"), "liste");
  refuses(with("extra"), "unknown argument: extra");
  refuses(with("--listen=9090"), "--listen must be ADDRESS:PORT");
  refuses(with("--listen=127.0.0.1:70000"), "--listen must be ADDRESS:PORT");
  refuses(with("--metrics=here"), "--metrics must be ADDRESS:PORT");
  refuses(with("--max_in_flight=0"), "--max_in_flight must be from 1");
  refuses(with("--max_in_flight=many"), "max_in_flight");
  refuses(with("--max_deadline_ms=0"), "--max_deadline_ms must be from 1");
  refuses(with("--drain_ms=-1"), "--drain_ms must be from 0");
  refuses(with("--log_level=loud"), "--log_level must be");
  refuses(with("--page_token_key_file=/no/such/file"), "--page_token_key_file must name a readable file");
  refuses(with("--page_token_key_file=/dev/null"), "--page_token_key_file must name a readable file");
}

}  // namespace
}  // namespace liftmark::testing
