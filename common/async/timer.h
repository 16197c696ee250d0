// The timer of asio on a shard's executor.
#pragma once

#include <asio/basic_waitable_timer.hpp>

#include "common/async/deadline.h"
#include "common/async/task.h"

namespace liftmark::async {

using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;

}  // namespace liftmark::async
