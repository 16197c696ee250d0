// Group commit: what concurrent callers write goes into one transaction, and each is answered after its
// commit.
#pragma once

#include <algorithm>
#include <asio/async_result.hpp>
#include <asio/post.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/runtime.h"
#include "common/async/timer.h"
#include "common/status/status.h"

namespace liftmark::invocations {

struct GroupCommitOptions {
  // A group is written at once while nothing else is: whoever comes meanwhile makes up the next one. It does
  // not wait for the one before where it has as many rows as that one, so that one is inserted while another
  // waits for the disk, nor where it has this many rows or bytes, or its first row has waited this long.
  std::size_t max_rows = 400;
  std::size_t max_bytes = std::size_t{1} << 20;
  std::chrono::microseconds max_delay = std::chrono::milliseconds(5);

  std::size_t max_groups_in_flight = 3;

  // Beyond that callers are turned away. Twice the largest request, so that one of these does not need an
  // empty queue.
  std::size_t max_waiting_bytes = std::size_t{32} << 20;
};

// Rows have a member `bytes` that says how large they are. Belongs to one shard; outlives every Add and every
// group.
template <class Row, class Answer>
class GroupCommit {
 public:
  // Writes rows in one transaction and answers each, in order. It does not throw.
  using Write = std::function<Task<std::vector<Answer>>(std::vector<Row>)>;

  GroupCommit(async::Shard& shard, GroupCommitOptions options, Write write)
      : shard_(shard), options_(options), write_(std::move(write)), delay_(shard.executor()) {}

  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  // Rows of one caller stay together: more than max_rows are a group of their own. Errors:
  // RESOURCE_EXHAUSTED.
  Task<absl::StatusOr<std::vector<Answer>>> Add(std::vector<Row> rows) {
    std::size_t bytes = 0;
    for (const Row& row : rows) bytes += row.bytes;
    if (waiting_bytes_ + bytes > options_.max_waiting_bytes && !waiting_.empty()) {
      co_return WithRetryDelay(
          Error(absl::StatusCode::kResourceExhausted, "QUEUE_FULL", "too many calls wait to be written"),
          absl::Milliseconds(200));
    }
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<async::Executor>, void(Answers)>(
        [&](Handler handler) {
          waiting_rows_ += rows.size();
          waiting_bytes_ += bytes;
          waiting_.push_back({std::move(rows), bytes, std::move(handler)});
          if (waiting_.size() == 1) StartDelay();
          ScheduleTurn();
        },
        async::kUseTask);
  }

 private:
  using Answers = std::vector<Answer>;
  using Handler = asio::async_result<asio::use_awaitable_t<async::Executor>, void(Answers)>::handler_type;

  struct Caller {
    std::vector<Row> rows;
    std::size_t bytes;
    Handler handler;
  };

  // At the end of this turn of the loop, so that everything that arrives in it goes together.
  void ScheduleTurn() {
    if (std::exchange(turn_scheduled_, true)) return;
    asio::post(shard_.executor(), [this] {
      turn_scheduled_ = false;
      while (MayWrite()) async::Spawn(shard_, WriteGroup(TakeGroup()));
    });
  }

  bool MayWrite() const {
    if (waiting_.empty() || in_flight_ >= options_.max_groups_in_flight) return false;
    return in_flight_ == 0 || overdue_ || waiting_rows_ >= std::min(last_rows_, options_.max_rows) ||
           waiting_bytes_ >= options_.max_bytes;
  }

  std::vector<Caller> TakeGroup() {
    std::vector<Caller> group;
    std::size_t bytes = 0;
    last_rows_ = 0;
    while (!waiting_.empty()) {
      Caller& next = waiting_.front();
      if (!group.empty() &&
          (last_rows_ + next.rows.size() > options_.max_rows || bytes + next.bytes > options_.max_bytes))
        break;
      last_rows_ += next.rows.size();
      bytes += next.bytes;
      waiting_rows_ -= next.rows.size();
      waiting_bytes_ -= next.bytes;
      group.push_back(std::move(next));
      waiting_.pop_front();
    }
    ++in_flight_;
    StartDelay();
    return group;
  }

  Task<> WriteGroup(std::vector<Caller> group) {
    std::vector<Row> rows;
    std::vector<std::size_t> counts;
    for (Caller& caller : group) {
      counts.push_back(caller.rows.size());
      rows.insert(rows.end(), std::make_move_iterator(caller.rows.begin()),
                  std::make_move_iterator(caller.rows.end()));
    }
    Answers answers = co_await write_(std::move(rows));
    --in_flight_;
    ScheduleTurn();
    auto next = std::make_move_iterator(answers.begin());
    for (std::size_t i = 0; i < group.size(); ++i) {
      Answers own(next, next + static_cast<std::ptrdiff_t>(counts[i]));
      next += static_cast<std::ptrdiff_t>(counts[i]);
      asio::post(shard_.executor(), [handler = std::move(group[i].handler), own = std::move(own)]() mutable {
        handler(std::move(own));
      });
    }
  }

  void StartDelay() {
    overdue_ = false;
    if (waiting_.empty()) return;
    delay_.expires_after(options_.max_delay);
    delay_.async_wait([this](const asio::error_code& error) {
      if (error) return;
      overdue_ = true;
      ScheduleTurn();
    });
  }

  async::Shard& shard_;
  const GroupCommitOptions options_;
  const Write write_;

  std::deque<Caller> waiting_;
  std::size_t waiting_rows_ = 0;
  std::size_t waiting_bytes_ = 0;
  std::size_t in_flight_ = 0;
  std::size_t last_rows_ = 0;  // of the last group
  bool turn_scheduled_ = false;
  bool overdue_ = false;  // the first in line has waited max_delay
  async::Timer delay_;
};

}  // namespace liftmark::invocations
