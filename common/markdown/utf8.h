// UTF-8, as RFC 3629 has it.
#pragma once

#include <cstddef>
#include <string_view>

namespace liftmark::markdown {

// One character. `size` is 0 only at the end of the text; a byte that is no UTF-8 is U+FFFD of size 1.
struct Rune {
  char32_t code = 0;
  std::size_t size = 0;
};
Rune RuneBeyondAscii(std::string_view text, std::size_t position);
inline Rune RuneAt(std::string_view text, std::size_t position) {
  if (position >= text.size()) return {};
  const auto lead = static_cast<unsigned char>(text[position]);
  return lead < 0x80 ? Rune{lead, 1} : RuneBeyondAscii(text, position);
}

// False for overlong forms, surrogates, values over U+10FFFF and sequences that are cut short.
bool IsUtf8(std::string_view text);

// White space and characters of no width; a text of nothing else.
bool IsBlankBeyondAscii(char32_t code);
inline bool IsBlank(char32_t code) {
  return code < 0x80 ? code == ' ' || (code >= '\t' && code <= '\r') : IsBlankBeyondAscii(code);
}
bool IsBlank(std::string_view text);

// The ASCII character that a hyphen or a space of another kind ("Warm\u2011Up", "95\u00a0lb") is read as; 0
// for every other character. A dash is no hyphen.
char PlainCharacter(char32_t code);

// Writes `code` at `out`, which has room for 4 bytes; returns the bytes written. What is not a character
// becomes U+FFFD.
int EncodeUtf8(char32_t code, char* out);

}  // namespace liftmark::markdown
