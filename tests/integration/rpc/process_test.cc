// A service as a process: its command line, its signals and its log.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <future>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/rpc/harness.h"

namespace liftmark::testing {
namespace {

using Arguments = std::vector<std::string>;

const Arguments kGood = {"--listen=127.0.0.1:0", "--database=none", "--drain_ms=100"};

class Process {
 public:
  explicit Process(Arguments arguments) {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    arguments.insert(arguments.begin(), LIFTMARK_TEST_SERVER);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_ = fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      dup2(ends[1], STDERR_FILENO);
      execv(argv[0], argv.data());
      _exit(127);
    }
    close(ends[1]);
    log_ = fdopen(ends[0], "r");
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    fclose(log_);
  }

  void Signal(int signal) { REQUIRE(kill(pid_, signal) == 0); }

  // The log up to a line that has `text` in it.
  std::string LogUntil(const std::string& text) {
    std::string log;
    std::vector<char> line(4096);
    while (fgets(line.data(), static_cast<int>(line.size()), log_) != nullptr) {
      log += line.data();
      if (std::string(line.data()).find(text) != std::string::npos) return log;
    }
    FAIL("the log ended without \"" << text << "\":\n" << log);
    return log;
  }

  // What is left of the log, and the exit code; minus the signal where one has ended it.
  std::pair<std::string, int> Wait() {
    std::string log;
    for (int c = fgetc(log_); c != EOF; c = fgetc(log_)) log.push_back(static_cast<char>(c));
    int status = 0;
    REQUIRE(waitpid(pid_, &status, 0) == pid_);
    pid_ = -1;
    return {log, WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status)};
  }

 private:
  pid_t pid_ = -1;
  FILE* log_ = nullptr;
};

int PortIn(const std::string& log) {
  constexpr std::string_view kBefore = "listening on port ";
  const std::size_t at = log.find(kBefore);
  REQUIRE(at != std::string::npos);
  return std::atoi(log.c_str() + at + kBefore.size());
}

TEST_CASE("SIGTERM and SIGINT end an idle server with success") {
  for (const int signal : {SIGTERM, SIGINT}) {
    Process process(kGood);
    process.LogUntil("ready");
    process.Signal(signal);
    const auto [log, code] = process.Wait();
    CAPTURE(log);
    CHECK(code == 0);
    CHECK_THAT(log, Catch::Contains("stopped\n"));
  }
}

TEST_CASE("SIGTERM ends a server whose handler is stuck") {
  Process process(kGood);
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
  Process process(kGood);
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
    Process process(std::move(arguments));
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
