#include <string>

#include "absl/strings/str_cat.h"
#include "common/views/dates.h"
#include "common/views/rules.h"
#include "common/views/workout_draft.h"

namespace liftmark::views {
namespace {

void CheckSections(const WorkoutDraft& draft, Diagnostics& diagnostics) {
  const auto warn = [&](std::string_view rule, std::string text) {
    diagnostics.push_back(rules::Warning(rule, 0, std::move(text)));
  };
  if (!draft.workout.title) warn(rules::kWorkoutMissingTitle, "No heading names the workout");
  if (draft.workout.is_rest_day) return;
  if (!draft.workout.warm_up) warn(rules::kWorkoutMissingWarmUp, "There is no section \"Warm-Up\"");
  if (!draft.has_main) warn(rules::kWorkoutMissingMain, "There is no section \"Main Workout\"");
  if (!draft.workout.cool_down) warn(rules::kWorkoutMissingCoolDown, "There is no section \"Cool Down\"");
}

void CheckWeekday(const Workout& workout, Diagnostics& diagnostics) {
  const std::optional<Date> date = workout.date ? ParseIsoDate(*workout.date) : std::nullopt;
  if (!date || !workout.weekday) return;
  const std::string weekday(WeekdayName(WeekdayOf(*date)));
  if (weekday == *workout.weekday) return;
  diagnostics.push_back(
      rules::Warning(rules::kWorkoutWeekdayMismatch, workout.date_line,
                     absl::StrCat(*workout.date, " is a ", weekday, ", not a ", *workout.weekday)));
}

void CheckSets(const WorkoutDraft& draft, Diagnostics& diagnostics) {
  for (const ExerciseDraft& exercise : draft.exercises) {
    if (exercise.set_is_unread) {
      diagnostics.push_back(
          rules::Warning(rules::kWorkoutSetUnread, exercise.line,
                         absl::StrCat("A set of ", exercise.exercise.name, " says no reps or time")));
    }
    if (exercise.weight_is_unclear) {
      diagnostics.push_back(rules::Warning(rules::kWorkoutWeightUnclear, exercise.line,
                                           absl::StrCat("A weight of ", exercise.exercise.name,
                                                        " is not one number; the volume leaves it out")));
    }
  }
}

}  // namespace

void CheckWorkout(WorkoutDraft& draft) {
  Diagnostics& diagnostics = draft.workout.diagnostics;
  if (draft.exercises.empty() && !draft.workout.is_rest_day) {
    diagnostics.push_back(rules::Failure(rules::kWorkoutEmpty, 0, "No exercise was found, and no rest day"));
  }
  CheckSections(draft, diagnostics);
  CheckWeekday(draft.workout, diagnostics);
  CheckSets(draft, diagnostics);
  if (draft.is_too_long) {
    diagnostics.push_back(rules::Warning(rules::kWorkoutTooLong, 0,
                                         absl::StrCat("More than ", kMaxExercises, " exercises or ", kMaxSets,
                                                      " sets; the rest is left out")));
  }
  if (draft.volume_is_clamped) {
    diagnostics.push_back(
        rules::Warning(rules::kWorkoutVolumeClamped, 0, "The volume is too large to be stored"));
  }
}

Diagnostics CheckWorkoutDate(const Workout& workout, std::string_view workout_date) {
  Diagnostics diagnostics;
  const absl::string_view expected(workout_date.data(), workout_date.size());
  if (!workout.date) {
    diagnostics.push_back(
        rules::Warning(rules::kWorkoutDateMissing, workout.date_line,
                       absl::StrCat("The title states no whole date; the workout is for ", expected)));
  } else if (*workout.date != workout_date) {
    diagnostics.push_back(
        rules::Warning(rules::kWorkoutDateMismatch, workout.date_line,
                       absl::StrCat("The document says ", *workout.date, "; the workout is for ", expected)));
  }
  return diagnostics;
}

}  // namespace liftmark::views
