#include "common/views/workout_reader.h"

#include "common/views/dates.h"
#include "common/views/exercise_lines.h"
#include "common/views/exercise_names.h"
#include "common/views/phrases.h"

namespace liftmark::views {
namespace {

using markdown::Block;
using markdown::BlockKind;
using markdown::Line;

// Whether a title says which day it is of: "Thu 4/23 – Legs", "Week 2 / Day 3 – Pull".
bool SaysWhen(std::string_view title) {
  return FindDate(title) || MatchWeekday(title) || StartsWithWord(title, "week") ||
         StartsWithWord(title, "day");
}

// The upper bound of "(6–7 minutes)" in a section's title.
std::optional<int> MinutesIn(std::string_view title) {
  const std::size_t open = title.find('(');
  if (open == std::string_view::npos) return std::nullopt;
  const std::optional<Range> minutes = ParseMinutes(title.substr(open + 1));
  return minutes ? std::optional(static_cast<int>(minutes->high)) : std::nullopt;
}

// A longer one is a sentence: "I cleaned up your notes:".
constexpr std::size_t kMostWordsOfLabel = 5;

bool IsRoutine(SectionKind kind) { return kind == SectionKind::kWarmUp || kind == SectionKind::kCoolDown; }

// Labels that say what the day is, and none of an exercise.
bool IsHeaderLabel(LabelKind kind) {
  switch (kind) {
    case LabelKind::kFocus:
    case LabelKind::kLocation:
    case LabelKind::kDuration:
    case LabelKind::kProgram:
    case LabelKind::kDate:
    case LabelKind::kWeek:
    case LabelKind::kDay:
    case LabelKind::kSession:
    case LabelKind::kNotes:
    case LabelKind::kRemark:
      return true;
    default:
      return false;
  }
}

// What the blocks go on with, where that is no heading. A rule may underline what stands above it.
std::string_view TextOf(std::span<const Block> blocks) {
  if (!blocks.empty() && blocks.front().kind == BlockKind::kRule) blocks = blocks.subspan(1);
  const bool goes_on = !blocks.empty() && (blocks.front().kind == BlockKind::kItem ||
                                           blocks.front().kind == BlockKind::kParagraph);
  return goes_on ? blocks.front().text() : std::string_view();
}

// "### 3. ~~Good Morning~~ (skipped)", "### 4. ~~Cable Fly~~": what is left of a title is no name.
bool IsStruckOut(std::string_view title) {
  const std::string_view rest = WithoutNumber(title);
  return (rest.starts_with('(') && WithoutParentheses(rest).empty()) ||
         title.find_first_not_of("0123456789.) ") == std::string_view::npos;
}

}  // namespace

void WorkoutReader::Read(std::span<const Block> blocks) {
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const Block& block = blocks[b];
    if (block.kind == BlockKind::kTableRow) {
      ReadRow(block);
      continue;
    }
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
      const Line& line = block.lines[i];
      draft_.line = line.number;
      std::size_t below = i + 1;
      while (below < block.lines.size() && IsQuotation(block.lines[below].text)) ++below;
      below_ = below < block.lines.size() ? block.lines[below].text : TextOf(blocks.subspan(b + 1));
      if (block.kind == BlockKind::kHeading) {
        ReadHeading(line, block.level);
      } else if (block.kind == BlockKind::kItem && i == 0) {
        ReadItem(line, block);
      } else if (block.kind == BlockKind::kItem || block.kind == BlockKind::kParagraph) {
        ReadLine(line, block);
      }
    }
  }
}

// ---- headings and sections

void WorkoutReader::ReadHeading(Line line, int level) {
  if (KeyCapSize(line.text) == 0) line.text = TrimLeadingSigns(line.text);
  const std::string_view text = line.text;
  exercises_.EndTable();
  if (exercises_.open() && level > exercises_.level()) {
    const ExercisePart part = ExercisePartOf(text);
    if (part != ExercisePart::kNone) return exercises_.StartPart(part, ExerciseReader::kWholePart);
  }
  if (IsHeaderTitle(text, level)) {
    title_seen_ = true;
    header_.ReadTitle(text);
    // "## Squat" with sets right below is an exercise's title, too.
    if (level > 1 && !draft_.workout.date && !draft_.workout.weekday) exercises_.Expect(line, level);
    return;
  }
  title_seen_ = true;
  const SectionKind kind = SectionOf(text);
  if (kind != SectionKind::kNone && kind != SectionKind::kMain) return StartSection(kind, text, level);
  const bool inside = section_ == SectionKind::kMain && level > section_level_;
  if (!inside && !IsNumbered(text)) {
    StartSection(SectionKind::kMain, text, level);
    if (kind == SectionKind::kNone) exercises_.Expect(line, level);
    return;
  }
  if (!inside) StartSection(SectionKind::kMain, {}, level - 1);
  if (IsStruckOut(text)) return exercises_.Close();
  if (level <= group_level_) {
    group_level_ = 0;
    exercises_.StartSection(section_title_);
  } else if (group_level_ == 0) {
    exercises_.StartGroup({});
  }
  // "### Core" or "### Superset A" among exercises: some of them stand below it, or it is one.
  if (kind == SectionKind::kMain) {
    group_level_ = level;
    SaysSuperset(text) ? exercises_.StartGroup(WithoutNumber(text)) : exercises_.StartSection(text);
    return exercises_.Expect(line, level);
  }
  exercises_.Start(text, line.number, level);
}

// Whether a heading says what day or session this is.
bool WorkoutReader::IsHeaderTitle(std::string_view text, int level) const {
  if (!InHeader()) return false;
  if (FindDate(text) || MatchWeekday(text) || SaysRestDay(text)) return true;
  const std::optional<Labeled> labeled = SplitLabel(text);
  if (labeled && IsHeaderLabel(LabelKindOf(labeled->label))) return true;
  if (title_seen_ || draft_.workout.title) return StartsWithWord(text, "week") || StartsWithWord(text, "day");
  const SectionKind kind = SectionOf(text);
  const bool log = ContainsAnyWord(text, {"log", "diary", "journal"});
  return !IsNumbered(text) &&
         (kind == SectionKind::kNone || (kind == SectionKind::kMain && (level == 1 || log)));
}

void WorkoutReader::StartSection(SectionKind kind, std::string_view title, int level) {
  section_ = kind;
  section_title_ = title;
  section_level_ = level;
  group_level_ = 0;
  exercises_.StartSection(title);
  if (kind == SectionKind::kMain) draft_.has_main = true;
  if (!IsRoutine(kind)) return;
  Workout& workout = draft_.workout;
  std::optional<Routine>& routine = kind == SectionKind::kWarmUp ? workout.warm_up : workout.cool_down;
  if (!routine) routine.emplace();
  if (!routine->duration_min) routine->duration_min = MinutesIn(title);
}

// "Cool down" in a line of its own, and "Main workout" behind a warm-up.
bool WorkoutReader::IsPlainSectionTitle(std::string_view text) const {
  constexpr std::size_t kMostWords = 2;
  const SectionKind kind = SectionOf(text);
  if (kind == SectionKind::kNone || kind == SectionKind::kOther || below_.empty()) return false;
  if (kind == SectionKind::kMain && section_ != SectionKind::kWarmUp) return false;
  return LooksLikeName(text) && CountWords(WithoutParentheses(text)) <= kMostWords;
}

// "Warm-Up:", "**Main Workout**", "Notes: felt good" in a paragraph.
bool WorkoutReader::ReadSectionLabel(const Line& line, const std::optional<Labeled>& labeled) {
  const bool bold = line.strong >= line.text.size();
  if (!labeled && !bold && !IsPlainSectionTitle(line.text)) return false;
  const std::string_view title = labeled ? labeled->label : line.text;
  const SectionKind kind = SectionOf(title);
  if (kind == SectionKind::kNone || (!bold && CountWords(title) > kMostWordsOfLabel)) return false;
  const bool of_exercise = exercises_.open() && exercises_.level() <= kBoldLevel;
  if (labeled && !labeled->value.empty()) {
    const bool said_at_once = IsRoutine(kind) || kind == SectionKind::kNotes;
    const bool of_expected =
        exercises_.expecting() && kind == SectionKind::kWarmUp && StartsWithScheme(labeled->value);
    if (of_exercise || of_expected || InHeader() || !said_at_once) return false;
    StartSection(kind, title, kLabelLevel);
    return ReadOutsideExercises(labeled->value);
  }
  const bool below_heading = exercises_.open() && exercises_.level() < kLabelLevel;
  if ((of_exercise && kind == SectionKind::kWarmUp) || (below_heading && kind == SectionKind::kNotes)) {
    exercises_.StartPart(ExercisePartOf(title), ExerciseReader::kWholePart);
    return true;
  }
  StartSection(kind, title, kLabelLevel);
  // "**Option A — Leg Press**" with sets right below is an exercise's title, too.
  if (bold && !labeled && kind == SectionKind::kMain) exercises_.Expect(line, kBoldLevel);
  if (line.strong == 0 && labeled) {
    draft_.is_message = true;
    header_.TakeFocusOfMessage();
  }
  return true;
}

// "Warmup" / "- row 500 m" / "A1) Pull-Ups: 4x5", or "**1. Bench — 4×8**" / "- Rest: 2 min": where nothing
// but a label begins the warm-up, nothing else needs to end it.
bool WorkoutReader::EndsLabelledWarmUp(const Line& line) const {
  if (section_ != SectionKind::kWarmUp || section_level_ != kLabelLevel) return false;
  if (SupersetLetter(line.text) != 0) return true;
  if (line.strong < line.text.size() || !IsNumbered(line.text)) return false;
  const std::optional<Labeled> labeled = SplitLabel(below_);
  return ReadSetLabel(below_) || (labeled && LabelKindOf(labeled->label) != LabelKind::kUnknown);
}

// "Notes: spotter on the last one" / "" / "Lat Pulldown" / "Set 1: 55 kg × 10"
bool WorkoutReader::EndsLabelledNotes(const Line& line, const std::optional<Labeled>& labeled) const {
  return section_ == SectionKind::kNotes && section_level_ == kLabelLevel && !draft_.exercises.empty() &&
         exercises_.IsPlainTitle(line, labeled, below_);
}

// "48 min total", "Took me 50 minutes", "Session length: 52 minutes", "35 min." in a paragraph of its own:
// shorter times are of exercises.
bool WorkoutReader::ReadSessionTime(const Line& line, const Block& block) {
  constexpr double kShortestSession = 15;
  if (block.kind != BlockKind::kParagraph || draft_.exercises.empty() || draft_.stated_duration_min)
    return false;
  const std::optional<Range> minutes = FindMinutes(line.text);
  if (!minutes || minutes->low < kShortestSession) return false;
  const bool alone = block.lines.size() == 1 && CountWords(line.text) <= 2;
  if (!alone && !ContainsAnyWord(line.text, {"total", "took", "takes", "altogether", "in all", "session",
                                             "whole thing", "duration"}))
    return false;
  draft_.stated_duration_min = minutes;
  const std::optional<Labeled> labeled = SplitLabel(line.text);
  return alone || (labeled && LabelKindOf(labeled->label) == LabelKind::kDuration);
}

// ---- lines, items, rows

void WorkoutReader::ReadLine(Line line, const Block& block) {
  // "** Chin Up **" is bold for people, though not for markdown.
  if (line.text.size() > 4 && line.text.starts_with("** ") && line.text.ends_with(" **")) {
    line.text = Trim(line.text.substr(2, line.text.size() - 4));
    line.strong = static_cast<std::uint32_t>(line.text.size());
  }
  const std::string_view text = line.text;
  if (text.empty()) return;
  if (const WorkoutTable::Cells cells = SplitCells(text); !cells.empty()) {
    if (!ReadOutsideExercises({})) exercises_.ReadCells(cells, line.number);
    return;
  }
  exercises_.EndTable();
  if (text.starts_with("===")) return header_.ReadFence(text);
  const std::optional<Labeled> labeled = LabelOf(line);
  const LabelKind kind = labeled ? LabelKindOf(labeled->label) : LabelKind::kUnknown;
  if (InHeader() && !title_seen_ && line.strong > 0) {
    const bool title = line.strong >= text.size() || FindDate(text);
    if (title && SaysWhen(text)) {
      title_seen_ = true;
      return header_.ReadTitle(text);
    }
  }
  if (block.quoted || (kind == LabelKind::kRemark && !exercises_.open())) return ReadNote(text);
  if (ReadSectionLabel(line, labeled)) return;
  if (EndsLabelledWarmUp(line) || EndsLabelledNotes(line, labeled))
    StartSection(SectionKind::kMain, {}, kLabelLevel);
  if (ReadOutsideExercises(text)) return;
  if (ReadSessionTime(line, block)) return;
  const bool header = InHeader();
  if (header && IsHeaderLabel(kind)) return ReadHeaderLine(line, labeled);
  if (!exercises_.ReadLine(line, labeled, block)) {
    if (exercises_.IsPlainTitle(line, labeled, below_)) return exercises_.Expect(line, kItemLevel);
    if (header) ReadHeaderLine(line, labeled);
  } else if (header) {
    header_.ReadLeadingDate(text);
  }
}

void WorkoutReader::ReadItem(const Line& line, const Block& block) {
  exercises_.EndTable();
  if (ReadOutsideExercises(line.text)) return;
  const std::optional<Labeled> labeled = LabelOf(line);
  if (InHeader()) {
    if (ReadHeaderItem(line, labeled)) return;
    header_.ReadLeadingDate(line.text);
  }
  if (!exercises_.ReadItem(line, labeled, block) && draft_.says_rest) ReadNote(line.text);
}

void WorkoutReader::ReadRow(const Block& block) {
  if (ReadOutsideExercises({})) return;
  WorkoutTable::Cells cells;
  for (const Line& cell : block.lines) cells.push_back(cell.text);
  if (block.header) exercises_.EndTable();
  exercises_.ReadCells(cells, block.line);
}

bool WorkoutReader::ReadOutsideExercises(std::string_view text) {
  switch (section_) {
    case SectionKind::kWarmUp:
    case SectionKind::kCoolDown:
      ReadRoutine(text);
      return true;
    case SectionKind::kNotes:
      ReadNote(text);
      return true;
    case SectionKind::kOther:
      return true;
    case SectionKind::kNone:
    case SectionKind::kMain:
      break;
  }
  return false;
}

void WorkoutReader::ReadHeaderLine(const Line& line, const std::optional<Labeled>& labeled) {
  if (!labeled) {
    if (draft_.says_rest && !SaysRestDay(line.text)) ReadNote(line.text);
    return header_.ReadText(line.text);
  }
  const LabelKind kind = LabelKindOf(labeled->label);
  if (kind == LabelKind::kUnknown && MatchWeekday(labeled->label)) return header_.ReadTitle(line.text);
  kind == LabelKind::kNotes ? ReadNote(labeled->value) : header_.ReadLabel(kind, labeled->value);
}

// "- Date: 2026-03-02", "* 2026/03/02:", and the bullets of a rest day.
bool WorkoutReader::ReadHeaderItem(const Line& line, const std::optional<Labeled>& labeled) {
  if (labeled && IsHeaderLabel(LabelKindOf(labeled->label))) {
    ReadHeaderLine(line, labeled);
    return true;
  }
  if (draft_.says_rest) {
    ReadNote(line.text);
    return true;
  }
  const std::optional<DateMatch> date = FindDate(line.text);
  if (!date || date->begin != 0 || !TrimLeadingMarks(line.text.substr(date->end)).empty()) return false;
  header_.ReadLeadingDate(line.text);
  return true;
}

void WorkoutReader::ReadRoutine(std::string_view text) {
  Routine& routine = section_ == SectionKind::kWarmUp ? *draft_.workout.warm_up : *draft_.workout.cool_down;
  text = Trim(text);
  // What ends with a colon announces the items below it.
  if (!text.empty() && !text.ends_with(':')) routine.items.emplace_back(text);
}

void WorkoutReader::ReadNote(std::string_view text) {
  text = Trim(text);
  if (!text.empty()) draft_.workout.notes.emplace_back(text);
}

}  // namespace liftmark::views
