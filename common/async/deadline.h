// Points in time on the clock that nobody sets back.
#pragma once

#include <chrono>

#include "common/async/task.h"

namespace liftmark::async {

using Clock = std::chrono::steady_clock;

// When a call has to be answered at the latest. Deadline::max() is no deadline.
using Deadline = Clock::time_point;

// Whether no time is left for another batch of work and the answer.
inline bool IsNear(Deadline deadline) {
  constexpr std::chrono::seconds kMargin(1);
  return deadline - Clock::now() < kMargin;
}

// Resumes on the shard at `time`, at once where it has passed.
Task<> SleepUntil(Clock::time_point time);

}  // namespace liftmark::async
