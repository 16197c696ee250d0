#include "common/views/exercise_reader.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/views/exercise_lines.h"
#include "common/views/exercise_names.h"
#include "common/views/quantity_tokens.h"

namespace liftmark::views {
namespace {

using markdown::Block;
using markdown::Line;

// "5" of "5a. Curl"
std::string_view PairNumber(std::string_view title) {
  title = Trim(title);
  std::size_t digits = 0;
  while (digits < title.size() && IsDigit(title[digits])) ++digits;
  const bool lettered = digits > 0 && digits + 1 < title.size() && IsLetter(title[digits]) &&
                        (title[digits + 1] == '.' || title[digits + 1] == ')');
  return lettered ? title.substr(0, digits) : std::string_view();
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

// "Warm-up: 45 × 10, 95 × 5"
bool SaysWarmUpSets(const Labeled& labeled) {
  if (LabelKindOf(labeled.label) != LabelKind::kWarmUp || !StartsWithScheme(labeled.value)) return false;
  const std::vector<Scheme> schemes = ParseSchemes(labeled.value);
  return !schemes.empty() && schemes.front().complete;
}

// "8 reps", "0:45", "8/side": what a line below a title says of one set. "3" alone may be anything.
bool AreRepsOfASet(std::string_view text, const std::vector<Scheme>& schemes) {
  const Token first = Tokenizer(text).Next();
  const bool measured = first.measure == Measure::kRep || first.clock || first.per_side;
  return measured && schemes.size() == 1 && schemes.front().counts && !schemes.front().prescriptive &&
         schemes.front().set.note.empty();
}

// "Weight: 60, 60, 62.5", "Reps: 8"
bool SaysLoadOrReps(const Labeled& labeled) {
  const LabelKind kind = LabelKindOf(labeled.label);
  return (kind == LabelKind::kWeight || kind == LabelKind::kReps || kind == LabelKind::kSets) &&
         (StartsWithSet(labeled.value) || IsList(labeled.value));
}

// "BW × 15 (2 sets)"
std::optional<int> SetsIn(std::string_view value) {
  const std::size_t open = value.rfind('(');
  return open == std::string_view::npos ? std::nullopt : ParseTarget(value.substr(open + 1)).sets;
}

// "165x5, 165x4" and "3x5 @ 225": sets that were done, each with its load.
bool AreSeveralSets(const std::vector<Scheme>& schemes) {
  const auto done = [](const Scheme& scheme) {
    return scheme.counts && !scheme.prescriptive && (scheme.set.weight || scheme.set.bodyweight);
  };
  return !schemes.empty() && (schemes.size() > 1 || schemes.front().sets > 1) &&
         std::all_of(schemes.begin(), schemes.end(), done);
}

}  // namespace

// ---- titles

void ExerciseReader::StartSection(std::string_view title) {
  section_ = title;
  group_ = {};
  Close();
  mode_ = Mode::kSets;
}

void ExerciseReader::Start(std::string_view title, std::uint32_t line, int level) {
  ExerciseTitle read = ReadExerciseTitle(title);
  // The one too many takes what follows, and is left out in the end.
  if (draft_.exercises.size() > kMaxExercises) draft_.exercises.pop_back();
  ExerciseDraft& draft = draft_.exercises.emplace_back();
  draft.line = draft.exercise.line = line;
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

bool ExerciseReader::IsPlainTitle(const Line& line, const std::optional<Labeled>& labeled,
                                  std::string_view below) const {
  if ((open_ && level_ < kItemLevel) || draft_.says_rest || (labeled && !labeled->value.empty()))
    return false;
  if (!LooksLikeName(line.text) || StartsWithScheme(line.text) || IsQuotation(line.text)) return false;
  const std::optional<Labeled> labeled_below = SplitLabel(below);
  if (ReadSetLabel(below) ||
      (labeled_below && (SaysWarmUpSets(*labeled_below) || SaysLoadOrReps(*labeled_below))))
    return true;
  if (!StartsWithScheme(below)) return false;
  const std::vector<Scheme> schemes = ParseSchemes(below, draft_.unit);
  return std::any_of(schemes.begin(), schemes.end(), [](const Scheme& s) { return s.complete; });
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
  warmed_up_ = false;
}

// "Warm-ups:" / "- 135 × 5" / "- Set 1: 185 × 5": the numbered set begins the work, unless it hangs below the
// label or the warm-up's own sets have numbers.
bool ExerciseReader::IsInWarmUp(std::string_view text) {
  if (!open_ || mode_ != Mode::kWarmUp) return false;
  const std::optional<SetLabel> label = ReadSetLabel(text);
  const bool numbered = label && label->numbered() && !label->warmup;
  if (numbered && warmed_up_ && mode_depth_ == kWholePart) {
    mode_ = Mode::kSets;
    return false;
  }
  warmed_up_ = warmed_up_ || !numbered;
  return true;
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
  if (whole_part && (IsInWarmUp(line.text) || mode_ == Mode::kIgnore)) return true;
  if (ReadSetLine(line.text, block.depth) || ReadRest(line.text)) return true;
  if (labeled && ReadAttribute(*labeled, block.depth)) return true;
  if (StartBold(line) || ReadInline(line, block) || ReadBareSet(line.text)) return true;
  const bool free = !open_ || level_ > kBoldLevel || (level_ == kBoldLevel && line.strong > 0);
  return free && !draft_.says_rest && ReadCompact(line, labeled, block);
}

bool ExerciseReader::ReadItem(const Line& line, const std::optional<Labeled>& labeled, const Block& block) {
  if (mode_ != Mode::kSets && block.depth <= mode_depth_) mode_ = Mode::kSets;
  if (open_ && mode_ == Mode::kNotes) AppendNotes(line.text);
  if (open_ && (IsInWarmUp(line.text) || mode_ == Mode::kIgnore || mode_ == Mode::kNotes)) return true;

  if (ReadSetLine(line.text, block.depth) || ReadRest(line.text)) return true;
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
  if (!LooksLikeName(line.text) || StartsWithScheme(line.text) || ReadSetLabel(line.text) || draft_.says_rest)
    return false;
  Expect(line, level);
  return true;
}

bool ExerciseReader::ReadSetLine(std::string_view text, int depth) {
  if (!open_ && !expected_) return false;
  const std::optional<SetLabel> label = ReadSetLabel(text);
  if (!label) return false;
  Confirm();
  if (label->numbered() || label->all) {
    AddLabelled(*label);
  } else if (label->warmup) {
    StartPart(ExercisePart::kWarmUp, depth);
  } else {
    const std::vector<Scheme> schemes = ParseSchemes(label->value, draft_.unit);
    AddSets(schemes, current(), draft_);
    if (schemes.empty()) StartPart(ExercisePart::kWorkingSets, depth);
  }
  return true;
}

void ExerciseReader::AddLabelled(const SetLabel& label) {
  if (SaysSkipped(label.value)) return;
  ExerciseDraft& exercise = current();
  const std::optional<Target>& target = exercise.exercise.target;
  const int first = std::max(label.first, 1);
  const int last = label.all ? (target ? target->sets : SetsIn(label.value)).value_or(1) : label.last;
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
    if (one_each) set = schemes[static_cast<std::size_t>(number - first)].set;
    if (!set.rpe) set.rpe = label.rpe;
    AddSet(set, number, label.warmup, exercise, draft_);
  }
}

// "**200 × 5** (RPE 6)"; below "Working Sets" also "12 reps". Below a title without a target it may be a
// scheme.
bool ExerciseReader::ReadBareSet(std::string_view text) {
  if (!open_ && !expected_) return false;
  if (!StartsWithSet(text)) return false;
  const bool working = open_ && mode_ == Mode::kWorkingSets;
  const bool known = open_ && (current().exercise.target || !current().exercise.sets.empty());
  if (!working && !known) {
    std::vector<Scheme> schemes = ParseSchemes(text, draft_.unit);
    const bool complete =
        std::any_of(schemes.begin(), schemes.end(), [](const Scheme& s) { return s.complete; });
    if (!complete && !(expected_ && AreRepsOfASet(text, schemes))) return false;
    if (!Confirm()) return false;
    const bool one_set = schemes.size() == 1 && schemes.front().sets == 1 && !schemes.front().prescriptive;
    one_set ? AddSets(schemes, current(), draft_) : AddSchemes(text, std::move(schemes));
    return true;
  }
  if (const std::vector<Scheme> schemes = ParseSchemes(text, draft_.unit); AreSeveralSets(schemes)) {
    AddSets(schemes, current(), draft_);
    return true;
  }
  const std::optional<LoggedSet> set = ParseLoggedSet(text, draft_.unit);
  if (!set) return false;
  const bool counted = set->reps || set->seconds;
  const bool loaded = set->weight || set->bodyweight || set->weight_is_unclear;
  // "8/side", "30 sec" and "12 reps" are sets where nothing else stands in the line: cues count, too.
  const Token first = Tokenizer(text).Next();
  const bool measured = first.measure != Measure::kNone || first.clock || set->per_side;
  const bool named = first.kind == TokenKind::kWord;  // "Medium band × 15"
  if (!working && !(counted && (loaded || named || (measured && set->note.empty())))) return false;
  AddSet(*set, 0, false, current(), draft_);
  return true;
}

// "Rest 3 min", "Rest ~90 sec between sets", "Pause: 2 min"
bool ExerciseReader::ReadRest(std::string_view text) {
  if (!open_ || FindRest(text) != 0) return false;
  const std::string_view value = TrimLeadingMarks(text.substr(StartsWithWord(text, "rest") ? 4 : 5));
  if (value.empty() || !IsDigit(value.front())) return false;
  SetRest(value);
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
    const bool warms_up = SaysWarmUpSets(labeled);
    if (!expected_ || (!prescribes && !warms_up)) return false;
    if (!target && !warms_up && !ParseTarget(PieceOf(kind, labeled.value)).understood()) return false;
    Confirm();
  }
  // "Sets: 135 × 5, 155 × 5, 175 × 5"
  if (kind == LabelKind::kSets) {
    std::vector<Scheme> schemes = ParseSchemes(labeled.value, draft_.unit);
    if (schemes.size() > 1) {
      AddSets(schemes, current(), draft_);
      return true;
    }
    if (AreSeveralSets(schemes)) {
      AddSchemes(labeled.value, std::move(schemes));
      return true;
    }
  }
  switch (kind) {
    case LabelKind::kTarget:
      AddTarget(labeled.value, draft_.unit);
      break;
    case LabelKind::kRest:
      SetRest(labeled.value);
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
      AddPerSet(kind == LabelKind::kWeight ? current().loads : current().reps, labeled);
      break;
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
  text = TrimLeadingSigns(text);
  if ((target && target->understood()) || text.empty()) return;
  draft_.has_targets = true;
  target = ParseTarget(text, unit);
  current().exercise.target_line = draft_.line;
}

void ExerciseReader::AddToTarget(LabelKind kind, std::string_view value) {
  const Target piece = ParseTarget(PieceOf(kind, value), draft_.unit);
  if (!piece.understood()) return;
  std::optional<Target>& target = current().exercise.target;
  if (!target) {
    target.emplace();
    current().target_is_pieced = true;
    current().exercise.target_line = draft_.line;
  }
  Merge(piece, *target);
  absl::StrAppend(&target->text, target->text.empty() ? "" : " ", piece.text);
}

// "Reps: 8, 8, 7": the finish makes sets of it.
void ExerciseReader::AddPerSet(std::string& values, const Labeled& labeled) {
  values = labeled.value;
  current().scheme_line = draft_.line;
  if (!IsList(labeled.value)) AddToTarget(LabelKindOf(labeled.label), labeled.value);
}

// The first rest that is said counts.
void ExerciseReader::SetRest(std::string_view text) {
  std::optional<int>& rest = current().exercise.rest_seconds;
  if (!rest) rest = ParseRestSeconds(text);
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
  SetRest(row.rest);
  AppendNotes(row.notes);
}

}  // namespace liftmark::views
