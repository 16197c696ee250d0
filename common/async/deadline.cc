#include "common/async/deadline.h"

#include <asio/this_coro.hpp>

#include "common/async/timer.h"

namespace liftmark::async {

Task<> SleepUntil(Clock::time_point time) {
  Timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(kUseTask);
}

}  // namespace liftmark::async
