// A table of a workout: a row for each exercise, or a row for each set.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/views/quantities.h"

namespace liftmark::views {

class WorkoutTable {
 public:
  using Cells = std::vector<std::string_view>;

  struct Set {
    int number = 0;  // 0 where the table gives none
    LoggedSet set;
  };
  struct Row {
    std::string_view name;  // empty where the table has no such column, or the cell is empty
    std::vector<Set> sets;
    std::string target;  // "3 × 8 @ 60 lb", where the row prescribes
    std::string_view rest;
    std::string_view notes;
  };

  // `unit` is for weights without one, where the column says none.
  WorkoutTable(const Cells& header, WeightUnit unit);

  // Whether its columns are those of exercises or sets.
  bool readable() const { return readable_; }
  // Of weights without one.
  WeightUnit unit() const { return unit_; }

  // Views in the row point into `cells`.
  Row Read(const Cells& cells) const;

 private:
  enum class Column : std::uint8_t {
    kUnknown,
    kBlank,
    kName,
    kSetNumber,
    kSet,
    kSets,
    kReps,
    kWeight,
    kTime,
    kRpe,
    kRest,
    kNotes,
    kTarget,
    kDone
  };

  static Column ColumnOf(std::string_view title);
  std::string_view Cell(const Cells& cells, Column column) const;
  void ReadSetCells(const Cells& cells, Row& row) const;
  void ReadMeasures(const Cells& cells, Row& row) const;
  bool ReadDone(std::string_view done, Row& row) const;

  std::vector<Column> columns_;
  std::vector<int> set_numbers_;
  WeightUnit unit_;
  bool readable_ = false;
};

// The cells of "| a | b |"; empty where the line is none. A row of dashes has one cell of dashes each.
WorkoutTable::Cells SplitPipes(std::string_view line);
// The same, and the cells of a line from a spreadsheet, which tabs part.
WorkoutTable::Cells SplitCells(std::string_view line);
bool IsDelimiterRow(const WorkoutTable::Cells& cells);

}  // namespace liftmark::views
