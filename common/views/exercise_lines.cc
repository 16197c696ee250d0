#include "common/views/exercise_lines.h"

#include <algorithm>
#include <optional>

#include "common/views/quantities.h"
#include "common/views/quantity_tokens.h"
#include "common/views/quantity_words.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// A longer line is no name.
constexpr std::size_t kLongestNameBytes = 80;
constexpr std::ptrdiff_t kMostNameWords = 12;

}  // namespace

bool LooksLikeName(std::string_view text) {
  for (const std::string_view condition : {"if", "when", "unless"}) {
    if (StartsWithWord(text, condition)) return false;
  }
  const auto is_letter = [](char c) { return IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; };
  return text.size() <= kLongestNameBytes && text.find(". ") == std::string_view::npos &&
         std::count(text.begin(), text.end(), ' ') < kMostNameWords && !text.ends_with('.') &&
         !text.ends_with('!') && !text.ends_with('?') && std::any_of(text.begin(), text.end(), is_letter);
}

bool StartsWithScheme(std::string_view text) {
  Tokenizer tokens(text);
  Token token = tokens.Next();
  bool worded = false;
  for (; token.kind == TokenKind::kWord && !IsPlainWord(token.text); token = tokens.Next()) worded = true;
  if (worded && token.kind == TokenKind::kComma) token = tokens.Next();  // "BW, 3x12"
  return token.kind == TokenKind::kNumber || token.kind == TokenKind::kTimes ||
         token.kind == TokenKind::kPlus;
}

bool StartsWithSet(std::string_view text) {
  Tokenizer tokens(text);
  Token token = tokens.Next();
  while (token.kind == TokenKind::kWord && IsLoadWord(token.text)) token = tokens.Next();
  if (token.kind == TokenKind::kParenthesis && !text.starts_with('('))
    token = tokens.Next();  // "BW (170 lb)"
  return token.kind == TokenKind::kNumber || token.kind == TokenKind::kTimes ||
         token.kind == TokenKind::kPlus;
}

bool IsQuotation(std::string_view text) { return text.starts_with('"') || text.starts_with("“"); }

std::size_t FindRest(std::string_view text) {
  constexpr int kShortestPause = 30;  // a shorter one is of a repetition
  if (const std::size_t rest = FindWord(text, "rest"); rest != std::string_view::npos) return rest;
  const std::size_t pause = FindWord(text, "pause");
  if (pause == std::string_view::npos) return pause;
  const std::optional<int> seconds = ParseRestSeconds(text.substr(pause));
  return seconds && *seconds >= kShortestPause ? pause : std::string_view::npos;
}

}  // namespace liftmark::views
