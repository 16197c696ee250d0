#include "common/documents/edit_queue.h"

#include <algorithm>
#include <asio/redirect_error.hpp>
#include <utility>

#include "common/status/status.h"

namespace liftmark::documents {

Task<absl::StatusOr<EditQueue::Turn>> EditQueue::Enter(std::string key, async::Deadline deadline) {
  const auto [place, first] = waiting_.try_emplace(key);
  if (!first) {
    Timer timer(executor_, deadline);
    place->second.push_back(&timer);
    asio::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(async::kUseTask, ignored));
    // Whoever is still in line was woken by its deadline, not by Leave; the error code cannot tell when both
    // come at once.
    Waiters& waiters = waiting_.at(key);
    if (const auto self = std::find(waiters.begin(), waiters.end(), &timer); self != waiters.end()) {
      waiters.erase(self);
      co_return Error(absl::StatusCode::kDeadlineExceeded, "EDIT_QUEUE_TIMEOUT",
                      "other edits of this document took too long");
    }
  }
  co_return Turn(this, std::move(key));
}

void EditQueue::Leave(const std::string& key) {
  const auto place = waiting_.find(key);
  if (place->second.empty()) {
    waiting_.erase(place);
    return;
  }
  Timer* next = place->second.front();
  place->second.pop_front();
  next->cancel();
}

}  // namespace liftmark::documents
