// The days of one microcycle, or of the plan at large, while a plan is read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/views/plan.h"

namespace liftmark::views {

// A day that repeats on several weekdays is one for each.
std::vector<PlanDay> RepeatOn(const std::vector<int>& weekdays, std::optional<int> number,
                              std::string_view title);

// "Upper A: Bench 4x8, Row 4x8", "Upper A (Bench 4x8, Row 4x8)": a day's title with its exercises behind it.
// Without exercises the title is all of the text.
struct ListedDay {
  std::string_view title;
  std::vector<PlanExercise> exercises;
};
ListedDay ReadListedDay(std::string_view title);

class PlanDays {
 public:
  // Opens days under a heading or a bold line of their own: what is read next belongs to all of them.
  void OpenHeaded(std::vector<PlanDay> days, int level);

  // Opens days of a schedule, an item or a row; only what hangs below `depth` belongs to them.
  void OpenScheduled(std::vector<PlanDay> days, int depth);

  // Opens the days read before that a section is about, by their title: "## Push A" after a table of the
  // week. False where there is none.
  bool OpenByTitle(std::string_view title, int level);

  void Close() { open_.clear(); }
  bool is_open() const { return !open_.empty(); }
  bool headed_is_open() const { return is_open() && headed_; }
  int level() const { return level_; }
  int depth() const { return depth_; }
  bool empty() const { return headed_days_.empty() && scheduled_days_.empty(); }

  // The open days.
  std::vector<PlanDay*> open();

  // The days with a heading, with the weekdays of the schedule where they have none; the schedule where there
  // are none.
  std::vector<PlanDay> Take();

  // The same, and the schedule's other days, where a schedule of the whole week has headings for some of its
  // days only.
  std::vector<PlanDay> TakeWeek();

 private:
  std::vector<PlanDay>& opened() { return headed_ ? headed_days_ : scheduled_days_; }
  void Open(bool headed, std::vector<PlanDay> days);

  std::vector<PlanDay> headed_days_;
  std::vector<PlanDay> scheduled_days_;
  std::vector<std::string> scheduled_titles_;  // to compare, of the first of them
  bool headed_ = true;
  std::vector<std::size_t> open_;  // indices of opened()
  int level_ = 0;
  int depth_ = 0;
};

}  // namespace liftmark::views
