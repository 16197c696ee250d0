// What changed from one text to another.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liftmark::documents {

// Unified, with three lines of context, the names standing in its header; empty where the texts are equal.
absl::StatusOr<std::string> UnifiedDiff(std::string_view from, std::string_view to,
                                        std::string_view from_name, std::string_view to_name);

}  // namespace liftmark::documents
