// Cycles are refused, whoever writes the calls of one, and when.
#include <future>

#include "tests/integration/invocations/calls.h"
#include "tests/support/eventually.h"

namespace liftmark::invocations {
namespace {

using Answer = Outcome<pb::LogInvocationResponse>;

// Two processes on one database, and users whose calls stay on their way until they are let go.
struct Processes {
  Calls first;
  TestService<InvocationService> second{first.database, kRole, kService};
  TestDatabase& database = first.database;

  // Sends a call, each with a session of its own.
  template <class Process>
  std::future<Answer> Send(const Process& process, const std::string& id, const std::string& parent,
                           const std::string& user = "") {
    pb::LogInvocationRequest request;
    *request.mutable_invocation() = ChildOf(parent, NewId(), id);
    request.mutable_invocation()->mutable_start()->set_user_id(user);
    return std::async(std::launch::async, [&process, request] {
      return process.template Call<pb::LogInvocationResponse>("LogInvocation", request);
    });
  }

  // What refers to the user is written, and waits before its commit.
  TestDatabase::Session Hold(const std::string& user) {
    TestDatabase::Session holder = database.Open();
    holder.Execute("BEGIN");
    holder.Execute("SELECT FROM users WHERE user_id = '" + user + "' FOR UPDATE");
    return holder;
  }

  // Calls that are written, and wait for a user.
  int Written() { return database.Waiting() - database.Waiting("advisory"); }
};

bool IsReady(const std::future<Answer>& answer) {
  return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

TEST_CASE("a call that would close a cycle is refused") {
  Calls calls;
  const std::string session = NewId();
  const std::string a = NewId();
  const std::string b = NewId();
  const std::string c = NewId();

  SECTION("with calls that are stored") {
    calls.Log(ChildOf(b, session, a));
    calls.Log(ChildOf(c, session, b));
    const auto refused = calls.TryLog(ChildOf(a, session, c));
    CHECK(refused.code() == grpc::StatusCode::FAILED_PRECONDITION);
    CHECK(refused.reason() == "PARENT_CYCLE");
    CHECK(calls.TryLog(ChildOf(NewId(), session, c)).ok());
  }
  SECTION("with calls of the same batch") {
    const auto results =
        calls.LogAll({ChildOf(b, session, a), ChildOf(c, session, b), ChildOf(a, session, c)});
    CHECK(results[0].reason().empty());
    CHECK(results[1].reason().empty());
    CHECK(results[2].reason() == "PARENT_CYCLE");
  }
  SECTION("with both") {
    calls.Log(ChildOf(b, session, a));
    const auto results = calls.LogAll({ChildOf(a, session, c), ChildOf(c, session, b)});
    CHECK(results[0].reason().empty());
    CHECK(results[1].reason() == "PARENT_CYCLE");
  }
  SECTION("with one that the batch tells otherwise, too") {
    calls.Log(ChildOf(b, session, a));
    const auto results = calls.LogAll({ChildOf(c, session, a), ChildOf(a, session, b)});
    CHECK(results[0].reason() == "INVOCATION_EXISTS");
    CHECK(results[1].reason() == "PARENT_CYCLE");
  }
  SECTION("with itself") { CHECK(calls.TryLog(ChildOf(a, session, a)).reason() == "INVALID_REQUEST"); }
}

TEST_CASE("two processes that write a call and its parent at once close no cycle") {
  Processes processes;
  const std::string user = processes.database.CreateUser();
  const std::string a = NewId();
  const std::string b = NewId();
  TestDatabase::Session holder = processes.Hold(user);
  auto held = processes.Send(processes.first, a, b, user);
  Eventually([&] { return processes.Written() == 1; });
  auto other = processes.Send(processes.second, b, a);
  Eventually([&] { return processes.database.Waiting("advisory") == 1 || IsReady(other); });
  holder.Execute("COMMIT");
  CHECK(held.get().ok());
  CHECK(other.get().reason() == "PARENT_CYCLE");
  CHECK(processes.first.Count() == 1);
}

TEST_CASE("nor do they where each fills a gap of the same chain") {
  Processes processes;
  const std::string user = processes.database.CreateUser();
  const std::string ids[] = {NewId(), NewId(), NewId(), NewId()};
  REQUIRE(processes.Send(processes.first, ids[1], ids[2]).get().ok());
  REQUIRE(processes.Send(processes.first, ids[3], ids[0]).get().ok());
  TestDatabase::Session holder = processes.Hold(user);
  auto held = processes.Send(processes.first, ids[0], ids[1], user);
  Eventually([&] { return processes.Written() == 1; });
  auto other = processes.Send(processes.second, ids[2], ids[3]);
  Eventually([&] { return processes.database.Waiting("advisory") == 1 || IsReady(other); });
  holder.Execute("COMMIT");
  CHECK(held.get().ok());
  CHECK(other.get().reason() == "PARENT_CYCLE");
  CHECK(processes.first.Count() == 3);
}

TEST_CASE("nor where the ends of their chains move while they wait") {
  Processes processes;
  const std::string early = processes.database.CreateUser();
  const std::string late = processes.database.CreateUser();
  const std::string ids[] = {NewId(), NewId(), NewId(), NewId()};
  TestDatabase::Session early_holder = processes.Hold(early);
  TestDatabase::Session late_holder = processes.Hold(late);
  auto moving = processes.Send(processes.first, ids[1], ids[2], early);
  auto moving_too = processes.Send(processes.second, ids[3], ids[0], early);
  Eventually([&] { return processes.Written() == 2; });
  auto one = processes.Send(processes.first, ids[0], ids[1], late);
  auto other = processes.Send(processes.second, ids[2], ids[3], late);
  Eventually([&] { return processes.database.Waiting("advisory") == 2; });
  early_holder.Execute("COMMIT");
  CHECK(moving.get().ok());
  CHECK(moving_too.get().ok());

  Eventually([&] {
    const int written = processes.Written();
    const int waiting = processes.database.Waiting("advisory");
    return written == 2 || (written == 1 && (waiting == 1 || IsReady(one) || IsReady(other)));
  });
  late_holder.Execute("COMMIT");
  CHECK(one.get().ok() != other.get().ok());
  CHECK(processes.first.Count() == 3);
}

TEST_CASE("siblings whose parent is not logged yet do not wait for each other, nor for other trees") {
  Processes processes;
  const std::string user = processes.database.CreateUser();
  const std::string parent = NewId();
  const std::string root = NewId();
  processes.first.Log(RootOf(NewId(), root));
  TestDatabase::Session holder = processes.Hold(user);
  auto held = processes.Send(processes.first, NewId(), parent, user);
  Eventually([&] { return processes.Written() == 1; });
  CHECK(processes.Send(processes.second, NewId(), parent).get().ok());
  CHECK(processes.Send(processes.second, NewId(), NewId()).get().ok());
  CHECK(processes.Send(processes.second, NewId(), root).get().ok());
  CHECK_FALSE(IsReady(held));
  holder.Execute("COMMIT");
  CHECK(held.get().ok());
}

}  // namespace
}  // namespace liftmark::invocations
