#include "common/views/exercise_names.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "common/views/exercise_lexicon.h"
#include "common/views/phrases.h"
#include "common/views/quantities.h"
#include "common/views/quantity_tokens.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// A longer title is read no further: every sign in it is looked at together with what follows.
constexpr std::size_t kMaxTitleBytes = 400;
// A parenthesis of more words explains.
constexpr std::size_t kMostVariationWords = 4;

constexpr std::string_view kCueBeginnings[] = {
    "or",    "if",       "optional",  "from",        "in",      "on",     "off",      "at",
    "to",    "without",  "no",        "not",         "use",     "using",  "keep",     "hold",
    "slow",  "fast",     "each",      "per",         "stop",    "skip",   "as",       "for",
    "until", "focus",    "very",      "easy",        "light",   "slight", "moderate", "controlled",
    "pins",  "modified", "replaces",  "replacing",   "instead", "was",    "reduced",  "substitute",
    "swap",  "aka",      "alternate", "substituted", "pause"};

// Behind a dash; less than in a parenthesis, since "— Slow Tap" may name a variation.
constexpr std::string_view kWarnings[] = {"stop",    "skip",  "keep",     "no",      "not",
                                          "avoid",   "do",    "don't",    "only",    "if",
                                          "careful", "watch", "optional", "replaces"};

constexpr std::string_view kSchemeWords[] = {
    "heavy",   "ish",       "light",     "moderate",  "volume", "singles",  "single",    "doubles",
    "double",  "triples",   "triple",    "top",       "set",    "sets",     "back",      "off",
    "offs",    "backoff",   "working",   "work",      "up",     "to",       "warm",      "warmup",
    "ramp",    "max",       "effort",    "amrap",     "emom",   "speed",    "technique", "practice",
    "opener",  "openers",   "attempts",  "and",       "day",    "optional", "main",      "lift",
    "primary", "secondary", "accessory", "intensity", "reps",   "rep"};

constexpr std::string_view kLeadWords[] = {"optional", "finisher", "bonus", "superset", "exercise"};

bool IsAnyOf(std::string_view word, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return EqualsIgnoringCase(word, w); });
}

// "× 8" of "BW × 8", "x8" of "bwx8"; what does not begin with a body's weight as it is.
std::string_view WithoutBodyweight(std::string_view text) {
  for (const std::string_view word : {"bw", "bodyweight", "body weight"}) {
    if (!EqualsIgnoringCase(text.substr(0, word.size()), word)) continue;
    const std::string_view rest = text.substr(word.size());
    const bool times = rest.size() > 1 && ToLower(rest[0]) == 'x' && IsDigit(rest[1]);
    if (times || rest.empty() || !IsLetter(rest.front())) return TrimLeadingMarks(rest);
  }
  return text;
}

// Whether a text says sets: "3 × 8-10", "4 sets", "12:00 AMRAP", "120x15", "3 plates × 12", "BW × 8".
bool IsScheme(std::string_view text) {
  text = Trim(text);
  const std::string_view counted = WithoutBodyweight(text);
  if (counted.empty()) return false;
  const Rune first = RuneAt(counted, 0);
  const bool added = counted.front() == '+' && counted.size() > 1 && IsDigit(counted[1]);
  const bool number = IsDigit(counted.front()) || added || first.code == '~' || first.code == 0xD7 ||
                      (ToLower(counted.front()) == 'x' && counted.size() < text.size());
  if (!number) return false;
  const Target target = ParseTarget(text);
  if (target.sets || target.seconds || (target.reps && ContainsWord(text, "reps"))) return true;
  const std::vector<Scheme> schemes = ParseSchemes(text);
  return !schemes.empty() && schemes.front().complete && schemes.front().counts;
}

bool BeginsWith(std::string_view text, std::span<const std::string_view> words) {
  text = Trim(text);
  return IsAnyOf(text.substr(0, text.find(' ')), words);
}

bool HasWords(std::string_view text) {
  Tokenizer tokens(text);
  for (Token token = tokens.Next(); token.kind != TokenKind::kEnd; token = tokens.Next()) {
    if (token.kind == TokenKind::kWord) return true;
  }
  return false;
}

// Whether every word behind a dash is about the scheme or the reader: "Heavy Doubles", "Technique → Singles".
bool IsSchemeWords(std::string_view text) {
  bool any = false;
  for (std::size_t i = 0; i < text.size();) {
    if (!IsLetter(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && IsLetter(text[i])) ++i;
    if (!IsAnyOf(text.substr(begin, i - begin), kSchemeWords)) return false;
    any = true;
  }
  return any;
}

// Whether a parenthesis is a cue, a setting or an alternative, or says what the name says.
bool IsAside(std::string_view text, std::string_view name) {
  const Lexicon& lexicon = Lexicon::Get();
  if (Trim(text).empty() || IsScheme(text)) return true;
  const std::string folded_name = Fold(name);
  const std::string folded = Fold(text);
  const Words of_name = lexicon.WordsOf(folded_name);
  const Words words = lexicon.WordsOf(folded);
  const auto in_name = [&](std::string_view word) { return Contains(of_name, word); };
  if (std::all_of(words.begin(), words.end(), in_name)) return true;
  const auto modifies = [&](std::string_view word) { return lexicon.ModifierOf(word) != Modifier::kNone; };
  if (std::all_of(words.begin(), words.end(), modifies)) return false;
  if (BeginsWith(folded, kCueBeginnings)) return true;
  // What comes first decides: "(wide stance, w/ chains)".
  const std::string first = folded.substr(0, folded.find_first_of(",;"));
  const Words of_first = lexicon.WordsOf(first);
  if (std::all_of(of_first.begin(), of_first.end(), modifies)) return false;
  if (of_first.size() > kMostVariationWords) return true;
  return ContainsAnyWord(folded, {"or", "if", "optional", "only", "allowed", "needed", "needs", "available",
                                  "sec", "min", "seconds", "reps", "movements", "optionally", "possible"});
}

std::string WithoutAsides(std::string_view text) {
  std::string kept;
  std::size_t i = 0;
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', i)) {
    const std::size_t close = std::min(FindClosing(text, open) + 1, text.size());
    kept.append(text.substr(i, open - i));
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    if (!IsAside(inside.substr(0, inside.rfind(')')), text.substr(0, open))) {
      kept.append(text.substr(open, close - open));
    } else {
      while (!kept.empty() && kept.back() == ' ') kept.pop_back();
    }
    i = close;
  }
  kept.append(text.substr(i));
  return kept;
}

bool IsLead(std::string_view text) {
  // "Option A"
  constexpr std::string_view kOption = "option";
  if (StartsWithWord(text, kOption)) text = Trim(text.substr(kOption.size()));
  if (text.size() == 1 && (IsLetter(text[0]) || IsDigit(text[0]))) return true;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space > 0 && !IsAnyOf(text.substr(0, space), kLeadWords)) return false;
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return true;
}

// Where a scheme begins that no dash announces: "Bench Press 4×8", "Squat: 5x5 @ 225", "Row @ RPE 7", and
// with its load "Dips BW 3x8".
std::size_t FindScheme(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '(') i = FindClosing(text, i);
    if (i >= text.size() || (text[i - 1] != ' ' && text[i - 1] != ':')) continue;
    if (text[i] == '@') return i;
    const bool may_begin =
        IsDigit(text[i]) || text[i] == '+' || ToLower(text[i]) == 'b' || text.substr(i).starts_with("×");
    if (may_begin && IsScheme(text.substr(i))) return i;
  }
  return text.size();
}

// Without a lead such as "Optional Finisher —" or "Superset:".
std::string_view WithoutLead(std::string_view text) {
  const SpacedDash dash = FindSpacedDash(text);
  if (dash.found() && IsLead(text.substr(0, dash.position)))
    return Trim(text.substr(dash.position + dash.size));
  const std::optional<Labeled> labeled = SplitLabel(text);
  return labeled && !labeled->value.empty() && IsLead(labeled->label) ? labeled->value : text;
}

// Where a warning begins: "Press ⚠️ stop if it pinches".
std::size_t FindEmoji(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Rune rune = RuneAt(text, i);
    if (i > 0 && (rune.code >= 0x1F000 || (rune.code >= 0x2600 && rune.code < 0x2800))) return i;
    i += rune.size;
  }
  return text.size();
}

// Where a dash or nothing at all parts the name from its scheme; text.size() where there is none.
std::size_t FindTail(std::string_view text) {
  const std::size_t scheme = std::min(FindScheme(text), FindEmoji(text));
  for (SpacedDash dash = FindSpacedDash(text); dash.found() && dash.position < scheme;
       dash = FindSpacedDash(text, dash.position + dash.size)) {
    const std::string_view tail = text.substr(dash.position + dash.size);
    const std::size_t open = text.find('(');
    const bool inside = open < dash.position && FindClosing(text, open) > dash.position;
    if (!inside && (IsScheme(tail) || IsSchemeWords(tail) || BeginsWith(tail, kWarnings)))
      return dash.position;
  }
  return scheme;
}

// "(3 × 12)" in a title.
std::string_view SchemeInParentheses(std::string_view text) {
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    const std::string_view inside = text.substr(open + 1, FindClosing(text, open) - open - 1);
    if (IsScheme(inside) && ParseTarget(inside).sets) return inside;
  }
  return {};
}

}  // namespace

std::string_view WithoutNumber(std::string_view text) {
  text = TrimLeadingSigns(Trim(text));
  if (StartsWithWord(text, "exercise")) {
    const std::string_view rest = Trim(text.substr(8));
    if (!rest.empty() && IsDigit(rest.front())) text = rest;
    if (std::all_of(text.begin(), text.end(), IsDigit)) return {};
  }
  std::size_t i = 0;
  const bool letter = text.size() > 2 && IsLetter(text[0]) && !IsLetter(text[1]);
  if (letter) ++i;
  while (i < text.size() && i < 3 && IsDigit(text[i])) ++i;
  // "5a. Curl"
  if (!letter && i > 0 && i + 1 < text.size() && IsLetter(text[i]) &&
      (text[i + 1] == '.' || text[i + 1] == ')'))
    ++i;
  if (i == 0 || i >= text.size()) return text;
  const char mark = text[i];
  const std::string_view behind = text.substr(i + 1);
  const bool marked =
      mark == ')' || ((mark == '.' || mark == ':') && !behind.empty() && IsSpace(behind.front()));
  const bool lettered = letter && i > 1 && IsSpace(mark);  // "A1 Bench Press"
  if (marked || lettered) return TrimLeadingSigns(behind);
  if (const SpacedDash dash = FindSpacedDash(text); !letter && dash.found() && dash.position == i + 1) {
    return Trim(text.substr(dash.position + dash.size));
  }
  return text;
}

ExerciseTitle ReadExerciseTitle(std::string_view text) {
  ExerciseTitle title;
  const std::string_view whole = WithoutLead(WithoutNumber(CutTo(Trim(text), kMaxTitleBytes)));
  if (IsScheme(whole) && !HasWords(whole)) {
    title.scheme = whole;
    return title;
  }
  const std::size_t tail = FindTail(whole);
  const std::string cleaned = WithoutAsides(TrimEnding(whole.substr(0, tail)));
  title.name = std::string(TrimEnding(CutTo(TrimEnding(cleaned), kMaxExerciseNameBytes)));
  title.scheme = tail < whole.size() ? TrimLeadingMarks(whole.substr(tail)) : SchemeInParentheses(whole);
  return title;
}

std::string CleanExerciseName(std::string_view text) { return ReadExerciseTitle(text).name; }

}  // namespace liftmark::views
