// Text as builders read it: UTF-8 views, compared without regard to case, dash kind and quote kind.
//
// Nothing here depends on the locale. What returns a string_view points into its argument.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/markdown/fold.h"
#include "common/markdown/utf8.h"

namespace liftmark::views {

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
inline char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

using markdown::Fold;
using markdown::IsDash;
using markdown::Rune;
using markdown::RuneAt;

// Without spaces, no-break spaces and zero-width characters at both ends.
std::string_view Trim(std::string_view text);

// Trim, and without ':', ';', ',', '.' and dashes at the end.
std::string_view TrimEnding(std::string_view text);

// Without spaces, dashes and the signs ",;~.*:/" at the beginning.
std::string_view TrimLeadingMarks(std::string_view text);

// Without arrows, emoji, bullets and what TrimLeadingMarks takes at the beginning; a number in a key cap is
// one.
std::string_view TrimLeadingSigns(std::string_view text);

// The bytes of a number in a key cap ("1\uFE0F\u20E3") at the beginning of `text`; 0 where there is none.
std::size_t KeyCapSize(std::string_view text);

// ASCII letters compare without case.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);
bool StartsWithIgnoringCase(std::string_view text, std::string_view lower_prefix);

// True where `text` begins with the whole word or words `lower` (in lower case).
bool StartsWithWord(std::string_view text, std::string_view lower);

// Where the whole word or words `lower` stand in `text`, from `from` on; npos where they do not.
std::size_t FindWord(std::string_view text, std::string_view lower, std::size_t from = 0);
inline bool ContainsWord(std::string_view text, std::string_view lower) {
  return FindWord(text, lower) != std::string_view::npos;
}

// True where a title begins with the words `letters` (lower case, written without spaces): "warmup" is the
// beginning of "Warm-Up (8 minutes)", "WARM UP", "2. Warmup" and "🔥 Warm‑Up:", not of "Warmups".
bool TitleStarts(std::string_view title, std::string_view letters);

// "Label: value". The label holds no sentence: at most kMaxLabelBytes, no full stop.
struct Labeled {
  std::string_view label;  // trimmed
  std::string_view value;  // trimmed, may be empty
};
inline constexpr std::size_t kMaxLabelBytes = 40;
std::optional<Labeled> SplitLabel(std::string_view text);

// The first dash that has a space on both sides ("Monday — Legs").
struct SpacedDash {
  std::size_t position = std::string_view::npos;  // of the dash itself
  std::size_t size = 0;
  bool found() const { return position != std::string_view::npos; }
};
SpacedDash FindSpacedDash(std::string_view text, std::size_t from = 0);

// The parenthesis that closes the one at `open`; text.size() where it stays open.
std::size_t FindClosing(std::string_view text, std::size_t open);

// The first whole number in `text`, where it fits an int.
std::optional<int> FirstNumber(std::string_view text);

}  // namespace liftmark::views
