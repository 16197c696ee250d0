// Work on many calls, done in transactions of bounded size until it is done or the caller's time is up.
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace liftmark::invocations {

inline constexpr std::int64_t kBatchRows = 1000;

// Calls are gone through in this order: behind this one.
struct BatchPlace {
  absl::Time created_at = absl::InfinitePast();
  std::string id = "00000000-0000-0000-0000-000000000000";
};

}  // namespace liftmark::invocations
