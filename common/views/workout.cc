#include "common/views/workout.h"

#include <algorithm>
#include <span>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "common/markdown/document.h"
#include "common/views/exercise_names.h"
#include "common/views/phrases.h"
#include "common/views/rules.h"
#include "common/views/workout_draft.h"
#include "common/views/workout_reader.h"

namespace liftmark::views {
namespace {

// "70 kg", "70kg": a number with the unit behind it.
int CountUnit(std::string_view text, std::string_view unit) {
  int count = 0;
  for (std::size_t at = text.find(unit); at != std::string_view::npos;
       at = text.find(unit, at + unit.size())) {
    const std::size_t before = at > 0 && text[at - 1] == ' ' ? at - 1 : at;
    if (before > 0 && IsDigit(text[before - 1])) ++count;
  }
  return count;
}

// The unit of weights without one: kilograms where the document writes these more often than pounds. Notes
// are left out: they compare.
WeightUnit UnitOf(std::span<const markdown::Block> blocks) {
  int kilograms = 0;
  int pounds = 0;
  bool in_notes = false;
  for (const markdown::Block& block : blocks) {
    if (block.kind == markdown::BlockKind::kHeading)
      in_notes = SectionOf(block.text()) == SectionKind::kNotes;
    if (in_notes) continue;
    for (const markdown::Line& line : block.lines) {
      if (StartsWithWord(line.text, "notes")) continue;
      if (line.text.find("kg") != std::string_view::npos &&
          ContainsAnyWord(line.text, {"all kg", "in kg", "units: kg", "unit: kg"}))
        return WeightUnit::kKilogram;
      kilograms += CountUnit(line.text, "kg");
      pounds += CountUnit(line.text, "lb");
    }
  }
  return kilograms > pounds ? WeightUnit::kKilogram : WeightUnit::kPound;
}

// Of each exercise, each once, cut to what an index takes.
template <class Field>
std::vector<std::string> Distinct(const Workout& workout, Field field) {
  std::vector<std::string> values;
  absl::flat_hash_set<std::string_view> seen;
  for (const WorkoutExercise& exercise : workout.exercises) {
    const std::string_view value = CutTo(exercise.*field, kMaxExerciseNameBytes);
    if (values.size() < kMaxExercises && !value.empty() && seen.insert(value).second)
      values.emplace_back(value);
  }
  return values;
}

}  // namespace

Workout BuildWorkout(std::string_view markdown) {
  WorkoutDraft draft;
  const absl::StatusOr<markdown::Document> document = markdown::Parse(markdown);
  if (!document.ok()) {
    draft.workout.diagnostics.push_back(rules::Unparsable(document.status()));
    return std::move(draft.workout);
  }
  draft.unit = UnitOf(document->blocks());
  WorkoutReader(markdown, draft).Read(document->blocks());
  FinishWorkout(draft);
  CheckWorkout(draft);
  for (ExerciseDraft& exercise : draft.exercises) {
    draft.workout.exercises.push_back(std::move(exercise.exercise));
  }
  return std::move(draft.workout);
}

std::vector<std::string> ExerciseList(const Workout& workout) {
  return Distinct(workout, &WorkoutExercise::name);
}
std::vector<std::string> ExerciseKeys(const Workout& workout) {
  return Distinct(workout, &WorkoutExercise::key);
}

}  // namespace liftmark::views
