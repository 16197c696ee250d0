// Whose child is whose, in calls that are written together.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace liftmark::invocations {

struct Link {
  std::string_view id;
  std::string_view parent_id;  // empty: a root
};

// For each link whether it closes a cycle with those before it. An id that comes again is passed over.
std::vector<bool> FindCycles(std::span<const Link> links);

}  // namespace liftmark::invocations
