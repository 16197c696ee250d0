// Text folded for comparison: what people type in different ways compares equal.
#pragma once

#include <string>
#include <string_view>

namespace liftmark::markdown {

// Hyphen, en and em dash, minus and their like.
inline bool IsDash(char32_t code) {
  return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

// NFKC, case folded, dashes "-", quotes straight, "×" as "x", the marks * and ` gone, every run of spaces one
// space, ends trimmed of spaces and ".:;,". `text` is UTF-8; nothing depends on the locale.
std::string Fold(std::string_view text);

// True where the folded text `title` begins with the folded words `words`, which are not empty.
bool StartsWithWords(std::string_view title, std::string_view words);

}  // namespace liftmark::markdown
