// Points in time on the clock that nobody sets back.
#pragma once

#include <chrono>

#include "common/async/task.h"

namespace liftmark::async {

using Clock = std::chrono::steady_clock;

// When a call has to be answered at the latest. Deadline::max() is no deadline.
using Deadline = Clock::time_point;

// Resumes on the shard at `time`, at once where it has passed.
Task<> SleepUntil(Clock::time_point time);

}  // namespace liftmark::async
