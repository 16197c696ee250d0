#include "common/markdown/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>

#include "common/markdown/utf8.h"

namespace liftmark::markdown {
namespace {

// The single ASCII character that Fold writes for `code`; 0 where there is none.
char FoldedMark(char32_t code) {
  if (IsDash(code)) return '-';
  switch (code) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x2032:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x2033:
      return '"';
    case 0xD7:
      return 'x';
    default:
      return 0;
  }
}

char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string Normalize(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                                  UTF8PROC_CASEFOLD | UTF8PROC_IGNORE));
  if (size < 0) return std::string(text);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
  return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
}

}  // namespace

std::string Fold(std::string_view text) {
  std::string normal;
  if (!IsAscii(text)) {
    normal = Normalize(text);
    text = normal;
  }
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Rune rune = RuneAt(text, i);
    const char mark = FoldedMark(rune.code);
    if (IsBlank(rune.code)) {
      if (!folded.empty() && folded.back() != ' ') folded.push_back(' ');
    } else if (mark != 0) {
      folded.push_back(mark);
    } else if (rune.code != '*' && rune.code != '`') {
      for (std::size_t k = 0; k < rune.size; ++k) folded.push_back(ToLower(text[i + k]));
    }
    i += rune.size;
  }
  const auto is_edge = [](char c) { return c == ' ' || c == '.' || c == ':' || c == ';' || c == ','; };
  while (!folded.empty() && is_edge(folded.back())) folded.pop_back();
  folded.erase(folded.begin(), std::find_if_not(folded.begin(), folded.end(), is_edge));
  return folded;
}

bool StartsWithWords(std::string_view title, std::string_view words) {
  if (words.empty() || !title.starts_with(words)) return false;
  if (title.size() == words.size()) return true;
  const auto next = static_cast<unsigned char>(title[words.size()]);
  const bool is_word = (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || next >= 0x80;
  return !is_word;
}

}  // namespace liftmark::markdown
