#include "common/markdown/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace liftmark::markdown {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Bytes of the well-formed sequence at `p`; 0 where there is none.
std::size_t SequenceSize(const unsigned char* p, std::size_t available) {
  const unsigned char lead = p[0];
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || size > available) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((p[i] & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xE0 && p[1] < 0xA0) || (lead == 0xF0 && p[1] < 0x90);
  const bool surrogate = lead == 0xED && p[1] >= 0xA0;
  const bool too_large = lead == 0xF4 && p[1] >= 0x90;
  return overlong || surrogate || too_large ? 0 : size;
}

}  // namespace

Rune RuneBeyondAscii(std::string_view text, std::size_t position) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data()) + position;
  const std::size_t size = SequenceSize(p, text.size() - position);
  if (size == 0) return {kReplacement, 1};
  char32_t code = size == 1 ? p[0] : p[0] & (0xFF >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = (code << 6) | (p[i] & 0x3F);
  return {code, size};
}

bool IsUtf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const unsigned char* const end = p + text.size();
  while (p != end) {
    std::uint64_t word;
    while (end - p >= 8) {
      std::memcpy(&word, p, 8);
      if ((word & 0x8080808080808080) != 0) break;
      p += 8;
    }
    if (p == end) break;
    const std::size_t size = SequenceSize(p, static_cast<std::size_t>(end - p));
    if (size == 0) return false;
    p += size;
  }
  return true;
}

bool IsBlankBeyondAscii(char32_t code) {
  return code == 0x85 || code == 0xA0 || code == 0xAD || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200F) || (code >= 0x2028 && code <= 0x202F) ||
         (code >= 0x205F && code <= 0x2064) || code == 0x3000 || code == 0xFE0F || code == 0xFEFF;
}

char PlainCharacter(char32_t code) {
  if (code == 0x2010 || code == 0x2011) return '-';
  const bool space = code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F;
  return space ? ' ' : '\0';
}

bool IsBlank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = RuneAt(text, at);
    if (!IsBlank(rune.code)) return false;
    at += rune.size;
  }
  return true;
}

int EncodeUtf8(char32_t code, char* out) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = kReplacement;
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) {
    out[0] = static_cast<char>(code);
    return 1;
  }
  if (code < 0x800) {
    out[0] = static_cast<char>(0xC0 | (code >> 6));
    out[1] = tail(0);
    return 2;
  }
  if (code < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (code >> 12));
    out[1] = tail(6);
    out[2] = tail(0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | (code >> 18));
  out[1] = tail(12);
  out[2] = tail(6);
  out[3] = tail(0);
  return 4;
}

}  // namespace liftmark::markdown
