// The textual forms that fields of requests take (liftmark.options.v1.Format). Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace liftmark::formats {

// A lower-case UUID with its dashes; never nil.
bool IsUuid(std::string_view text);

// YYYY-MM-DD, a real date from 1900 to 2200.
bool IsDate(std::string_view text);

// Characters of UTF-8.
std::size_t CountCharacters(std::string_view text);

// 1 to 64 of [A-Za-z0-9._-]: etags, and ids of requests in headers.
bool IsToken(std::string_view text);

// "agent:ID", "user:ID" or "ops:NAME", with 1 to 100 characters behind the colon and no control characters.
// `text` is UTF-8.
bool IsAuthor(std::string_view text);

}  // namespace liftmark::formats
