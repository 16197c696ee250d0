// Reads a plan's outline from top to bottom.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/markdown/document.h"
#include "common/views/outline.h"
#include "common/views/plan.h"
#include "common/views/plan_days.h"
#include "common/views/plan_exercises.h"
#include "common/views/plan_headings.h"
#include "common/views/plan_meta.h"
#include "common/views/plan_tables.h"

namespace liftmark::views {

// More than any plan lists; what follows is left unread.
inline constexpr std::size_t kMaxExercisesRead = 2000;

class PlanReader {
 public:
  // `size` is that of the markdown, in bytes.
  PlanReader(std::span<const markdown::Block> blocks, std::size_t size);

  // Everything but the type and the diagnostics. Once.
  Plan Read();

  bool has_modification_history() const { return has_modification_history_; }
  bool is_cut() const { return exercises_read_ >= kMaxExercisesRead; }

 private:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

  // What a look at the whole document tells before it is read.
  void Survey();
  std::size_t ReadEntry(std::size_t i);

  void ReadHeading(std::size_t i);
  bool OpensMicrocycle(int level, const MicrocycleHeading& heading) const;
  void OpenMicrocycle(const Entry& entry, int level, MicrocycleHeading heading);
  void OpenSection(std::size_t i, int level);
  bool HoldsExercises(std::size_t heading) const;
  bool ListsDays(std::size_t heading) const;
  void EndMicrocycle(const Entry& entry);
  // The header of the table that `row` is the first row of; null elsewhere.
  const markdown::Block* HeaderOf(const Entry& row) const;

  bool ReadDayLine(std::size_t i);
  std::size_t ReadProgression(std::size_t i);
  std::size_t ReadInDay(std::size_t i);
  std::size_t ReadOutsideDays(std::size_t i);
  void ReadMeta(std::size_t i);
  void ReadMetaColumns(const markdown::Block& row);
  void ReadModification(std::size_t i);
  void ReadTableStart(const Entry& entry);
  void ReadRow(std::size_t i);
  void ReadWeekRow(const Entry& entry, WeekGrid::Row row);

  PlanDays& days() { return current_ == kNone ? pattern_ : days_[current_]; }
  void AddExercises(const std::vector<PlanExercise>& exercises);
  void Finish();

  std::span<const markdown::Block> blocks_;
  Outline outline_;
  std::size_t size_;
  Plan plan_;

  // Of the whole document.
  bool has_microcycle_headings_ = false;
  bool has_day_marks_ = false;

  std::unordered_map<std::string, std::size_t> known_;  // indices of microcycles by what they are called
  std::vector<PlanDays> days_;                          // of the microcycles
  PlanDays pattern_;                                    // of the plan at large
  std::size_t current_ = kNone;                         // index of the microcycle; kNone outside
  int microcycle_level_ = 0;                            // of the heading of the current one
  int first_level_ = 0;                                 // of the first microcycle's heading
  PlanPart part_ = PlanPart::kOther;
  int part_level_ = 0;
  bool set_aside_ = false;  // inside a day, under a heading for warm-ups and the like

  std::optional<ExerciseColumns> exercise_columns_;
  std::optional<WeekGrid> week_grid_;
  std::optional<DayTable> day_table_;

  std::size_t exercises_read_ = 0;
  std::unordered_set<std::string> seen_exercises_;
  PlanMeta meta_;
  std::optional<std::string> modification_date_;  // of the heading that modifications stand under
  bool has_modification_history_ = false;
};

}  // namespace liftmark::views
