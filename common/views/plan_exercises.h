// The exercises of a plan: names with what is prescribed for them, in lists, paragraphs and tables.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/markdown/document.h"
#include "common/views/outline.h"
#include "common/views/plan.h"

namespace liftmark::views {

// Where sets and reps begin in a line ("Back Squat 4 × 5 @ 75%"); npos where it prescribes nothing.
std::size_t FindPrescription(std::string_view text);

// Whether a line gives an exercise and what to do of it.
bool IsPrescribed(const Entry& entry);

// "Bench 4x8, Row 4x8; face pulls": the exercises that one line lists, at least two of them prescribed. Empty
// where the line is anything else.
std::vector<PlanExercise> ReadExerciseList(std::string_view line);

// What is no main work: warm-ups, cool-downs, cardio, notes, progressions of weeks.
bool IsSetAside(std::string_view title);

// Labels inside a day that name no exercise: "Focus", "Volume", "Rest", and what is set aside.
bool IsRemarkLabel(std::string_view label);

// Reads the exercise that entry `i` of a day is, where it is one, and adds it to `exercises`. Answers the
// entry to go on with: past what hangs below an exercise or is set aside, inside a group.
std::size_t ReadExercise(const Outline& outline, std::size_t i, std::vector<PlanExercise>& exercises);

// The columns of a table, by its header row.
class ExerciseColumns {
 public:
  // Nothing where no column holds exercises.
  static std::optional<ExerciseColumns> Read(const markdown::Block& header);

  // Nothing for a row without a name.
  std::optional<PlanExercise> ReadRow(const markdown::Block& row) const;

  // The cell that says the day; empty where no column does.
  std::string_view Day(const markdown::Block& row) const;

 private:
  std::string_view Cell(const markdown::Block& row, std::optional<std::size_t> column) const;
  std::string Intensity(const markdown::Block& row) const;

  std::size_t name_ = 0;
  std::optional<std::size_t> day_, scheme_, sets_, reps_, intensity_, notes_;
  std::string_view measure_;  // of the column of intensities: "RPE", "RIR", "%"; empty for loads
};

}  // namespace liftmark::views
