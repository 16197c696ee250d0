#include "common/async/runtime.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace liftmark::async {
namespace {

Task<bool> IsOn(Shard& shard) { co_return shard.IsCurrent(); }

Task<std::string> Fail() {
  throw std::runtime_error("told so");
  co_return "";
}

Task<> FailAlone() { co_await Fail(); }

Task<> Set(std::promise<void>& promise) {
  promise.set_value();
  co_return;
}

Task<Clock::time_point> WakeAt(Clock::time_point time) {
  co_await SleepUntil(time);
  co_return Clock::now();
}

Task<> Hold(std::shared_ptr<int> held) {
  co_await SleepUntil(Deadline::max());
  *held = 0;
}

TEST_CASE("a task runs on the shard it was given to") {
  Runtime runtime(3);
  REQUIRE(runtime.size() == 3);
  for (int i = 0; i < runtime.size(); ++i) {
    CHECK(Run(runtime.shard(i), IsOn(runtime.shard(i))).get());
    CHECK_FALSE(runtime.shard(i).IsCurrent());
  }
}

TEST_CASE("shards are picked in turn") {
  Runtime runtime(3);
  std::set<Shard*> picked;
  for (int i = 0; i < 3; ++i) picked.insert(&runtime.Pick());
  CHECK(picked.size() == 3);
}

TEST_CASE("a runtime has at least one shard") { CHECK(Runtime(0).size() == 1); }

TEST_CASE("who runs a task gets its exception") {
  Runtime runtime(1);
  CHECK_THROWS_WITH(Run(runtime.Pick(), Fail()).get(), "told so");
}

TEST_CASE("a spawned task runs, though nobody waits for it") {
  Runtime runtime(1);
  std::promise<void> promise;
  Spawn(runtime.Pick(), Set(promise));
  promise.get_future().get();
}

TEST_CASE("a sleeper wakes when it asked to, and at once where the time has passed") {
  Runtime runtime(1);
  const Clock::time_point soon = Clock::now() + std::chrono::milliseconds(20);
  CHECK(Run(runtime.Pick(), WakeAt(soon)).get() >= soon);
  CHECK(Run(runtime.Pick(), WakeAt(Clock::time_point::min())).get() >= soon);
}

TEST_CASE("a suspended task is destroyed with its runtime") {
  const auto held = std::make_shared<int>(1);
  {
    Runtime runtime(1);
    Spawn(runtime.shard(0), Hold(held));
    Run(runtime.shard(0), IsOn(runtime.shard(0))).get();
    REQUIRE(held.use_count() == 2);
  }
  CHECK(held.use_count() == 1);
  CHECK(*held == 1);
}

TEST_CASE("dies of a task's exception", "[.][dies]") {
  std::signal(SIGABRT, SIG_DFL);  // Catch2 would report it as a failure
  Runtime runtime(1);
  Spawn(runtime.shard(0), FailAlone());
  Run(runtime.shard(0), WakeAt(Deadline::max())).get();
}

TEST_CASE("an exception that escapes a spawned task ends the process") {
  const pid_t child = fork();
  if (child == 0) {
    // A process with threads may only exec.
    execl("/proc/self/exe", "async_test", "[dies]", "--out", "/dev/null", nullptr);
    _exit(1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
}

}  // namespace
}  // namespace liftmark::async
