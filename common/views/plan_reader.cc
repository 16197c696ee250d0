#include "common/views/plan_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/views/dates.h"
#include "common/views/exercise_names.h"
#include "common/views/phrases.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

using markdown::Block;

constexpr std::size_t kMaxExercises = 500;
// The level of what is a heading by being bold: below all headings.
constexpr int kBoldLevel = 7;

void SetOnce(std::optional<std::string>& field, std::string_view value) {
  if (!field && !IsUnsaid(value)) field.emplace(value);
}

void AppendLine(std::optional<std::string>& text, std::string_view line) {
  if (!text) {
    text.emplace(line);
  } else {
    text->append("\n").append(line);
  }
}

bool StartsWithDate(const std::optional<DateMatch>& match) {
  return match && match->begin == 0 && match->date;
}

// Parts that end a microcycle though their heading may stand below its own.
bool IsAfterMicrocycles(PlanPart part, std::string_view title) {
  return part == PlanPart::kModifications || part == PlanPart::kPhilosophy ||
         ContainsAnyWord(title, {"phase cycling", "nutrition", "faq", "troubleshooting", "next steps"});
}

bool HoldsNoTraining(PlanPart part) {
  return part == PlanPart::kProgression || part == PlanPart::kModifications || part == PlanPart::kOutside;
}

// Whether a line outside lists begins in bold.
bool HasBoldStart(const Entry& entry) {
  return entry.kind == EntryKind::kLine && entry.depth == 0 && entry.strong > 0;
}

// Whether a line of text stands alone above exercises.
bool IsAboveExercises(const Outline& outline, std::size_t i) {
  constexpr std::size_t kMostLabels = 8;
  const Entry& entry = outline[i];
  const bool alone =
      entry.kind == EntryKind::kLine && entry.depth == 0 && entry.first_line == entry.text.size();
  if (!alone) return false;
  const std::size_t end = std::min(i + 1 + kMostLabels, outline.size());
  for (++i; i < end && outline[i].kind != EntryKind::kHeading; ++i) {
    if (IsPrescribed(outline[i])) return true;
    if (outline[i].label().empty()) return false;  // "Focus: ..." may stand first
  }
  return false;
}

// A line of a paragraph that names a day with a title, or an exercise with what to do of it.
bool StandsAlone(std::string_view line) {
  constexpr std::size_t kMaxBytes = 300;
  constexpr std::size_t kMaxNameWords = 6;
  if (line.size() > kMaxBytes) return false;
  if (MatchWeekday(line) || StartsWithWord(line, "day")) {
    const std::optional<DayHeading> day = ReadDayHeading(line, DayForm::kLine);
    return day && !day->title.empty();
  }
  const std::size_t at = FindPrescription(line);
  return at != std::string_view::npos && at > 0 && line.find(". ") == std::string_view::npos &&
         CountWords(Trim(line.substr(0, at))) <= kMaxNameWords;
}

// "Day 1: Push", not "Four-Day Split (Mon-Thu)".
bool StartsWithDay(std::string_view heading) {
  const std::optional<DayHeading> day = ReadDayHeading(heading, DayForm::kLine);
  return day && !heading.starts_with(day->title);
}

// "**Weeks:** 5-8", "**Duration:** Weeks 5-8" below a microcycle's heading; not "**Duration:** 4 weeks".
std::optional<WeekSpan> WeeksSaid(const Entry& entry) {
  const std::string_view value = entry.value();
  if (IsOneOf(entry.label(), {"weeks", "week"})) return FindWeekSpan(std::string("weeks ").append(value));
  if (!IsOneOf(entry.label(), {"duration", "timeline", "length"})) return std::nullopt;
  return FindWeekSpan(value);
}

}  // namespace

PlanReader::PlanReader(std::span<const Block> blocks, std::size_t size)
    : blocks_(blocks), outline_(blocks, {.stands_alone = StandsAlone}), size_(size) {
  Survey();
}

Plan PlanReader::Read() {
  for (std::size_t i = 0; i < outline_.size();) i = ReadEntry(i);
  Finish();
  return std::move(plan_);
}

void PlanReader::Survey() {
  for (std::size_t i = 0; i < outline_.size(); ++i) {
    const Entry& entry = outline_[i];
    const bool heading = entry.kind == EntryKind::kHeading;
    if (heading && ReadMicrocycleHeading(entry.text)) has_microcycle_headings_ = true;
    if (has_day_marks_) continue;
    if (heading) {
      has_day_marks_ = ReadDayHeading(entry.text, DayForm::kHeading).has_value();
    } else if (HasBoldStart(entry) || entry.kind == EntryKind::kRow) {
      has_day_marks_ =
          ReadDayHeading(entry.label().empty() ? entry.first() : entry.label(), DayForm::kLine).has_value();
    }
  }
}

std::size_t PlanReader::ReadEntry(std::size_t i) {
  const Entry& entry = outline_[i];
  if (entry.kind != EntryKind::kRow) {
    exercise_columns_.reset();
    day_table_.reset();
    week_grid_.reset();
  }
  if (entry.kind == EntryKind::kHeading) {
    ReadHeading(i);
    return i + 1;
  }
  if (entry.block->quoted) return i + 1;
  if (part_ == PlanPart::kModifications) {
    ReadModification(i);
    return outline_.EndOfChildren(i);
  }
  if (entry.kind == EntryKind::kRow) {
    ReadTableStart(entry);
    ReadRow(i);
    return i + 1;
  }
  if (!has_microcycle_headings_ && entry.is_bold() && HasBoldStart(entry)) {
    if (std::optional<MicrocycleHeading> heading = ReadMicrocycleHeading(TrimEnding(entry.first()))) {
      OpenMicrocycle(entry, kBoldLevel, *std::move(heading));
      return i + 1;
    }
  }
  if (ReadDayLine(i)) return i + 1;
  const bool titled = HasBoldStart(entry) && entry.is_bold() && !HoldsNoTraining(part_);
  if (titled && days().OpenByTitle(TrimEnding(entry.first()), kBoldLevel)) return i + 1;
  if (const std::size_t end = ReadProgression(i); end > i) return end;
  if (days().is_open() && entry.depth > days().depth()) return ReadInDay(i);
  if (!days().headed_is_open()) days().Close();
  return ReadOutsideDays(i);
}

void PlanReader::ReadHeading(std::size_t i) {
  const Entry& entry = outline_[i];
  const int level = entry.block->level;
  const std::optional<DayHeading> day = ReadDayHeading(entry.text, DayForm::kHeading);
  std::optional<MicrocycleHeading> microcycle = ReadMicrocycleHeading(entry.text);
  if (microcycle && !microcycle->kind && day) microcycle.reset();
  const bool names_plan = level == 1 && current_ == kNone && !(microcycle && microcycle->kind) &&
                          !StartsWithDay(entry.text) && PlanPartOf(entry.text) != PlanPart::kHeader;
  if (names_plan && !plan_.title) {
    SetOnce(plan_.title, entry.text);
    return;
  }
  if (microcycle && OpensMicrocycle(level, *microcycle)) {
    OpenMicrocycle(entry, level, *std::move(microcycle));
    // "## Week 1: Learn the hinge" / "- Goblet Squat: 3 × 5": every day of it is the same.
    if (!has_day_marks_ && days().empty() && HoldsExercises(i) && !ListsDays(i))
      days().OpenHeaded(RepeatOn({}, std::nullopt, {}), level);
    return;
  }
  if (part_ == PlanPart::kModifications && level > part_level_) {
    const std::optional<DateMatch> match = FindDate(entry.text);
    modification_date_ = StartsWithDate(match) ? std::optional(ToIso(*match->date)) : std::nullopt;
    return;
  }
  const bool training = !HoldsNoTraining(part_) || level <= part_level_;
  if (!microcycle && day && training) {
    days().OpenHeaded(RepeatOn(day->weekdays, day->number, day->title), level);
    set_aside_ = false;
    part_ = PlanPart::kOther;
    part_level_ = level;
    return;
  }
  OpenSection(i, level);
}

// What stands deeper in a microcycle is a part of it, unless it is the next of its kind at a careless level.
bool PlanReader::OpensMicrocycle(int level, const MicrocycleHeading& heading) const {
  const bool week = !heading.kind || heading.kind == MicrocycleKind::kWeek;
  if (week && HoldsNoTraining(part_) && level > part_level_) return false;
  if (plan_.microcycles.empty()) return true;
  const Microcycle& last = plan_.microcycles.back();
  const bool same_kind = heading.kind == last.kind && heading.kind;
  if (level <= (current_ == kNone ? first_level_ : microcycle_level_)) return true;
  if (!same_kind) return false;
  const bool inside = last.week_start && last.week_end && heading.week_start &&
                      *heading.week_start >= *last.week_start && *heading.week_end <= *last.week_end;
  return !inside;
}

void PlanReader::OpenMicrocycle(const Entry& entry, int level, MicrocycleHeading heading) {
  EndMicrocycle(entry);
  days().Close();
  part_ = PlanPart::kOther;
  part_level_ = level;
  microcycle_level_ = level;
  Microcycle microcycle;
  microcycle.name = std::move(heading.name);
  microcycle.kind = heading.kind.value_or(MicrocycleKind::kPhase);
  microcycle.week_start = heading.week_start;
  microcycle.week_end = heading.week_end;
  microcycle.line = entry.line;
  microcycle.source = {entry.block->source.begin, static_cast<std::uint32_t>(size_)};
  if (plan_.microcycles.empty()) first_level_ = level;
  // A summary of the phases may stand before their own sections.
  const std::string called = absl::StrCat(static_cast<int>(*microcycle.kind), " ",
                                          microcycle.week_start.value_or(0), " ", Fold(*microcycle.name));
  const auto [known, added] = known_.emplace(called, plan_.microcycles.size());
  if (!added) {
    current_ = known->second;
    if (days_[current_].empty()) {
      Microcycle& summary = plan_.microcycles[current_];
      microcycle.progression = std::move(summary.progression);
      summary = std::move(microcycle);
    }
    return;
  }
  current_ = plan_.microcycles.size();
  plan_.microcycles.push_back(std::move(microcycle));
  days_.emplace_back();
}

void PlanReader::EndMicrocycle(const Entry& entry) {
  if (current_ == kNone) return;
  std::uint32_t& end = plan_.microcycles[current_].source.end;
  end = std::min(end, entry.block->source.begin);
}

void PlanReader::OpenSection(std::size_t i, int level) {
  const Entry& entry = outline_[i];
  const PlanPart part = PlanPartOf(entry.text);
  if (days().headed_is_open() && level > days().level() && part != PlanPart::kProgression &&
      part != PlanPart::kModifications) {
    set_aside_ = part == PlanPart::kOutside || IsSetAside(entry.text);
    return;
  }
  days().Close();
  set_aside_ = false;
  part_ = part;
  part_level_ = level;
  if (part == PlanPart::kModifications) {
    has_modification_history_ = true;
    modification_date_.reset();
  }
  if (current_ != kNone) {
    const bool belongs = part == PlanPart::kPattern && days().empty();
    if (level <= microcycle_level_ && !belongs) {
      EndMicrocycle(entry);
      current_ = kNone;
    } else if (IsAfterMicrocycles(part, entry.text)) {
      EndMicrocycle(entry);
    }
  }
  if (HoldsNoTraining(part) || part == PlanPart::kHeader) return;
  if (days().OpenByTitle(entry.text, level)) return;
  if (!has_day_marks_ && part == PlanPart::kOther && HoldsExercises(i))
    days().OpenHeaded(RepeatOn({}, std::nullopt, entry.text), level);
}

const Block* PlanReader::HeaderOf(const Entry& row) const {
  if (row.block == blocks_.data()) return nullptr;
  const Block* before = row.block - 1;
  return before->kind == markdown::BlockKind::kTableRow && before->header ? before : nullptr;
}

bool PlanReader::HoldsExercises(std::size_t heading) const {
  for (std::size_t i = heading + 1; i < outline_.size() && outline_[i].kind != EntryKind::kHeading; ++i) {
    const Entry& entry = outline_[i];
    if (entry.kind == EntryKind::kRow) {
      const Block* header = HeaderOf(entry);
      if (header != nullptr && ExerciseColumns::Read(*header)) return true;
    } else if (IsPrescribed(entry)) {
      return true;
    }
  }
  return false;
}

bool PlanReader::ListsDays(std::size_t heading) const {
  for (std::size_t i = heading + 1; i < outline_.size() && outline_[i].kind != EntryKind::kHeading; ++i) {
    const Entry& entry = outline_[i];
    if (ReadDayHeading(entry.label().empty() ? entry.first() : entry.label(), DayForm::kLine)) return true;
  }
  return false;
}

// "**Mon — Squat** (60 min)" opens a day as a heading does, and so does plain text above exercises. "-
// Monday: Upper" is a line of a schedule; so is
// "**Monday:** Upper", unless exercises hang below it.
bool PlanReader::ReadDayLine(std::size_t i) {
  const Entry& entry = outline_[i];
  const bool bold_start = HasBoldStart(entry);
  if (HoldsNoTraining(part_) || entry.kind == EntryKind::kHeading || entry.kind == EntryKind::kRow)
    return false;
  const std::optional<DayHeading> day = ReadDayHeading(TrimEnding(entry.first()), DayForm::kLine);
  if (!day) return false;
  const std::string whole = absl::StrCat(day->title, std::string(entry.rest()));
  ListedDay listed = ReadListedDay(whole);
  if (listed.exercises.empty()) listed.title = day->title;
  listed.title = WithoutEnclosing(listed.title);
  const auto open_headed = [&] {
    days().OpenHeaded(RepeatOn(day->weekdays, day->number, listed.title), kBoldLevel);
    set_aside_ = false;
    AddExercises(listed.exercises);
    return true;
  };
  if (entry.kind == EntryKind::kLine && !bold_start) {
    return (!listed.exercises.empty() || IsAboveExercises(outline_, i)) && open_headed();
  }
  if (bold_start) {
    const std::optional<DayHeading> bold = ReadDayHeading(TrimEnding(entry.bold()), DayForm::kLine);
    if (!bold) return false;
    const std::vector<const Entry*> children = outline_.Children(i);
    const bool headed =
        entry.is_bold() || !bold->title.empty() ||
        std::any_of(children.begin(), children.end(), [](const Entry* e) { return IsPrescribed(*e); });
    if (headed) return open_headed();
  }
  const bool in_schedule = part_ == PlanPart::kPattern || current_ != kNone || !day->weekdays.empty();
  if (days().headed_is_open() || day->title.empty() || !in_schedule) return false;
  days().OpenScheduled(RepeatOn(day->weekdays, day->number, listed.title), entry.depth);
  AddExercises(listed.exercises);
  return true;
}

// "**Progression:**" and the list below it, between the days of a microcycle. Answers where it ends; `i`
// where there is none.
std::size_t PlanReader::ReadProgression(std::size_t i) {
  const Entry& entry = outline_[i];
  const bool begins = current_ != kNone && HasBoldStart(entry) && entry.value().empty() &&
                      StartsWithWord(entry.label(), "progression");
  if (!begins) return i;
  std::vector<std::string>& progression = plan_.microcycles[current_].progression;
  for (++i; i < outline_.size() && outline_[i].kind == EntryKind::kItem; ++i)
    progression.push_back(outline_[i].text);
  days().Close();
  return i;
}

std::size_t PlanReader::ReadInDay(std::size_t i) {
  const Entry& entry = outline_[i];
  if (set_aside_) return i + 1;
  const bool focus = IsOneOf(entry.label(), {"focus", "primary focus", "session focus"});
  const bool volume = IsOneOf(entry.label(), {"volume", "total volume"});
  if (focus || volume) {
    for (PlanDay* day : days().open()) SetOnce(focus ? day->focus : day->volume, entry.value());
    return i + 1;
  }
  if (is_cut()) return i + 1;
  std::vector<PlanExercise> exercises;
  const std::size_t next = ReadExercise(outline_, i, exercises);
  AddExercises(exercises);
  return next;
}

void PlanReader::AddExercises(const std::vector<PlanExercise>& exercises) {
  exercises_read_ += exercises.size();
  for (const PlanExercise& exercise : exercises) {
    for (PlanDay* day : days().open()) day->exercises.push_back(exercise);
    if (plan_.exercises.size() < kMaxExercises && seen_exercises_.insert(Fold(exercise.name)).second)
      plan_.exercises.push_back({exercise.name, exercise.key});
  }
}

std::size_t PlanReader::ReadOutsideDays(std::size_t i) {
  const Entry& entry = outline_[i];
  if (current_ != kNone) {
    Microcycle& microcycle = plan_.microcycles[current_];
    // A bold line without a colon is a heading of something else.
    if (entry.is_bold() && entry.kind == EntryKind::kLine && entry.label().empty())
      part_ = PlanPartOf(entry.text);
    if (part_ == PlanPart::kProgression) {
      microcycle.progression.push_back(entry.text);
    } else if (StartsWithWord(entry.label(), "progression") && !entry.value().empty()) {
      microcycle.progression.emplace_back(entry.value());
    } else if (const std::optional<WeekSpan> weeks = WeeksSaid(entry); weeks && !microcycle.week_start) {
      microcycle.week_start = weeks->first;
      microcycle.week_end = weeks->last;
    }
    return i + 1;
  }
  if (part_ == PlanPart::kPhilosophy) {
    AppendLine(plan_.philosophy, entry.text);
    return i + 1;
  }
  ReadMeta(i);
  return i + 1;
}

// Of the plan at large: before its first microcycle.
void PlanReader::ReadMeta(std::size_t i) {
  const Entry& entry = outline_[i];
  if (entry.label().empty() || !plan_.microcycles.empty()) return;
  if (!PlanMeta::IsGoal(entry.label()) || !entry.value().empty()) {
    meta_.Read(entry.label(), entry.value(), outline_.HeadingOf(i));
    return;
  }
  std::vector<std::string> goals;
  for (const Entry* child : outline_.Children(i)) goals.push_back(child->text);
  meta_.Read(entry.label(), absl::StrJoin(goals, "; "), outline_.HeadingOf(i));
}

void PlanReader::ReadModification(std::size_t i) {
  const Entry& entry = outline_[i];
  Modification modification;
  modification.date = modification_date_;
  std::string_view text = entry.text;
  if (const std::optional<DateMatch> match = FindDate(text); StartsWithDate(match)) {
    modification.date = ToIso(*match->date);
    text = TrimLeadingMarks(text.substr(match->end));
  }
  std::vector<std::string_view> parts;
  if (!text.empty()) parts.push_back(text);
  for (const Entry* child : outline_.Children(i)) parts.push_back(child->text);
  // A paragraph without a date of its own is a closing remark.
  const bool remark = entry.kind == EntryKind::kLine && modification.date == modification_date_;
  if (parts.empty() || remark || IsUnsaid(parts.front())) return;
  modification.text =
      absl::StrJoin(parts, "; ", [](std::string* out, std::string_view part) { out->append(part); });
  plan_.modifications.push_back(std::move(modification));
}

void PlanReader::ReadTableStart(const Entry& entry) {
  const Block* header = HeaderOf(entry);
  if (header == nullptr) return;
  exercise_columns_ = ExerciseColumns::Read(*header);
  week_grid_ = WeekGrid::Read(*header);
  day_table_.emplace(*header);
}

void PlanReader::ReadRow(std::size_t i) {
  const Entry& entry = outline_[i];
  const Block& row = *entry.block;
  if (HoldsNoTraining(part_)) return;
  if (week_grid_) {
    ReadWeekRow(entry, week_grid_->ReadRow(row));
  } else if (exercise_columns_) {
    if (const auto day = ReadDayHeading(exercise_columns_->Day(row), DayForm::kLine);
        day && !days().headed_is_open())
      days().OpenScheduled(RepeatOn(day->weekdays, day->number, day->title), entry.depth - 1);
    if (set_aside_ || is_cut()) return;
    if (const std::optional<PlanExercise> exercise = exercise_columns_->ReadRow(row))
      AddExercises({*exercise});
  } else if (std::vector<PlanDay> scheduled = day_table_ ? day_table_->ReadRow(row) : std::vector<PlanDay>();
             !scheduled.empty() && !days().headed_is_open()) {
    days().OpenScheduled(std::move(scheduled), entry.depth);
  } else if (current_ == kNone && !days().headed_is_open()) {
    ReadMeta(i);
    ReadMetaColumns(row);
  }
}

// "| Goal | Duration |": labels in the header, values below.
void PlanReader::ReadMetaColumns(const Block& row) {
  const Block* header = &row == blocks_.data() ? nullptr : &row - 1;
  if (header == nullptr || !header->header || !plan_.microcycles.empty()) return;
  for (std::size_t column = 0; column < std::min(header->lines.size(), row.lines.size()); ++column)
    meta_.Read(header->lines[column].text, row.lines[column].text, {});
}

// A row names its week, or gives the week of the microcycle it stands in.
void PlanReader::ReadWeekRow(const Entry& entry, WeekGrid::Row row) {
  if (row.days.empty()) return;
  if (row.week && !has_microcycle_headings_) {
    MicrocycleHeading heading;
    heading.kind = MicrocycleKind::kWeek;
    heading.name = "Week " + std::to_string(*row.week);
    heading.week_start = heading.week_end = row.week;
    OpenMicrocycle(entry, kBoldLevel, std::move(heading));
  }
  if (days().empty()) days().OpenScheduled(std::move(row.days), entry.depth);
}

void PlanReader::Finish() {
  meta_.Fill(plan_);
  if (!plan_.title && outline_.size() > 0 && HasBoldStart(outline_[0]) && outline_[0].is_bold() &&
      outline_[0].label().empty() && !ReadMicrocycleHeading(outline_[0].first()) &&
      !ReadDayHeading(outline_[0].first(), DayForm::kHeading))
    SetOnce(plan_.title, outline_[0].first());
  if (!plan_.title) {
    for (std::size_t i = 0; i < outline_.size() && !plan_.title; ++i) {
      const bool heading = outline_[i].kind == EntryKind::kHeading;
      const PlanPart part = heading ? PlanPartOf(outline_[i].text) : PlanPart::kOutside;
      // "4-Day Split" names a plan where it comes first.
      if ((part == PlanPart::kOther || (part == PlanPart::kPattern && i == 0)) &&
          !ReadMicrocycleHeading(outline_[i].text) && !ReadDayHeading(outline_[i].text, DayForm::kHeading))
        SetOnce(plan_.title, outline_[i].text);
    }
  }
  for (std::size_t i = 0; i < days_.size(); ++i) plan_.microcycles[i].days = days_[i].Take();
  plan_.weekly_pattern = pattern_.TakeWeek();
  if (plan_.microcycles.empty() && !plan_.weekly_pattern.empty()) {
    Microcycle week;
    week.days = std::exchange(plan_.weekly_pattern, {});
    week.source = {0, static_cast<std::uint32_t>(size_)};
    plan_.microcycles.push_back(std::move(week));
  }
  if (!plan_.duration_weeks && !meta_.is_open_ended()) {
    plan_.duration_weeks = plan_.title ? StatedWeeks(*plan_.title) : std::nullopt;
    const bool numbered =
        !plan_.microcycles.empty() &&
        std::all_of(plan_.microcycles.begin(), plan_.microcycles.end(),
                    [](const Microcycle& m) { return m.kind == MicrocycleKind::kWeek && m.week_end; });
    for (const Microcycle& week : plan_.microcycles) {
      if (numbered) plan_.duration_weeks = std::max(plan_.duration_weeks.value_or(0), *week.week_end);
    }
  }
}

}  // namespace liftmark::views
