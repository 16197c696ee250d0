// Tables of a plan that list days: one to a row, or one to a column.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "common/markdown/document.h"
#include "common/views/plan.h"

namespace liftmark::views {

// "| Day | Workout | Focus |": a day to a row.
class DayTable {
 public:
  explicit DayTable(const markdown::Block& header);

  // Empty for a row whose first cell is no day.
  std::vector<PlanDay> ReadRow(const markdown::Block& row) const;

 private:
  std::size_t title_ = 1;
  std::optional<std::size_t> focus_;
};

// "| Week | Monday | Wednesday | Friday |": a day to a column, a week to a row.
class WeekGrid {
 public:
  // Nothing where fewer than three columns are weekdays.
  static std::optional<WeekGrid> Read(const markdown::Block& header);

  struct Row {
    std::optional<int> week;  // where the row names one
    std::vector<PlanDay> days;
  };
  Row ReadRow(const markdown::Block& row) const;

 private:
  std::vector<std::optional<int>> weekdays_;  // by column
  bool counts_weeks_ = false;                 // the first column does
};

}  // namespace liftmark::views
