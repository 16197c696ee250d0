#include "services/invocations/group_commit.h"

#include <asio/redirect_error.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <thread>

namespace liftmark::invocations {
namespace {

struct Row {
  int number = 0;
  std::size_t bytes = 0;
};

// A writer that answers each row with twice its number when the test lets it.
struct Writer {
  async::Runtime runtime{1};
  async::Shard& shard = runtime.shard(0);
  async::Timer gate{shard.executor(), async::Deadline::max()};
  std::vector<std::vector<int>> groups;
  GroupCommit<Row, int> commit;

  explicit Writer(GroupCommitOptions options)
      : commit(shard, options, [this](std::vector<Row> rows) { return Write(std::move(rows)); }) {}

  Task<std::vector<int>> Write(std::vector<Row> rows) {
    std::vector<int>& group = groups.emplace_back();
    std::vector<int> answers;
    for (const Row& row : rows) {
      group.push_back(row.number);
      answers.push_back(2 * row.number);
    }
    asio::error_code opened;
    co_await gate.async_wait(asio::redirect_error(async::kUseTask, opened));
    co_return answers;
  }

  using Answers = absl::StatusOr<std::vector<int>>;

  // Adds one row for each caller, all in one turn of the loop.
  std::vector<std::future<Answers>> Add(std::vector<std::vector<Row>> callers) {
    return Wait(AddAll(std::move(callers)));
  }

  Task<std::vector<std::future<Answers>>> AddAll(std::vector<std::vector<Row>> callers) {
    std::vector<std::future<Answers>> added;
    for (std::vector<Row>& rows : callers) added.push_back(async::Run(shard, commit.Add(std::move(rows))));
    co_return added;
  }

  // Lets every group that is being written end.
  void Open() { Wait(OpenGate()); }
  Task<> OpenGate() {
    gate.cancel();
    co_return;
  }

  Task<std::size_t> CountGroups() { co_return groups.size(); }

  void WaitForGroups(std::size_t count) {
    while (Wait(CountGroups()) < count) std::this_thread::yield();
  }

  template <class T>
  T Wait(Task<T> task) {
    return async::Run(shard, std::move(task)).get();
  }
};

constexpr GroupCommitOptions kNeverOverdue = {.max_rows = 4, .max_delay = std::chrono::hours(1)};

TEST_CASE("callers of one moment are written together, and each gets its own answers") {
  Writer writer(kNeverOverdue);
  auto added = writer.Add({{{1}}, {{2}, {3}}, {{4}}});
  writer.WaitForGroups(1);
  writer.Open();
  CHECK(*added[0].get() == std::vector<int>{2});
  CHECK(*added[1].get() == std::vector<int>{4, 6});
  CHECK(*added[2].get() == std::vector<int>{8});
  CHECK(writer.groups == std::vector<std::vector<int>>{{1, 2, 3, 4}});
}

TEST_CASE("nobody is answered before the group is written") {
  Writer writer(kNeverOverdue);
  auto added = writer.Add({{{1}}});
  writer.WaitForGroups(1);
  CHECK(added[0].wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
  writer.Open();
  CHECK(added[0].get().ok());
}

TEST_CASE("who comes while a group is written waits for its end, and goes with the others") {
  Writer writer(kNeverOverdue);
  auto first = writer.Add({{{1}}, {{2}}, {{3}}});
  writer.WaitForGroups(1);
  auto second = writer.Add({{{4}}});
  auto third = writer.Add({{{5}}});
  writer.Open();
  CHECK(first[0].get().ok());
  writer.WaitForGroups(2);
  writer.Open();
  CHECK(*second[0].get() == std::vector<int>{8});
  CHECK(third[0].get().ok());
  CHECK(writer.groups == std::vector<std::vector<int>>{{1, 2, 3}, {4, 5}});
}

TEST_CASE("a group as large as the one before does not wait for it") {
  Writer writer(kNeverOverdue);
  auto first = writer.Add({{{1}}, {{2}}});
  writer.WaitForGroups(1);
  auto second = writer.Add({{{3}}});
  auto third = writer.Add({{{4}}});
  writer.WaitForGroups(2);
  CHECK(writer.groups == std::vector<std::vector<int>>{{1, 2}, {3, 4}});
  writer.Open();
  for (auto* added : {&first, &second, &third}) CHECK((*added)[0].get().ok());
}

TEST_CASE("a full group does not wait, nor does one whose first row has waited long enough") {
  Writer full(kNeverOverdue);
  auto first = full.Add({{{1}, {1}, {1}, {1}, {1}, {1}}});
  full.WaitForGroups(1);
  auto more = full.Add({{{2}}, {{3}}, {{4}}, {{5}}});
  full.WaitForGroups(2);
  CHECK(full.groups[1] == std::vector<int>{2, 3, 4, 5});

  Writer overdue({.max_rows = 4, .max_delay = std::chrono::milliseconds(1)});
  auto early = overdue.Add({{{1}}, {{1}}});
  overdue.WaitForGroups(1);
  auto late = overdue.Add({{{2}}});
  overdue.WaitForGroups(2);
  CHECK(overdue.groups[1] == std::vector<int>{2});
  for (Writer* writer : {&full, &overdue}) writer->Open();
}

TEST_CASE("a group holds no more than it may, but one caller's rows stay together") {
  Writer writer(kNeverOverdue);
  std::vector<Row> many;
  for (int i = 0; i < 6; ++i) many.push_back({i});
  auto added = writer.Add({{{10}}, {{11}}, many});
  writer.WaitForGroups(2);
  CHECK(writer.groups[0] == std::vector<int>{10, 11});
  CHECK(writer.groups[1].size() == 6);
  writer.Open();
  for (auto& answers : added) CHECK(answers.get().ok());
}

TEST_CASE("what may wait is bounded") {
  Writer writer({.max_rows = 4, .max_delay = std::chrono::hours(1), .max_waiting_bytes = 100});
  auto first = writer.Add({{{1}}, {{1}}});
  writer.WaitForGroups(1);
  auto waiting = writer.Add({{{2, 99}}});
  auto refused = writer.Add({{{3, 2}}});
  const Writer::Answers answer = refused[0].get();
  CHECK(answer.status().code() == absl::StatusCode::kResourceExhausted);
  CHECK(ReasonOf(answer.status()) == "QUEUE_FULL");
  writer.Open();
  CHECK(first[0].get().ok());
  writer.WaitForGroups(2);
  writer.Open();
  CHECK(waiting[0].get().ok());
}

}  // namespace
}  // namespace liftmark::invocations
