#include "common/views/phrases.h"

#include <algorithm>

namespace liftmark::views {
namespace {

// Longer than this, what is bold is a sentence.
constexpr std::size_t kMaxBoldLabelBytes = 100;

// Longer than this, a text is none of the phrases it is compared with.
constexpr std::size_t kMaxPhraseBytes = 100;

bool IsWordByte(char c) { return IsLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80; }

bool IsOpening(char c) { return c == '(' || c == '['; }
bool IsClosing(char c) { return c == ')' || c == ']'; }

// Cuts `text` where `cut` answers how many bytes part two pieces; parentheses are never cut.
template <class Cut>
std::vector<std::string_view> Split(std::string_view text, Cut cut) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  int depth = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view piece = Trim(text.substr(begin, end - begin));
    if (!piece.empty()) pieces.push_back(piece);
  };
  for (std::size_t i = 0; i < text.size();) {
    if (IsOpening(text[i])) ++depth;
    if (IsClosing(text[i]) && depth > 0) --depth;
    const std::size_t size = depth == 0 ? cut(i) : 0;
    if (size > 0) {
      add(i);
      begin = i + size;
    }
    i += std::max<std::size_t>(size, 1);
  }
  add(text.size());
  return pieces;
}

// The bytes of ";" or ". " at `i`; 0 where there is neither.
std::size_t SentenceEnd(std::string_view text, std::size_t i) {
  if (text[i] == ';') return 1;
  return text[i] == '.' && i + 1 < text.size() && text[i + 1] == ' ' ? 2 : 0;
}

}  // namespace

bool ContainsAnyWord(std::string_view text, std::initializer_list<std::string_view> words) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && IsWordByte(text[i - 1])) continue;
    const char first = ToLower(text[i]);
    for (const std::string_view word : words) {
      if (word.front() == first && StartsWithWord(text.substr(i), word)) return true;
    }
  }
  return false;
}

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> folded) {
  if (text.size() > kMaxPhraseBytes) return false;
  const std::string key = Fold(text);
  return std::find(folded.begin(), folded.end(), key) != folded.end();
}

std::optional<Labeled> LabelOf(const markdown::Line& line) {
  const std::string_view text = line.text;
  const std::string_view bold = Trim(text.substr(0, line.strong));
  if (bold.ends_with('?') && bold.size() <= kMaxBoldLabelBytes)
    return Labeled{bold, TrimLeadingMarks(text.substr(line.strong))};
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    if (colon == 0 || colon > kMaxBoldLabelBytes) return std::nullopt;
    if (IsDigit(text[colon - 1]) && colon + 1 < text.size() && IsDigit(text[colon + 1])) continue;
    if (colon <= line.strong) return Labeled{Trim(text.substr(0, colon)), Trim(text.substr(colon + 1))};
    const std::optional<Labeled> labeled = SplitLabel(text);
    return labeled && labeled->label == Trim(text.substr(0, colon)) ? labeled : std::nullopt;
  }
  return std::nullopt;
}

bool IsUnsaid(std::string_view value) {
  value = Trim(value);
  if (value.empty() || IsOneOf(value, {"?", "-", "n/a", "na", "none"})) return true;
  for (const std::string_view phrase :
       {"not specified",   "not provided",  "not stated", "not given", "not reported", "not recorded",
        "not available",   "not known",     "not yet",    "not set",   "unspecified",  "unknown",
        "undetermined",    "tbd",           "tba",        "n/a",       "none",         "to be determined",
        "to be confirmed", "no preference", "nothing"}) {
    if (StartsWithWord(value, phrase)) return true;
  }
  return false;
}

std::string WithoutParentheses(std::string_view text) {
  std::string kept;
  int depth = 0;
  for (const char c : text) {
    if (IsOpening(c)) {
      ++depth;
    } else if (IsClosing(c)) {
      if (depth > 0) --depth;
    } else if (depth == 0 && !(IsSpace(c) && (kept.empty() || kept.back() == ' '))) {
      kept.push_back(IsSpace(c) ? ' ' : c);
    }
  }
  return std::string(Trim(kept));
}

std::vector<std::string_view> SplitList(std::string_view text) {
  return Split(text, [&](std::size_t i) -> std::size_t { return text[i] == ',' || text[i] == ';'; });
}

std::vector<std::string_view> SplitSentences(std::string_view text) {
  return Split(text, [&](std::size_t i) { return SentenceEnd(text, i); });
}

std::vector<std::string_view> SplitClauses(std::string_view text) {
  return Split(text, [&](std::size_t i) -> std::size_t {
    if (const std::size_t end = SentenceEnd(text, i); end > 0 || text[i] != ' ') return end;
    const Rune dash = RuneAt(text, i + 1);
    const std::size_t after = i + 1 + dash.size;
    return dash.size > 0 && IsDash(dash.code) && after < text.size() && text[after] == ' ' ? dash.size + 2
                                                                                           : 0;
  });
}

std::size_t CountWords(std::string_view text) {
  std::size_t words = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ' && (i == 0 || text[i - 1] == ' ')) ++words;
  }
  return words;
}

std::string Capitalized(std::string_view text) {
  std::string result(text);
  if (!result.empty() && result[0] >= 'a' && result[0] <= 'z')
    result[0] = static_cast<char>(result[0] - 'a' + 'A');
  return result;
}

std::string_view CutTo(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t size = max_bytes;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

}  // namespace liftmark::views
