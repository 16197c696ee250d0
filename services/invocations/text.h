// What callers send as text, as text that PostgreSQL takes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace liftmark::invocations {

// At most `max_bytes`, cut between characters. NUL and bytes that are no UTF-8 become U+FFFD.
std::string ToText(std::string_view bytes, std::size_t max_bytes);

}  // namespace liftmark::invocations
