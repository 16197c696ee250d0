// Strings of requests, which are empty where they are not given.
#pragma once

#include <optional>
#include <string>

namespace liftmark::rpc {

inline std::optional<std::string> NonEmpty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace liftmark::rpc
