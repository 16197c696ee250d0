#include "common/views/plan_days.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "common/views/dates.h"
#include "common/views/phrases.h"
#include "common/views/plan_exercises.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// More days than a schedule has, and titles longer than any, are not compared with each other.
constexpr std::size_t kMaxScheduleDays = 50;
constexpr std::size_t kMaxTitleBytes = 200;
// Days of a week that share a section.
constexpr std::size_t kMaxRepeats = 7;

// Words with single spaces: "Upper 1 (Horizontal emphasis)" and "Upper 1: Horizontal Emphasis" are one title.
std::string TitleKey(std::string_view title) {
  std::string key;
  for (const char c : Fold(CutTo(title, kMaxTitleBytes))) {
    const bool in_word = IsLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (in_word) {
      key.push_back(c);
    } else if (!key.empty() && key.back() != ' ') {
      key.push_back(' ');
    }
  }
  if (key.ends_with(' ')) key.pop_back();
  return key;
}

bool BeginsWith(std::string_view key, std::string_view beginning) {
  return !beginning.empty() && key.starts_with(beginning) &&
         (key.size() == beginning.size() || key[beginning.size()] == ' ');
}

bool IsSameTitle(std::string_view a, std::string_view b) { return BeginsWith(a, b) || BeginsWith(b, a); }

}  // namespace

std::vector<PlanDay> RepeatOn(const std::vector<int>& weekdays, std::optional<int> number,
                              std::string_view title) {
  PlanDay day;
  day.day_number = number;
  if (!title.empty()) day.title.emplace(title);
  if (weekdays.empty()) return {day};
  std::vector<PlanDay> days;
  for (const int weekday : weekdays) {
    day.weekday = WeekdayName(weekday);
    days.push_back(day);
  }
  return days;
}

ListedDay ReadListedDay(std::string_view title) {
  const SpacedDash dash = FindSpacedDash(title);
  const std::size_t colon = title.find(": ");
  const std::size_t parenthesis = title.find(" (");
  for (const std::size_t at : {colon, dash.position, parenthesis}) {
    if (at == std::string_view::npos || at == 0) continue;
    std::string_view list = TrimLeadingMarks(title.substr(at));
    if (at == parenthesis) list = list.substr(1, FindClosing(list, 0) - 1);
    if (std::vector<PlanExercise> exercises = ReadExerciseList(list); !exercises.empty())
      return {TrimEnding(title.substr(0, at)), std::move(exercises)};
  }
  return {title, ReadExerciseList(title)};
}

void PlanDays::Open(bool headed, std::vector<PlanDay> days) {
  open_.clear();
  headed_ = headed;
  for (PlanDay& day : days) {
    open_.push_back(opened().size());
    opened().push_back(std::move(day));
  }
}

void PlanDays::OpenHeaded(std::vector<PlanDay> days, int level) {
  Open(true, std::move(days));
  level_ = level;
  depth_ = -1;
}

void PlanDays::OpenScheduled(std::vector<PlanDay> days, int depth) {
  for (const PlanDay& day : days) {
    if (scheduled_titles_.size() < kMaxScheduleDays)
      scheduled_titles_.push_back(day.title ? TitleKey(*day.title) : std::string());
  }
  Open(false, std::move(days));
  level_ = std::numeric_limits<int>::max();
  depth_ = depth;
}

bool PlanDays::OpenByTitle(std::string_view title, int level) {
  const std::string key = TitleKey(title);
  std::vector<std::size_t> same;
  std::optional<std::size_t> alike;
  for (std::size_t i = 0; i < scheduled_titles_.size(); ++i) {
    if (scheduled_titles_[i] == key && !key.empty()) {
      if (same.size() < kMaxRepeats) same.push_back(i);
    } else if (!alike && scheduled_days_[i].exercises.empty() && IsSameTitle(key, scheduled_titles_[i])) {
      alike = i;
    }
  }
  if (same.empty() && alike) same.push_back(*alike);
  if (same.empty()) return false;
  headed_ = false;
  open_ = std::move(same);
  level_ = level;
  depth_ = -1;
  return true;
}

std::vector<PlanDay*> PlanDays::open() {
  std::vector<PlanDay*> days;
  days.reserve(open_.size());
  for (const std::size_t i : open_) days.push_back(&opened()[i]);
  return days;
}

std::vector<PlanDay> PlanDays::Take() {
  if (headed_days_.empty()) return std::move(scheduled_days_);
  for (PlanDay& day : headed_days_) {
    if (day.weekday || !day.title) continue;
    const std::string key = TitleKey(*day.title);
    for (std::size_t i = 0; i < scheduled_titles_.size(); ++i) {
      PlanDay& scheduled = scheduled_days_[i];
      const bool same_number = day.day_number && scheduled.day_number == day.day_number;
      if (!scheduled.weekday || (!same_number && !IsSameTitle(key, scheduled_titles_[i]))) continue;
      day.weekday = std::exchange(scheduled.weekday, std::nullopt);
      break;
    }
  }
  return std::move(headed_days_);
}

std::vector<PlanDay> PlanDays::TakeWeek() {
  if (headed_days_.empty()) return Take();
  const bool fits = scheduled_days_.size() <= kMaxScheduleDays;
  std::vector<PlanDay> days = Take();
  const auto has_weekday = [](const PlanDay& day) { return day.weekday.has_value(); };
  if (!fits || !std::all_of(days.begin(), days.end(), has_weekday)) return days;
  for (PlanDay& scheduled : scheduled_days_) {
    const auto same_weekday = [&](const PlanDay& day) { return day.weekday == scheduled.weekday; };
    if (scheduled.weekday && std::none_of(days.begin(), days.end(), same_weekday))
      days.push_back(std::move(scheduled));
  }
  std::vector<PlanDay> week;
  for (int weekday = 0; weekday < 7; ++weekday) {
    for (PlanDay& day : days) {
      if (day.weekday == WeekdayName(weekday)) week.push_back(std::move(day));
    }
  }
  return week;
}

}  // namespace liftmark::views
