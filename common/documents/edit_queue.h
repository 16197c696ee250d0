// Edits of one document wait for each other within a process (D10), so that a hundred callers build it a
// hundred times and not five thousand. Across processes the statement's WHERE revision = ... guards.
#pragma once

#include <asio/basic_waitable_timer.hpp>
#include <chrono>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"

namespace liftmark::documents {

// Belongs to one shard; outlives every Turn.
class EditQueue {
 public:
  // The right to edit one document; the next in line gets it when this is destroyed.
  class Turn {
   public:
    Turn(Turn&& other) noexcept : queue_(std::exchange(other.queue_, nullptr)), key_(std::move(other.key_)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (queue_ != nullptr) queue_->Leave(key_);
    }

   private:
    friend class EditQueue;
    Turn(EditQueue* queue, std::string key) : queue_(queue), key_(std::move(key)) {}
    EditQueue* queue_;
    std::string key_;
  };

  explicit EditQueue(async::Executor executor) : executor_(std::move(executor)) {}
  EditQueue(const EditQueue&) = delete;
  EditQueue& operator=(const EditQueue&) = delete;

  // Waits for the turn, first come, first served. Errors: DEADLINE_EXCEEDED.
  Task<absl::StatusOr<Turn>> Enter(std::string key, async::Deadline deadline);

 private:
  // A waiter is woken by cancelling its timer, which otherwise ends at its deadline.
  using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                           asio::wait_traits<std::chrono::steady_clock>, async::Executor>;
  using Waiters = std::deque<Timer*>;

  void Leave(const std::string& key);

  async::Executor executor_;
  std::unordered_map<std::string, Waiters> waiting_;  // has the key of every document that is being edited
};

}  // namespace liftmark::documents
