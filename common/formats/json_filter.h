// JSON that a caller gives as a filter.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace liftmark::formats {

inline constexpr int kMaxFilterDepth = 16;

// OK where PostgreSQL's jsonb takes `json` and it is an object; else INVALID_ARGUMENT with a violation of
// `field`.
absl::Status CheckJsonFilter(std::string_view json, std::string_view field);

}  // namespace liftmark::formats
