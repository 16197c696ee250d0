// Stops a fuzz target at an input that breaks a promise.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace liftmark::fuzz {

inline void Check(bool holds, std::string_view promise) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(promise.size()), promise.data());
  std::abort();
}

}  // namespace liftmark::fuzz
