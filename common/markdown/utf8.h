// Well-formed UTF-8, as RFC 3629 has it.
#pragma once

#include <string_view>

namespace liftmark::markdown {

// False for overlong forms, surrogates, values over U+10FFFF and sequences that are cut short.
bool IsUtf8(std::string_view text);

// True where `text`, which is UTF-8, holds nothing but white space and characters of no width.
bool IsBlank(std::string_view text);

// Writes `code` at `out`, which has room for 4 bytes; returns the bytes written. What is not a character
// becomes U+FFFD.
int EncodeUtf8(char32_t code, char* out);

}  // namespace liftmark::markdown
