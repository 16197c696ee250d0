#include "common/views/exercise_names.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "common/views/exercise_table.h"
#include "common/views/phrases.h"
#include "common/views/quantities.h"
#include "common/views/quantity_tokens.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// More words than this are prose.
constexpr std::size_t kMaxWords = 24;

constexpr Modifier kKeyOrder[] = {Modifier::kManner,  Modifier::kGrip,      Modifier::kSide,
                                  Modifier::kPosture, Modifier::kEquipment, Modifier::kNone};
constexpr Modifier kRemovableModifiers[] = {Modifier::kManner, Modifier::kGrip, Modifier::kSide,
                                            Modifier::kPosture};

// A parenthesis of more words explains.
constexpr std::size_t kMostVariationWords = 4;

constexpr std::string_view kCueBeginnings[] = {
    "or",      "if",         "optional",    "from",  "in",       "on",       "off",       "at",
    "to",      "with",       "without",     "no",    "not",      "use",      "using",     "keep",
    "hold",    "slow",       "fast",        "each",  "per",      "feet",     "foot",      "hands",
    "hand",    "knees",      "knee",        "elbow", "elbows",   "hips",     "stop",      "skip",
    "as",      "for",        "until",       "focus", "very",     "easy",     "light",     "moderate",
    "slight",  "pause",      "controlled",  "pins",  "modified", "replaces", "replacing", "instead",
    "reduced", "substitute", "substituted", "swap",  "was",      "high",     "low",       "for",
    "aka",     "alternate"};

// Behind a dash; less than in a parenthesis, since "— Slow Tap" may name a variation.
constexpr std::string_view kWarnings[] = {"stop",    "skip",  "keep",     "no",      "not",
                                          "avoid",   "do",    "don't",    "only",    "if",
                                          "careful", "watch", "optional", "replaces"};

constexpr std::string_view kSchemeWords[] = {
    "heavy",     "ish",       "light",     "moderate", "volume",   "singles",   "single",   "doubles",
    "double",    "triples",   "triple",    "top",      "set",      "sets",      "back",     "off",
    "backoff",   "working",   "work",      "up",       "to",       "warm",      "warmup",   "ramp",
    "max",       "effort",    "amrap",     "emom",     "speed",    "technique", "practice", "opener",
    "openers",   "attempts",  "and",       "day",      "optional", "main",      "lift",     "primary",
    "secondary", "accessory", "intensity", "reps",     "rep"};

constexpr std::string_view kLeadWords[] = {"optional", "finisher", "bonus", "superset", "exercise"};

using Words = absl::InlinedVector<std::string_view, kMaxWords>;

// Calls `visit` for each of the parts of a table's text.
template <class Visit>
void ForEachPart(std::string_view text, char separator, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const std::string_view part = Trim(text.substr(0, end)); !part.empty()) visit(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string Join(const Words& words) {
  std::string joined;
  for (const std::string_view word : words) {
    if (!joined.empty()) joined.push_back(' ');
    joined.append(word);
  }
  return joined;
}

// The words in alphabetical order, so that "Incline DB Press" finds "DB Incline Press".
std::string BagOf(Words words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return Join(words);
}

bool IsOfNoWeight(std::string_view word) {
  const std::span<const std::string_view> words = WordsOfNoWeight();
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view Singular(std::string_view word) {
  const auto ends = [&](std::string_view ending) {
    return word.size() > ending.size() && word.ends_with(ending);
  };
  if (ends("sses") || ends("ches") || ends("shes") || ends("xes")) return word.substr(0, word.size() - 2);
  if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) return word.substr(0, word.size() - 1);
  return word;
}

// The table, indexed. Views point into the table's literals.
class Lexicon {
 public:
  static const Lexicon& Get() {
    static const Lexicon* const lexicon = new Lexicon();
    return *lexicon;
  }

  // The words of folded text: spelt one way, singular, phrases joined.
  Words WordsOf(std::string_view folded) const;
  Modifier ModifierOf(std::string_view word) const;
  // The key of exactly these words; empty where there is none.
  std::string_view KeyOf(const Words& words) const;

 private:
  Lexicon();
  void AddWord(std::string_view word, Words& words) const;
  bool JoinPhraseAt(std::size_t i, Words& words) const;

  absl::flat_hash_map<std::string_view, std::string_view> spellings_;
  absl::flat_hash_map<std::string_view, Modifier> modifiers_;
  absl::flat_hash_map<std::string_view, std::vector<const PhraseSpelling*>> phrases_;  // by first word
  absl::flat_hash_map<std::string, std::string_view> keys_;                            // by bag
};

Lexicon::Lexicon() {
  for (const WordSpelling& spelling : WordSpellings()) spellings_.emplace(spelling.word, spelling.words);
  for (const ModifierWord& modifier : ModifierWords()) modifiers_.emplace(modifier.word, modifier.modifier);
  for (const PhraseSpelling& phrase : PhraseSpellings()) {
    phrases_[phrase.phrase.substr(0, phrase.phrase.find(' '))].push_back(&phrase);
  }
  for (const ExerciseEntry& exercise : Exercises()) {
    keys_.emplace(BagOf(WordsOf(exercise.key)), exercise.key);
    ForEachPart(exercise.spellings, ',',
                [&](std::string_view spelling) { keys_.emplace(BagOf(WordsOf(spelling)), exercise.key); });
  }
}

void Lexicon::AddWord(std::string_view word, Words& words) const {
  auto spelling = spellings_.find(word);
  if (spelling == spellings_.end()) {
    word = Singular(word);
    spelling = spellings_.find(word);
  }
  if (spelling == spellings_.end()) {
    words.push_back(word);
  } else {
    ForEachPart(spelling->second, ' ', [&](std::string_view part) { words.push_back(part); });
  }
}

// Replaces the phrase that begins at `i`; false where none does.
bool Lexicon::JoinPhraseAt(std::size_t i, Words& words) const {
  const auto candidates = phrases_.find(words[i]);
  if (candidates == phrases_.end()) return false;
  for (const PhraseSpelling* phrase : candidates->second) {
    Words parts;
    ForEachPart(phrase->phrase, ' ', [&](std::string_view part) { parts.push_back(part); });
    if (i + parts.size() > words.size() || !std::equal(parts.begin(), parts.end(), words.begin() + i))
      continue;
    Words replacement;
    if (phrase->joined) {
      replacement.push_back(phrase->words);
    } else {
      ForEachPart(phrase->words, ' ', [&](std::string_view part) { replacement.push_back(part); });
    }
    words.erase(words.begin() + i, words.begin() + i + parts.size());
    words.insert(words.begin() + i, replacement.begin(), replacement.end());
    return true;
  }
  return false;
}

Words Lexicon::WordsOf(std::string_view folded) const {
  Words words;
  const auto is_word = [](char c) {
    return IsLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t i = 0; i < folded.size() && words.size() < kMaxWords;) {
    if (folded[i] == '&' || folded[i] == '+') {
      words.push_back("and");
      ++i;
      continue;
    }
    if (!is_word(folded[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < folded.size() && is_word(folded[i])) ++i;
    // "45°", "30 degrees" and "2\"" set an angle or a height; "farmer's" is one word.
    const std::string_view word = folded.substr(begin, i - begin);
    const std::string_view rest = folded.substr(i);
    const bool measured = IsDigit(word.front()) &&
                          (rest.starts_with('"') || word.ends_with("\u00B0") ||
                           StartsWithWord(Trim(rest), "degree") || StartsWithWord(Trim(rest), "degrees"));
    if (rest.starts_with("'s") && (rest.size() == 2 || !is_word(rest[2]))) i += 2;
    if (!measured && word != "degree" && word != "degrees") AddWord(word, words);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    // A replacement may begin another phrase ("ez" is "ez bar").
    for (int round = 0; round < 2 && JoinPhraseAt(i, words);) ++round;
  }
  words.erase(std::remove_if(words.begin(), words.end(), IsOfNoWeight), words.end());
  return words;
}

Modifier Lexicon::ModifierOf(std::string_view word) const {
  const auto found = modifiers_.find(word);
  return found == modifiers_.end() ? Modifier::kNone : found->second;
}

std::string_view Lexicon::KeyOf(const Words& words) const {
  const auto found = keys_.find(BagOf(words));
  return found == keys_.end() ? std::string_view() : found->second;
}

bool Contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Modifiers first, in the order of their kinds, then the rest as written.
std::string KeyOfUnknown(const Words& words) {
  const Lexicon& lexicon = Lexicon::Get();
  Words ordered;
  for (const Modifier kind : kKeyOrder) {
    for (const std::string_view word : words) {
      if (lexicon.ModifierOf(word) == kind && !Contains(ordered, word)) ordered.push_back(word);
    }
  }
  return Join(ordered);
}

// The key of the exercise that is left without the modifiers up to some kind, with these before it.
std::string KeyOfWords(const Words& words) {
  const Lexicon& lexicon = Lexicon::Get();
  if (const std::string_view key = lexicon.KeyOf(words); !key.empty()) return std::string(key);
  Words taken;
  Words left = words;
  for (const Modifier kind : kRemovableModifiers) {
    const auto is_kind = [&](std::string_view word) { return lexicon.ModifierOf(word) == kind; };
    for (const std::string_view word : left) {
      if (is_kind(word) && !Contains(taken, word)) taken.push_back(word);
    }
    left.erase(std::remove_if(left.begin(), left.end(), is_kind), left.end());
    const std::string_view key = taken.empty() ? std::string_view() : lexicon.KeyOf(left);
    if (!key.empty()) return Join(taken).append(" ").append(key);
  }
  return KeyOfUnknown(words);
}

// Arrows, emoji, bullets: what may stand before a name.
bool IsSign(char32_t code) {
  return (code >= 0x2022 && code < 0x3000 && !IsDash(code)) || code >= 0x1F000 || code == 0xFE0F;
}

// Without arrows, emoji, bullets and marks at the beginning.
std::string_view WithoutSigns(std::string_view text) {
  text = TrimLeadingMarks(text);
  for (Rune rune = RuneAt(text, 0); rune.size > 0 && IsSign(rune.code); rune = RuneAt(text, 0)) {
    text = TrimLeadingMarks(text.substr(rune.size));
  }
  return text;
}

bool IsAnyOf(std::string_view word, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return EqualsIgnoringCase(word, w); });
}

// Whether a text prescribes sets: "3 × 8-10", "4 sets", "12:00 AMRAP".
bool IsScheme(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return false;
  const Rune first = RuneAt(text, 0);
  const bool number = IsDigit(text.front()) || first.code == '~' || first.code == 0xD7;
  if (!number) return false;
  const Target target = ParseTarget(text);
  return target.sets || target.seconds || (target.reps && ContainsWord(text, "reps"));
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
  if (folded.find_first_of(",;") != std::string::npos || words.size() > kMostVariationWords) return true;
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
  bool lead = true;
  ForEachPart(text, ' ', [&](std::string_view word) { lead = lead && IsAnyOf(word, kLeadWords); });
  return lead;
}

// Where a scheme begins that no dash announces: "Bench Press 4×8", "Squat: 5x5 @ 225", "Row @ RPE 7".
std::size_t FindScheme(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '(') i = FindClosing(text, i);
    if (i >= text.size() || (text[i - 1] != ' ' && text[i - 1] != ':')) continue;
    if (text[i] == '@' || (IsDigit(text[i]) && IsScheme(text.substr(i)))) return i;
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
  text = WithoutSigns(Trim(text));
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
  if (marked || lettered) return WithoutSigns(behind);
  if (const SpacedDash dash = FindSpacedDash(text); !letter && dash.found() && dash.position == i + 1) {
    return Trim(text.substr(dash.position + dash.size));
  }
  return text;
}

ExerciseTitle ReadExerciseTitle(std::string_view text) {
  ExerciseTitle title;
  const std::string_view whole = WithoutLead(WithoutNumber(Trim(text)));
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

std::string ExerciseKey(std::string_view name) {
  const std::string folded = Fold(CleanExerciseName(name));
  const SpacedDash dash = FindSpacedDash(folded);
  const std::string_view head = std::string_view(folded).substr(0, dash.position);
  std::string plain;
  std::string asides;
  if (dash.found()) asides = folded.substr(dash.position + dash.size);
  for (std::size_t i = 0; i < head.size();) {
    const std::size_t open = std::min(head.find('(', i), head.size());
    plain.append(head.substr(i, open - i)).push_back(' ');
    const std::size_t close = open < head.size() ? FindClosing(head, open) : open;
    asides.append(" ").append(head.substr(open, close - open));
    i = close + 1;
  }
  const Lexicon& lexicon = Lexicon::Get();
  Words words = lexicon.WordsOf(plain);
  for (const std::string_view word : lexicon.WordsOf(asides)) {
    if (words.empty() || (lexicon.ModifierOf(word) != Modifier::kNone && !Contains(words, word)))
      words.push_back(word);
  }
  return std::string(CutTo(KeyOfWords(words), kMaxExerciseNameBytes));
}

}  // namespace liftmark::views
