// Who is still there, for those who must be the last to leave.
#pragma once

#include <condition_variable>
#include <mutex>

#include "common/async/deadline.h"

namespace liftmark::rpc {

// Any thread may use it.
class Census {
 public:
  // Counts its owner while it lives.
  class Entry {
   public:
    explicit Entry(Census& census) : census_(census) {
      const std::lock_guard lock(census_.mutex_);
      ++census_.alive_;
    }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    ~Entry() {
      // Told under the lock: whoever waits may destroy the census next.
      const std::lock_guard lock(census_.mutex_);
      if (--census_.alive_ == 0) census_.nobody_.notify_all();
    }

   private:
    Census& census_;
  };

  // Whether nobody is there, by the deadline at the latest.
  bool WaitUntilEmpty(async::Deadline deadline) {
    std::unique_lock lock(mutex_);
    return nobody_.wait_until(lock, deadline, [this] { return alive_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable nobody_;
  int alive_ = 0;
};

}  // namespace liftmark::rpc
