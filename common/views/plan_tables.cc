#include "common/views/plan_tables.h"

#include <algorithm>
#include <string_view>

#include "common/views/dates.h"
#include "common/views/phrases.h"
#include "common/views/plan_days.h"
#include "common/views/plan_headings.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

constexpr std::size_t kMinWeekdayColumns = 3;

std::string_view Cell(const markdown::Block& row, std::size_t column) {
  return column < row.lines.size() ? row.lines[column].text : std::string_view();
}

}  // namespace

DayTable::DayTable(const markdown::Block& header) {
  std::optional<std::size_t> title;
  for (std::size_t column = 1; column < header.lines.size(); ++column) {
    const std::string_view name = header.lines[column].text;
    if (!title &&
        ContainsAnyWord(name, {"workout", "session", "training", "type", "activity", "split", "title"}))
      title = column;
    if (!focus_ && ContainsAnyWord(name, {"focus", "emphasis"})) focus_ = column;
  }
  // A table without a column for titles says them as the focus, or behind the day.
  if (title) title_ = *title;
  if (!title && focus_) {
    title_ = *focus_;
    focus_.reset();
  }
}

std::vector<PlanDay> DayTable::ReadRow(const markdown::Block& row) const {
  const std::optional<DayHeading> heading = ReadDayHeading(Cell(row, 0), DayForm::kLine);
  if (!heading) return {};
  const std::string_view title =
      IsUnsaid(Cell(row, title_)) ? std::string_view(heading->title) : Cell(row, title_);
  std::vector<PlanDay> days = RepeatOn(heading->weekdays, heading->number, title);
  for (PlanDay& day : days) {
    if (focus_ && !IsUnsaid(Cell(row, *focus_))) day.focus.emplace(Cell(row, *focus_));
  }
  return days;
}

std::optional<WeekGrid> WeekGrid::Read(const markdown::Block& header) {
  WeekGrid grid;
  std::size_t found = 0;
  for (const markdown::Line& cell : header.lines) {
    const std::optional<WeekdayMatch> match = MatchWeekday(cell.text);
    if (match) ++found;
    grid.weekdays_.push_back(match ? std::optional(match->weekday) : std::nullopt);
  }
  if (found < kMinWeekdayColumns) return std::nullopt;
  grid.counts_weeks_ = ContainsAnyWord(Cell(header, 0), {"week", "weeks", "wk"});
  return grid;
}

WeekGrid::Row WeekGrid::ReadRow(const markdown::Block& row) const {
  Row result;
  if (!weekdays_.front()) {
    const std::string_view label = Cell(row, 0);
    const std::optional<WeekSpan> span = FindWeekSpan(label);
    if (span) result.week = span->first;
    if (!span && counts_weeks_) result.week = FirstNumber(label);
  }
  for (std::size_t column = 0; column < weekdays_.size(); ++column) {
    if (!weekdays_[column] || IsUnsaid(Cell(row, column))) continue;
    result.days.push_back(RepeatOn({*weekdays_[column]}, std::nullopt, Cell(row, column)).front());
  }
  return result;
}

}  // namespace liftmark::views
