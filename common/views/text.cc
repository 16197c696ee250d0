#include "common/views/text.h"

#include <algorithm>
#include <limits>

namespace liftmark::views {
namespace {

using markdown::IsBlank;

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kEmojiVariant = 0xFE0F;
constexpr char32_t kKeyCap = 0x20E3;

// Arrows, emoji, bullets.
bool IsSign(char32_t code) {
  return (code >= 0x2022 && code < 0x3000 && !IsDash(code)) || code >= 0x1F000 || code == kEmojiVariant;
}

bool IsGraphic(char c) { return c > ' ' && c <= '~'; }

bool IsWordByte(char c) { return IsLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80; }

// Letters, digits and what is beyond ASCII but neither dash, space nor mark.
bool IsWordRune(const Rune& rune) {
  if (rune.size == 0) return false;
  if (rune.code < 0x80)
    return IsLetter(static_cast<char>(rune.code)) || IsDigit(static_cast<char>(rune.code));
  return rune.code >= 0xAA && rune.code < 0x2000 && rune.code != 0xD7;
}

// The last character of `text`, which is not empty.
Rune LastRune(std::string_view text) {
  std::size_t start = text.size() - 1;
  while (start > 0 && text.size() - start < 4 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80)
    --start;
  const Rune rune = RuneAt(text, start);
  return rune.size == text.size() - start ? rune : Rune{kReplacement, 1};
}

}  // namespace

std::string_view Trim(std::string_view text) {
  // Most texts are trimmed already.
  if (!text.empty() && IsGraphic(text.front()) && IsGraphic(text.back())) return text;
  for (Rune rune = RuneAt(text, 0); rune.size != 0 && IsBlank(rune.code); rune = RuneAt(text, 0)) {
    text.remove_prefix(rune.size);
  }
  while (!text.empty()) {
    const Rune rune = LastRune(text);
    if (!IsBlank(rune.code)) break;
    text.remove_suffix(rune.size);
  }
  return text;
}

std::string_view TrimEnding(std::string_view text) {
  for (text = Trim(text); !text.empty(); text = Trim(text)) {
    const Rune rune = LastRune(text);
    const bool ending = rune.code == ':' || rune.code == ';' || rune.code == ',' || rune.code == '.';
    if (!ending && !IsDash(rune.code)) break;
    text.remove_suffix(rune.size);
  }
  return text;
}

std::string_view TrimLeadingMarks(std::string_view text) {
  constexpr std::string_view kMarks = ",;~.*:/";
  for (Rune rune = RuneAt(text, 0); rune.size != 0; rune = RuneAt(text, 0)) {
    const bool mark = rune.code < 0x80 && kMarks.find(static_cast<char>(rune.code)) != std::string_view::npos;
    if (!mark && !IsDash(rune.code) && !IsBlank(rune.code)) break;
    text.remove_prefix(rune.size);
  }
  return text;
}

std::size_t KeyCapSize(std::string_view text) {
  if (text.empty() || !IsDigit(text.front())) return 0;
  const Rune variant = RuneAt(text, 1);
  const std::size_t cap = variant.code == kEmojiVariant ? 1 + variant.size : 1;
  const Rune rune = RuneAt(text, cap);
  return rune.code == kKeyCap ? cap + rune.size : 0;
}

std::string_view TrimLeadingSigns(std::string_view text) {
  while (true) {
    text = TrimLeadingMarks(text);
    const Rune rune = RuneAt(text, 0);
    const std::size_t size = IsSign(rune.code) ? rune.size : KeyCapSize(text);
    if (size == 0) return text;
    text.remove_prefix(size);
  }
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return ToLower(x) == ToLower(y); });
}

bool StartsWithIgnoringCase(std::string_view text, std::string_view lower_prefix) {
  return text.size() >= lower_prefix.size() &&
         EqualsIgnoringCase(text.substr(0, lower_prefix.size()), lower_prefix);
}

bool StartsWithWord(std::string_view text, std::string_view lower) {
  return StartsWithIgnoringCase(text, lower) && !IsWordRune(RuneAt(text, lower.size()));
}

std::size_t FindWord(std::string_view text, std::string_view lower, std::size_t from) {
  for (std::size_t i = from; i + lower.size() <= text.size(); ++i) {
    if (ToLower(text[i]) != lower.front() || (i > 0 && IsWordByte(text[i - 1]) && IsWordByte(text[i])))
      continue;
    if (StartsWithWord(text.substr(i), lower)) return i;
  }
  return std::string_view::npos;
}

bool TitleStarts(std::string_view title, std::string_view letters) {
  std::size_t i = 0;
  while (i < title.size() && !IsLetter(title[i])) ++i;
  for (const char letter : letters) {
    Rune rune = RuneAt(title, i);
    while (rune.size != 0 && (IsBlank(rune.code) || IsDash(rune.code) || rune.code == '_')) {
      i += rune.size;
      rune = RuneAt(title, i);
    }
    if (i >= title.size() || ToLower(title[i]) != letter) return false;
    ++i;
  }
  return !IsWordRune(RuneAt(title, i));
}

std::optional<Labeled> SplitLabel(std::string_view text) {
  const std::size_t colon = text.substr(0, kMaxLabelBytes + 1).find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view label = Trim(text.substr(0, colon));
  const auto is_letter = [](char c) { return IsWordByte(c) && !IsDigit(c); };
  if (std::none_of(label.begin(), label.end(), is_letter) || label.find(". ") != std::string_view::npos) {
    return std::nullopt;
  }
  // "190 × 5 (RPE: 7)"
  if (std::count(label.begin(), label.end(), '(') > std::count(label.begin(), label.end(), ')'))
    return std::nullopt;
  return Labeled{label, Trim(text.substr(colon + 1))};
}

SpacedDash FindSpacedDash(std::string_view text, std::size_t from) {
  for (std::size_t space = text.find(' ', from); space != std::string_view::npos;
       space = text.find(' ', space + 1)) {
    const Rune rune = RuneAt(text, space + 1);
    if (rune.size == 0 || !IsDash(rune.code)) continue;
    const std::size_t after = space + 1 + rune.size;
    if (after < text.size() && text[after] == ' ') return {space + 1, rune.size};
  }
  return {};
}

std::size_t FindClosing(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return i;
  }
  return text.size();
}

std::optional<int> FirstNumber(std::string_view text) {
  const auto begin = std::find_if(text.begin(), text.end(), IsDigit);
  if (begin == text.end()) return std::nullopt;
  long long value = 0;
  for (auto it = begin; it != text.end() && IsDigit(*it); ++it) {
    value = value * 10 + (*it - '0');
    if (value > std::numeric_limits<int>::max()) return std::nullopt;
  }
  return static_cast<int>(value);
}

}  // namespace liftmark::views
