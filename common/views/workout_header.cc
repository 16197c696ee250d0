#include "common/views/workout_header.h"

#include <string>

#include "common/views/dates.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// A longer line is a sentence.
constexpr std::size_t kLongestFocusBytes = 80;

void SetOnce(std::optional<std::string>& field, std::string_view value) {
  value = Trim(value);
  if (!field && !value.empty()) field = std::string(value);
}

// The number after the word "Week" or "Day", where it is a single one.
std::optional<int> NumberAfter(std::string_view word, std::string_view text) {
  for (std::size_t at = FindWord(text, word); at != std::string_view::npos;
       at = FindWord(text, word, at + 1)) {
    const std::string_view rest = Trim(text.substr(at + word.size()));
    if (rest.empty() || !IsDigit(rest.front())) continue;
    const std::optional<DateMatch> date = FindDate(rest);
    if (date && date->begin == 0) continue;
    const std::optional<Range> range = ParseRange(rest);
    if (range && range->single()) return FirstNumber(rest);
  }
  return std::nullopt;
}

// "(Week 3, Day 1)" at the end of a program.
std::size_t FindPosition(std::string_view text) {
  const std::size_t open = text.rfind('(');
  if (open == std::string_view::npos || !text.ends_with(')')) return text.size();
  const std::string_view inside = text.substr(open);
  return NumberAfter("week", inside) || NumberAfter("day", inside) ? open : text.size();
}

}  // namespace

void WorkoutHeader::ReadDate(std::string_view text) {
  Workout& workout = draft_.workout;
  if (const std::optional<DateMatch> match = FindDate(text); match && match->date && !workout.date) {
    workout.date = ToIso(*match->date);
    workout.date_line = draft_.line;
  }
  if (const std::optional<int> weekday = FindWeekday(text); weekday && !workout.weekday) {
    workout.weekday = std::string(WeekdayName(*weekday));
    if (workout.date_line == 0) workout.date_line = draft_.line;
  }
  if (!workout.week) workout.week = NumberAfter("week", text);
  if (!workout.day) workout.day = NumberAfter("day", text);
}

void WorkoutHeader::ReadTitle(std::string_view text) {
  if (SaysRestDay(text)) draft_.says_rest = true;
  ReadDate(text);
  if (const std::optional<Labeled> labeled = SplitLabel(text)) {
    const LabelKind kind = LabelKindOf(labeled->label);
    if (kind == LabelKind::kDate) return;
    if (kind == LabelKind::kSession && draft_.workout.date) {
      if (SaysRestDay(labeled->value)) draft_.says_rest = true;
      return SetOnce(draft_.workout.title, labeled->value);
    }
  }
  SetOnce(draft_.workout.title, text);
}

void WorkoutHeader::ReadLabel(LabelKind kind, std::string_view value) {
  Workout& workout = draft_.workout;
  switch (kind) {
    case LabelKind::kFocus:
      if (SaysRestDay(value)) draft_.says_rest = true;
      SetOnce(workout.focus, value);
      break;
    case LabelKind::kLocation:
      SetOnce(workout.location, value);
      break;
    case LabelKind::kDuration:
      if (!draft_.stated_duration_min) draft_.stated_duration_min = ParseMinutes(value);
      break;
    case LabelKind::kProgram: {
      const std::size_t position = FindPosition(value);
      SetOnce(workout.program, value.substr(0, position));
      ReadDate(value.substr(position));
      break;
    }
    case LabelKind::kDate:
      ReadDate(value);
      break;
    case LabelKind::kWeek:
      workout.week = FirstNumber(value);
      break;
    case LabelKind::kDay:
      if (const std::optional<int> day = FirstNumber(value)) workout.day = day;
      ReadDate(value);
      break;
    case LabelKind::kSession:
      if (SaysRestDay(value)) draft_.says_rest = true;
      SetOnce(workout.title, value);
      break;
    default:
      break;
  }
}

void WorkoutHeader::ReadText(std::string_view text) {
  if (SaysRestDay(text)) draft_.says_rest = true;
  const std::optional<DateMatch> date = FindDate(text);
  const bool dates = !draft_.workout.date && (MatchWeekday(text) || (date && date->begin == 0));
  if (!draft_.workout.title || (dates && text.size() <= kLongestFocusBytes)) ReadDate(text);
  if (first_text_.empty() && text.size() <= kLongestFocusBytes && !text.ends_with('.') && !date) {
    first_text_ = text;
  }
}

void WorkoutHeader::ReadFence(std::string_view text) {
  while (!text.empty() && (text.front() == '=' || IsSpace(text.front()))) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '=' || IsSpace(text.back()))) text.remove_suffix(1);
  if (StartsWithWord(text, "end")) return;
  ReadDate(text);
  const std::size_t colon = text.rfind(':');
  if (colon != std::string_view::npos && SaysRestDay(text.substr(colon + 1))) draft_.says_rest = true;
  if (SaysRestDay(text)) draft_.says_rest = true;
}

void WorkoutHeader::ReadLeadingDate(std::string_view text) {
  if (const std::optional<DateMatch> date = FindDate(text); date && date->begin == 0)
    ReadDate(text.substr(0, date->end));
}

void WorkoutHeader::TakeFocusOfMessage() { SetOnce(draft_.workout.focus, first_text_); }

}  // namespace liftmark::views
