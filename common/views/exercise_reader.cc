#include "common/views/exercise_reader.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/views/dates.h"
#include "common/views/exercise_names.h"
#include "common/views/quantity_phrase.h"
#include "common/views/quantity_tokens.h"

namespace liftmark::views {
namespace {

using markdown::Block;
using markdown::Line;

// A longer line is no name.
constexpr std::size_t kLongestNameBytes = 80;
constexpr std::ptrdiff_t kMostNameWords = 12;

bool IsBold(const Line& line) { return !line.text.empty() && line.strong >= line.text.size(); }

bool LooksLikeName(std::string_view text) {
  const auto is_letter = [](char c) { return IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; };
  return text.size() <= kLongestNameBytes && text.find(". ") == std::string_view::npos &&
         std::count(text.begin(), text.end(), ' ') < kMostNameWords && !text.ends_with('.') &&
         !text.ends_with('!') && !text.ends_with('?') && std::any_of(text.begin(), text.end(), is_letter);
}

// "5" of "5a. Curl"
std::string_view PairNumber(std::string_view title) {
  title = Trim(title);
  std::size_t digits = 0;
  while (digits < title.size() && IsDigit(title[digits])) ++digits;
  const bool lettered = digits > 0 && digits + 1 < title.size() && IsLetter(title[digits]) &&
                        (title[digits + 1] == '.' || title[digits + 1] == ')');
  return lettered ? title.substr(0, digits) : std::string_view();
}

// "5 rounds", "20 min": how long or how often, not what.
bool IsMeasured(std::string_view text) { return Tokenizer(text).Next().measure != Measure::kNone; }

// Whether a scheme stands at the beginning of a text, not somewhere in a sentence.
bool StartsWithScheme(std::string_view text) {
  Tokenizer tokens(text);
  Token token = tokens.Next();
  while (token.kind == TokenKind::kWord && !IsPlainWord(token.text)) token = tokens.Next();
  return token.kind == TokenKind::kNumber || token.kind == TokenKind::kTimes ||
         token.kind == TokenKind::kPlus;
}

bool IsCounted(const Scheme& scheme) { return scheme.set.reps || scheme.set.seconds || scheme.prescriptive; }

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

bool HasContent(const ExerciseDraft& draft) {
  return draft.exercise.target || !draft.exercise.sets.empty() || !draft.schemes.empty();
}

// One of a prescription's pieces ("Sets: 3") as a target says it.
std::string PieceOf(LabelKind kind, std::string_view value) {
  const absl::string_view text(value.data(), value.size());
  switch (kind) {
    case LabelKind::kSets:
      return absl::StrCat(text, " sets");
    case LabelKind::kReps:
      return absl::StrCat(text, " reps");
    case LabelKind::kWeight:
      return absl::StrCat("@ ", text);
    case LabelKind::kRpe:
      return FindRpe(value) ? absl::StrCat("@ ", text) : absl::StrCat("@ RPE ", text);
    default:
      return std::string(value);
  }
}

// Takes over what `target` does not say yet.
void Merge(const Target& piece, Target& target) {
  if (!target.sets) std::tie(target.sets, target.sets_max) = std::tie(piece.sets, piece.sets_max);
  if (!target.reps) std::tie(target.reps, target.reps_max) = std::tie(piece.reps, piece.reps_max);
  if (!target.seconds) target.seconds = piece.seconds;
  if (!target.weight_lbs) target.weight_lbs = piece.weight_lbs;
  if (!target.percent_1rm) target.percent_1rm = piece.percent_1rm;
  if (!target.rpe) std::tie(target.rpe, target.rpe_max) = std::tie(piece.rpe, piece.rpe_max);
}

}  // namespace

// ---- titles

void ExerciseReader::StartSection(std::string_view title) {
  section_ = title;
  group_ = {};
  open_ = false;
  expected_.reset();
  mode_ = Mode::kSets;
}

void ExerciseReader::Start(std::string_view title, std::uint32_t line, int level) {
  ExerciseTitle read = ReadExerciseTitle(title);
  // The one too many takes what follows, and is left out in the end.
  if (draft_.exercises.size() > kMaxExercises) draft_.exercises.pop_back();
  ExerciseDraft& draft = draft_.exercises.emplace_back();
  draft.line = line;
  draft.exercise.name = read.name.empty() ? std::string(Trim(title)) : std::move(read.name);
  if (!section_.empty()) draft.exercise.section = std::string(section_);
  if (!group_.empty()) {
    draft.exercise.superset = std::string(group_);
  } else if (SupersetLetter(title) != 0 && IsDigit(Trim(title)[1])) {
    draft.exercise.superset = std::string(1, SupersetLetter(title));
  } else if (const std::string_view number = PairNumber(title); !number.empty()) {
    draft.exercise.superset = std::string(number);
  }
  title_ = title;
  expected_.reset();
  open_ = true;
  level_ = level;
  mode_ = Mode::kSets;
  if (ParseTarget(read.scheme).understood()) AddTarget(read.scheme, draft_.unit);
}

void ExerciseReader::Expect(const Line& line, int level) {
  open_ = false;
  expected_ = Expected{line, level};
}

void ExerciseReader::StartPart(ExercisePart part, int depth) {
  switch (part) {
    case ExercisePart::kWarmUp:
      mode_ = Mode::kWarmUp;
      break;
    case ExercisePart::kWorkingSets:
      mode_ = Mode::kWorkingSets;
      break;
    case ExercisePart::kNotes:
      mode_ = Mode::kNotes;
      break;
    case ExercisePart::kNone:
    case ExercisePart::kOther:
      mode_ = Mode::kIgnore;
      break;
  }
  mode_depth_ = depth;
}

bool ExerciseReader::Confirm() {
  if (open_) return true;
  if (!expected_) return false;
  const Expected expected = *expected_;
  // "## Bench Press" is no section of its own.
  if (section_ == expected.line.text) section_ = {};
  Start(expected.line.text, expected.line.number, expected.level);
  return true;
}

// ---- lines

bool ExerciseReader::ReadLine(const Line& line, const std::optional<Labeled>& labeled, const Block& block) {
  const bool whole_part = open_ && mode_depth_ == kWholePart;
  if (whole_part && mode_ == Mode::kNotes) {
    AppendNotes(line.text);
    return true;
  }
  if (whole_part && (mode_ == Mode::kWarmUp || mode_ == Mode::kIgnore)) return true;
  if (ReadSetLine(line.text, block.depth)) return true;
  if (labeled && ReadAttribute(*labeled, block.depth)) return true;
  if (StartBold(line) || ReadInline(line, block) || ReadBareSet(line.text)) return true;
  const bool free = !open_ || level_ > kBoldLevel || (level_ == kBoldLevel && line.strong > 0);
  return free && !draft_.says_rest && ReadCompact(line, labeled, block);
}

bool ExerciseReader::ReadItem(const Line& line, const std::optional<Labeled>& labeled, const Block& block) {
  if (mode_ != Mode::kSets && block.depth <= mode_depth_) mode_ = Mode::kSets;
  if (open_ && mode_ == Mode::kNotes) AppendNotes(line.text);
  if (open_ && (mode_ == Mode::kWarmUp || mode_ == Mode::kIgnore || mode_ == Mode::kNotes)) return true;

  if (ReadSetLine(line.text, block.depth)) return true;
  if (labeled && ReadAttribute(*labeled, block.depth)) return true;
  if (ReadBareSet(line.text)) return true;
  const int level = kItemLevel + block.depth;
  if (ReadPiped(line, level)) return true;
  const bool free = (!open_ || level_ > kBoldLevel) && !draft_.says_rest;
  if (free && (ReadInline(line, block) || ReadCompact(line, labeled, block) || ReadCounted(line, level)))
    return true;
  if (open_ && level > level_) {
    AppendNotes(line.text);
    return true;
  }
  if (!LooksLikeName(line.text) || StartsWithScheme(line.text) || draft_.says_rest) return false;
  Expect(line, level);
  return true;
}

bool ExerciseReader::ReadSetLine(std::string_view text, int depth) {
  if (!open_ && !expected_) return false;
  const std::optional<SetLabel> label = ReadSetLabel(text);
  if (!label) return false;
  Confirm();
  if (label->numbered() || label->all) {
    AddSets(*label);
  } else if (label->warmup) {
    StartPart(ExercisePart::kWarmUp, depth);
  } else {
    const std::vector<Scheme> schemes = ParseSchemes(label->value, draft_.unit);
    LogSchemes(schemes);
    if (schemes.empty()) StartPart(ExercisePart::kWorkingSets, depth);
  }
  return true;
}

void ExerciseReader::LogSchemes(const std::vector<Scheme>& schemes) {
  for (const Scheme& scheme : schemes) {
    for (int i = 0; i < scheme.sets; ++i) AddSet(scheme.set, 0, false, current(), draft_);
  }
}

void ExerciseReader::AddSets(const SetLabel& label) {
  if (SaysSkipped(label.value)) return;
  ExerciseDraft& exercise = current();
  const std::optional<Target>& target = exercise.exercise.target;
  const int first = std::max(label.first, 1);
  const int last = label.all ? (target ? target->sets.value_or(1) : 1) : label.last;
  // "Sets 1-3: 135 × 8, 145 × 8, 155 × 6"
  const std::vector<Scheme> schemes =
      last > first ? ParseSchemes(label.value, draft_.unit) : std::vector<Scheme>();
  const bool one_each = static_cast<int>(schemes.size()) == last - first + 1;
  LoggedSet set;
  set.note = label.value;
  if (!one_each) {
    const std::optional<LoggedSet> read = ParseLoggedSet(label.value, draft_.unit);
    exercise.set_is_unread = exercise.set_is_unread || !read;
    set = read.value_or(set);
  }
  for (int number = first; number <= last; ++number) {
    AddSet(one_each ? schemes[static_cast<std::size_t>(number - first)].set : set, number, label.warmup,
           exercise, draft_);
  }
}

// "**200 × 5** (RPE 6)"; below "Working Sets" also "12 reps". Below a title without a target it may be a
// scheme.
bool ExerciseReader::ReadBareSet(std::string_view text) {
  if (!open_ && !expected_) return false;
  const Rune first = RuneAt(text, 0);
  const bool number =
      first.code < 0x80 && (IsDigit(static_cast<char>(first.code)) || first.code == '+' || first.code == '~');
  if (!number && first.code != 0xD7 && !StartsWithWord(text, "bw") && !StartsWithWord(text, "bodyweight"))
    return false;

  const bool working = open_ && mode_ == Mode::kWorkingSets;
  const bool known = open_ && (current().exercise.target || !current().exercise.sets.empty());
  if (!working && !known) {
    std::vector<Scheme> schemes = ParseSchemes(text, draft_.unit);
    const bool complete =
        std::any_of(schemes.begin(), schemes.end(), [](const Scheme& s) { return s.complete; });
    if (!complete || !Confirm()) return false;
    const bool one_set = schemes.size() == 1 && schemes.front().sets == 1 && !schemes.front().prescriptive;
    one_set ? LogSchemes(schemes) : AddSchemes(text, std::move(schemes));
    return true;
  }
  const std::optional<LoggedSet> set = ParseLoggedSet(text, draft_.unit);
  if (!set) return false;
  const bool counted = set->reps || set->seconds;
  const bool loaded = set->weight || set->bodyweight || set->weight_is_unclear;
  if (!working && !(counted && loaded)) return false;
  AddSet(*set, 0, false, current(), draft_);
  return true;
}

// A labelled line of an exercise; false where the label is none of an exercise's.
bool ExerciseReader::ReadAttribute(const Labeled& labeled, int depth) {
  const LabelKind kind = LabelKindOf(labeled.label);
  if (kind == LabelKind::kUnknown || kind == LabelKind::kSession) return false;
  if (!open_) {
    // A remark of a section that turns out to hold no exercise has such labels too.
    const bool prescribes = kind == LabelKind::kTarget || kind == LabelKind::kWeight ||
                            kind == LabelKind::kSets || kind == LabelKind::kReps;
    const bool target = StartsWithWord(labeled.label, "target") && FirstNumber(labeled.value);
    if (!expected_ || !prescribes) return false;
    if (!target && !ParseTarget(PieceOf(kind, labeled.value)).understood()) return false;
    Confirm();
  }
  WorkoutExercise& exercise = current().exercise;
  // "Sets: 135 × 5, 155 × 5, 175 × 5"
  if (kind == LabelKind::kSets) {
    const std::vector<Scheme> schemes = ParseSchemes(labeled.value, draft_.unit);
    if (schemes.size() > 1) {
      LogSchemes(schemes);
      return true;
    }
  }
  switch (kind) {
    case LabelKind::kTarget:
      AddTarget(labeled.value, draft_.unit);
      break;
    case LabelKind::kRest:
      if (!exercise.rest_seconds) exercise.rest_seconds = ParseRestSeconds(labeled.value);
      break;
    case LabelKind::kNotes:
    case LabelKind::kRemark:
      AppendNotes(labeled.value);
      if (labeled.value.empty()) StartPart(ExercisePart::kNotes, depth);
      break;
    case LabelKind::kWarmUp:
      if (labeled.value.empty()) StartPart(ExercisePart::kWarmUp, depth);
      break;
    case LabelKind::kName:
      Rename(labeled.value);
      break;
    case LabelKind::kWeight:
    case LabelKind::kReps:
    case LabelKind::kSets:
    case LabelKind::kRpe:
    case LabelKind::kDuration:
      AddToTarget(kind, labeled.value);
      break;
    default:
      break;
  }
  return true;
}

void ExerciseReader::AddTarget(std::string_view text, WeightUnit unit) {
  std::optional<Target>& target = current().exercise.target;
  if ((target && target->understood()) || Trim(text).empty()) return;
  draft_.has_targets = true;
  target = ParseTarget(text, unit);
}

void ExerciseReader::AddToTarget(LabelKind kind, std::string_view value) {
  const Target piece = ParseTarget(PieceOf(kind, value), draft_.unit);
  if (!piece.understood()) return;
  std::optional<Target>& target = current().exercise.target;
  if (!target) target.emplace();
  Merge(piece, *target);
  absl::StrAppend(&target->text, target->text.empty() ? "" : " ", piece.text);
}

void ExerciseReader::AppendNotes(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return;
  std::optional<std::string>& notes = current().exercise.notes;
  if (!notes) {
    notes.emplace(text);
  } else {
    notes->append(notes->ends_with('.') ? " " : "; ").append(text);
  }
}

void ExerciseReader::Rename(std::string_view name) {
  std::string cleaned = CleanExerciseName(name);
  if (!cleaned.empty()) current().exercise.name = std::move(cleaned);
}

// ---- exercises that no heading begins

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
  ExerciseTitle title;
  if (labeled) {
    if (LabelKindOf(labeled->label) != LabelKind::kUnknown || StartsWithWord(labeled->label, "option"))
      return false;
    title = {std::string(labeled->label), labeled->value};
  } else {
    title = ReadExerciseTitle(line.text);
  }
  if (!StartsWithScheme(title.scheme) || !LooksLikeName(title.name) || IsMeasured(title.name)) return false;
  std::vector<Scheme> schemes = ParseSchemes(title.scheme, draft_.unit);
  const bool counts = std::any_of(schemes.begin(), schemes.end(), IsCounted);
  const bool complete =
      std::any_of(schemes.begin(), schemes.end(), [](const Scheme& s) { return s.complete; });
  if (!counts || (!complete && (paragraph || first))) return false;
  StartCompact(title.name, title.scheme, std::move(schemes), line.number, kItemLevel + block.depth);
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
  if (!sets.empty()) {
    AddTarget(absl::StrCat(sets, " × ", reps, weight.empty() ? "" : " @ ", weight), draft_.unit);
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
      if (const std::optional<Labeled> labeled = SplitLabel(part)) {
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
  if (exercise.scheme_text.empty()) exercise.scheme_text = Trim(text);
  if (const std::size_t rest = FindWord(text, "rest");
      rest != std::string_view::npos && !exercise.exercise.rest_seconds) {
    exercise.exercise.rest_seconds = ParseRestSeconds(text.substr(rest));
  }
  exercise.schemes.insert(exercise.schemes.end(), schemes.begin(), schemes.end());
}

// ---- tables

void ExerciseReader::ReadCells(const WorkoutTable::Cells& cells, std::uint32_t line) {
  if (IsDelimiterRow(cells)) return;
  if (!table_) {
    table_.emplace(cells, draft_.unit);
  } else if (table_->readable()) {
    ReadRow(table_->Read(cells), line);
  }
}

void ExerciseReader::ReadRow(const WorkoutTable::Row& row, std::uint32_t line) {
  if (row.name.empty()) {
    if (!Confirm()) return;
  } else if (SectionOf(row.name) == SectionKind::kWarmUp || LabelKindOf(row.name) == LabelKind::kAttribute) {
    return;
  } else if (!open_ || level_ != kItemLevel || current().exercise.name != CleanExerciseName(row.name)) {
    Start(row.name, line, kItemLevel);
  }
  for (const WorkoutTable::Set& set : row.sets) AddSet(set.set, set.number, false, current(), draft_);
  AddTarget(row.target, table_->unit());
  if (!current().exercise.rest_seconds) current().exercise.rest_seconds = ParseRestSeconds(row.rest);
  AppendNotes(row.notes);
}

}  // namespace liftmark::views
