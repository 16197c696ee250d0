// The part of ExerciseReader that reads exercises which no heading begins.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/views/dates.h"
#include "common/views/exercise_lines.h"
#include "common/views/exercise_names.h"
#include "common/views/exercise_reader.h"
#include "common/views/phrases.h"
#include "common/views/quantity_tokens.h"

namespace liftmark::views {
namespace {

using markdown::Block;
using markdown::Line;

// A line of more words that ends with a full stop is a sentence.
constexpr std::size_t kMostWordsOfSentence = 6;

bool IsBold(const Line& line) { return !line.text.empty() && line.strong >= line.text.size(); }

// "5 rounds", "20 min": how long or how often, not what.
bool IsMeasured(std::string_view text) { return Tokenizer(text).Next().measure != Measure::kNone; }

bool IsCounted(const Scheme& scheme) { return scheme.counts || scheme.prescriptive; }

// Where a bullet, a bar or a semicolon parts exercises; text.size() where none does.
std::size_t FindSeparator(std::string_view text) {
  const std::size_t mark = std::min(text.find_first_of("|;"), text.size());
  return std::min(text.find("•"), mark);
}

// Of exactly two asterisks: three are emphasis of another kind.
std::size_t FindBoldMark(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find("**", from); at != std::string_view::npos;) {
    std::size_t end = at;
    while (end < text.size() && text[end] == '*') ++end;
    if (end - at == 2) return at;
    at = text.find("**", end);
  }
  return std::string_view::npos;
}

// Where "100 kg" begins in "Trap bar DL 100 kg", "bw" in "Nordic curl, bw"; the size where no load ends a
// name.
std::size_t FindTrailingLoad(std::string_view name) {
  std::size_t begin = name.size();
  for (int words = 0; words < 2 && begin > 0; ++words) {
    const std::size_t space = name.rfind(' ', begin - 1);
    if (space == std::string_view::npos || space == 0) break;
    begin = space;
    Tokenizer tokens(name.substr(begin));
    const Token token = tokens.Next();
    const bool load = (token.kind == TokenKind::kNumber && IsWeight(token.measure)) ||
                      EqualsIgnoringCase(token.text, "bw") || EqualsIgnoringCase(token.text, "bodyweight");
    if (load && tokens.Next().kind == TokenKind::kEnd) return TrimEnding(name.substr(0, begin)).size();
  }
  return name.size();
}

// Of those that name none themselves; all are sets then.
void SetLoad(std::string_view load, WeightUnit unit, std::vector<Scheme>& schemes) {
  const std::optional<LoggedSet> set = ParseLoggedSet(std::string(load).append(" × 1"), unit);
  if (!set) return;
  for (Scheme& scheme : schemes) {
    if (scheme.set.weight || scheme.set.bodyweight) continue;
    scheme.set.weight = set->weight;
    scheme.set.unit = set->unit;
    scheme.set.bodyweight = set->bodyweight;
    scheme.complete = true;
  }
}

bool HasContent(const ExerciseDraft& draft) {
  return draft.exercise.target || !draft.exercise.sets.empty() || !draft.schemes.empty();
}

}  // namespace

// "**2. Barbell Row — 4×8**", "**Row (Cable)**", "**B) Pushdown**"
bool ExerciseReader::StartBold(const Line& line) {
  const std::string_view text = line.text;
  if (line.strong == 0) return false;
  const bool counted = IsNumbered(text);
  const bool schemed = !ReadExerciseTitle(text).scheme.empty();
  // "**Incline Press** — 3 × 10"; what is a label is read elsewhere.
  const bool named = text.substr(0, line.strong + 1).find(':') == std::string_view::npos;
  if (!IsBold(line) && !(schemed && (counted || named))) return false;
  if (open_ && level_ < kBoldLevel) {
    // Below a heading only the parts of a superset are titles.
    if (!counted || (HasContent(current()) && SupersetLetter(text) == 0)) return false;
    if (!HasContent(current())) {
      StartGroup(WithoutNumber(title_));
      draft_.exercises.pop_back();
    }
  }
  if (counted || schemed) {
    Start(text, line.number, kBoldLevel);
  } else if (LooksLikeName(text)) {
    Expect(line, kBoldLevel);
  } else {
    return false;
  }
  return true;
}

// "DB row: 3x10 @ 50 lb", "Rows: 2x8@95, 1x6@115", "Plank 3 × 30 sec"
bool ExerciseReader::ReadCompact(const Line& line, const std::optional<Labeled>& labeled,
                                 const Block& block) {
  const bool paragraph = block.kind == markdown::BlockKind::kParagraph;
  const bool first = !draft_.has_main && draft_.exercises.empty();
  const Workout& workout = draft_.workout;
  const bool header = workout.focus || workout.location || draft_.stated_duration_min;
  if (paragraph && first && header && line.strong > 0) return false;  // "**Run today:** 4 × 400 m"
  // "Left knee stiff, 3x10 bodyweight squats before."
  if (paragraph && !labeled && line.text.ends_with('.') && CountWords(line.text) > kMostWordsOfSentence)
    return false;
  ExerciseTitle title;
  std::string load;  // that ends the name
  if (MatchWeekday(line.text) || ReadSetLabel(line.text)) return false;
  if (labeled) {
    if (LabelKindOf(labeled->label) != LabelKind::kUnknown || StartsWithWord(labeled->label, "option"))
      return false;
    title = {std::string(labeled->label), labeled->value};
    const std::size_t end = FindTrailingLoad(title.name);
    load = TrimLeadingMarks(std::string_view(title.name).substr(end));
    title.name.resize(end);
  } else {
    title = ReadExerciseTitle(line.text);
  }
  if (!StartsWithScheme(title.scheme) || !LooksLikeName(title.name) || IsMeasured(title.name)) return false;
  std::vector<Scheme> schemes = ParseSchemes(title.scheme, draft_.unit);
  if (!load.empty()) SetLoad(load, draft_.unit, schemes);
  const bool counts = std::any_of(schemes.begin(), schemes.end(), IsCounted);
  const bool complete =
      std::any_of(schemes.begin(), schemes.end(), [](const Scheme& s) { return s.complete; });
  if (!counts || (!complete && (paragraph || first))) return false;
  // "felt flat, 5h sleep. shoulder ok."
  const auto says_sets = [](const Scheme& s) { return s.sets > 1 || s.set.reps; };
  if (paragraph && !labeled && line.text.find(". ") != std::string_view::npos &&
      std::none_of(schemes.begin(), schemes.end(), says_sets))
    return false;
  // "A2) DB Row – 3 x 10": the number tells a superset.
  const std::size_t number = labeled ? 0 : line.text.size() - WithoutNumber(line.text).size();
  title.name.insert(0, line.text.substr(0, number));
  const std::string text = load.empty() ? std::string(title.scheme) : load.append(", ").append(title.scheme);
  StartCompact(title.name, text, std::move(schemes), line.number, kItemLevel + block.depth);
  return true;
}

// "40 push-ups"
bool ExerciseReader::ReadCounted(const Line& line, int level) {
  const bool log = !draft_.exercises.empty() || (draft_.workout.date && !draft_.workout.title);
  if (!draft_.has_main && !log) return false;
  Tokenizer tokens(line.text);
  const Token number = tokens.Next();
  const bool counts = number.kind == TokenKind::kNumber && number.value.single() &&
                      (number.measure == Measure::kNone || number.measure == Measure::kRep);
  const std::string_view name = Trim(tokens.rest());
  if (!counts || !LooksLikeName(name) || tokens.Next().kind != TokenKind::kWord) return false;
  std::optional<LoggedSet> set = ParseLoggedSet(number.text, draft_.unit);
  if (!set || !set->reps) return false;
  set->note = {};
  StartCompact(name, line.text, {Scheme{.set = *set, .complete = true, .counts = true}}, line.number, level);
  return true;
}

// "Dips | Weight: [20] kg | Reps: [8]"
bool ExerciseReader::ReadPiped(const Line& line, int level) {
  const std::size_t pipe = line.text.find('|');
  if (pipe == std::string_view::npos) return false;
  std::string text;
  std::copy_if(line.text.begin(), line.text.end(), std::back_inserter(text),
               [](char c) { return c != '[' && c != ']'; });
  std::string weight;
  std::string reps;
  std::string sets;
  text.insert(text.begin(), '|');
  for (const std::string_view part : SplitPipes(text)) {
    const std::optional<Labeled> labeled = SplitLabel(part);
    if (!labeled) continue;
    const LabelKind kind = LabelKindOf(labeled->label);
    if (kind == LabelKind::kWeight) weight = labeled->value;
    if (kind == LabelKind::kReps || kind == LabelKind::kDuration) reps = labeled->value;
    if (kind == LabelKind::kSets) sets = labeled->value;
  }
  if (reps.empty() && sets.empty()) return false;
  const std::string_view name = Trim(line.text.substr(0, pipe));
  if (!(open_ && ReadSetLabel(name)) && !(open_ && current().exercise.name == CleanExerciseName(name))) {
    Start(name, line.number, level);
  }
  if (!sets.empty() && weight.empty()) {
    AddTarget(absl::StrCat(sets, " × ", reps), draft_.unit);
  } else if (!sets.empty()) {
    const std::string scheme = absl::StrCat(sets, " × ", reps, " @ ", weight);
    std::vector<Scheme> schemes = ParseSchemes(scheme, draft_.unit);
    for (Scheme& each : schemes) each.set.note = {};  // a view of a text that ends here
    AddSchemes(scheme, std::move(schemes));
  } else if (std::optional<LoggedSet> set = ParseLoggedSet(absl::StrCat(weight, " × ", reps), draft_.unit)) {
    set->note = {};
    AddSet(*set, 0, false, current(), draft_);
  }
  return true;
}

// "2026.03.02 ***Upper*** **press:** 100x8x3 • **row:** 90x12x4": several exercises in one line, told apart
// by what is bold, which only the source says.
bool ExerciseReader::ReadInline(const Line& line, const Block& block) {
  if (open_ && level_ <= kBoldLevel) return false;
  const std::optional<DateMatch> date = FindDate(line.text);
  const bool dated = date && date->begin == 0;
  if (!dated && FindSeparator(line.text) == line.text.size()) return false;
  const std::size_t before = draft_.exercises.size();
  const std::string_view raw = SourceLine(line.number, block);
  for (std::size_t open = FindBoldMark(raw, 0); open != std::string_view::npos;) {
    const std::size_t close = FindBoldMark(raw, open + 2);
    if (close == std::string_view::npos) break;
    const std::size_t next = std::min(FindBoldMark(raw, close + 2), raw.size());
    const std::string_view name = raw.substr(open + 2, close - open - 2);
    std::string_view value = raw.substr(close + 2, next - close - 2);
    const bool label = name.ends_with(':') || value.starts_with(':');
    if (label) ReadInlinePart(TrimEnding(name), TrimLeadingMarks(value), line.number);
    open = label ? FindBoldMark(raw, next) : close;
  }
  if (draft_.exercises.size() == before) {
    std::string_view rest = dated ? line.text.substr(date->end) : line.text;
    while (!rest.empty()) {
      const std::size_t end = FindSeparator(rest);
      const std::string_view part = TrimLeadingMarks(rest.substr(0, end));
      const std::optional<Labeled> labeled = SplitLabel(part);
      const bool goes_on = draft_.exercises.size() > before;
      if (labeled && goes_on && LabelKindOf(labeled->label) == LabelKind::kRest) {
        SetRest(labeled->value);
      } else if (labeled) {
        ReadInlinePart(labeled->label, labeled->value, line.number);
      } else if (const ExerciseTitle title = ReadExerciseTitle(part); !title.scheme.empty()) {
        ReadInlinePart(title.name, title.scheme, line.number);
      }
      rest.remove_prefix(end + RuneAt(rest, end).size);
    }
  }
  return draft_.exercises.size() > before;
}

void ExerciseReader::ReadInlinePart(std::string_view name, std::string_view value, std::uint32_t line) {
  std::vector<Scheme> schemes = ParseSchemes(value, draft_.unit);
  const bool counts =
      std::any_of(schemes.begin(), schemes.end(), [](const Scheme& s) { return s.complete && IsCounted(s); });
  if (counts && LooksLikeName(name)) StartCompact(name, value, std::move(schemes), line, kItemLevel);
}

std::string_view ExerciseReader::SourceLine(std::uint32_t number, const Block& block) const {
  std::string_view lines = source_.substr(block.source.begin, block.source.end - block.source.begin);
  for (std::uint32_t line = block.line; line < number; ++line) {
    lines.remove_prefix(std::min(lines.find('\n'), lines.size() - 1) + 1);
    if (lines.empty()) break;
  }
  return lines.substr(0, lines.find('\n'));
}

void ExerciseReader::StartCompact(std::string_view name, std::string_view text, std::vector<Scheme> schemes,
                                  std::uint32_t line, int level) {
  Start(name, line, level);
  AddSchemes(text, std::move(schemes));
}

void ExerciseReader::AddSchemes(std::string_view text, std::vector<Scheme> schemes) {
  ExerciseDraft& exercise = current();
  if (exercise.scheme_text.empty()) {
    exercise.scheme_text = Trim(text);
    exercise.scheme_line = draft_.line;
  }
  if (const std::size_t rest = FindRest(text); rest != std::string_view::npos) SetRest(text.substr(rest));
  exercise.schemes.insert(exercise.schemes.end(), schemes.begin(), schemes.end());
}

}  // namespace liftmark::views
