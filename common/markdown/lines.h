// The lines of a text, which end with LF, CRLF or CR.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace liftmark::markdown {

// Where the line that goes on at `at` ends: before its line end, or with the text.
inline std::size_t EndOfLine(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of("\r\n", at), text.size());
}

// Where the line after it begins, or the text ends.
inline std::size_t NextLine(std::string_view text, std::size_t at) {
  const std::size_t end = EndOfLine(text, at);
  return std::min(end + (text.substr(end).starts_with("\r\n") ? 2 : 1), text.size());
}

}  // namespace liftmark::markdown
