// A workout while it is read: the view, and what only the finish needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/views/quantities.h"
#include "common/views/workout.h"

namespace liftmark::views {

// Beyond these a document is no workout of a day; what exceeds them is left out.
inline constexpr std::size_t kMaxExercises = 500;
inline constexpr int kMaxSets = 1000;

struct ExerciseDraft {
  WorkoutExercise exercise;
  std::uint32_t line = 0;
  // "2x8@95, 1x6@115": a log or a prescription; the whole document decides.
  std::vector<Scheme> schemes;
  std::string scheme_text;
  std::uint32_t scheme_line = 0;
  // "60, 60, 62.5" and "8, 8, 7", each below a label of its own.
  std::string loads;
  std::string reps;
  bool target_is_pieced = false;   // put together from such labels
  std::vector<double> pounds;      // of each of its sets, not rounded; 0 where there is no weight
  bool weight_is_unclear = false;  // of any of its sets
  bool set_is_unread = false;      // any of them
};

struct WorkoutDraft {
  Workout workout;
  std::uint32_t line = 0;  // that is being read
  std::vector<ExerciseDraft> exercises;
  std::optional<Range> stated_duration_min;
  WeightUnit unit = WeightUnit::kPound;  // of weights without one
  int sets = 0;
  bool says_rest = false;
  bool is_message = false;  // sections by plain labels, as in a text message: a prescription
  bool has_targets = false;
  bool has_main = false;  // a section for exercises
  bool is_too_long = false;
  bool volume_is_clamped = false;
};

// Adds a set as the view has it. `number` is the one the document gives it, 0 where it gives none.
void AddSet(const LoggedSet& set, int number, bool warmup, ExerciseDraft& exercise, WorkoutDraft& draft);

void AddSets(const std::vector<Scheme>& schemes, ExerciseDraft& exercise, WorkoutDraft& draft);

// Decides between logs and prescriptions, and sums up.
void FinishWorkout(WorkoutDraft& draft);

// Warnings and errors of a finished workout.
void CheckWorkout(WorkoutDraft& draft);

}  // namespace liftmark::views
