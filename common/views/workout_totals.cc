#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/views/exercise_names.h"
#include "common/views/workout_draft.h"

namespace liftmark::views {
namespace {

// What is not said takes this long.
constexpr double kSecondsPerRep = 4;
constexpr double kDefaultRestSeconds = 90;
constexpr double kSecondsPerMinute = 60;

double PoundsOf(const LoggedSet& set) {
  if (!set.weight) return 0;
  return set.unit == WeightUnit::kKilogram ? *set.weight * kPoundsPerKilogram : *set.weight;
}

// Half up; clamped to what the column holds.
int RoundVolume(double pounds) {
  constexpr double kMost = std::numeric_limits<int>::max();
  return static_cast<int>(std::min(std::floor(pounds + 0.5), kMost));
}

// A document logs its compact schemes unless it is a message, or prescribes anywhere, or only prescribes.
bool LogsSchemes(const WorkoutDraft& draft) {
  if (draft.is_message || (draft.has_targets && draft.sets == 0)) return false;
  return std::none_of(draft.exercises.begin(), draft.exercises.end(), [](const ExerciseDraft& exercise) {
    return std::any_of(exercise.schemes.begin(), exercise.schemes.end(),
                       [](const Scheme& s) { return s.prescriptive; });
  });
}

// Loads and repetitions below labels of their own are sets where either is a list: they take the place of
// what these labels alone would make a target.
void SettleLists(ExerciseDraft& exercise, WorkoutDraft& draft) {
  if (!exercise.schemes.empty() || !exercise.exercise.sets.empty()) return;
  std::vector<Scheme> schemes = ListedSets(exercise.loads, exercise.reps, draft.unit);
  if (schemes.empty()) return;
  std::optional<Target>& target = exercise.exercise.target;
  if (target && !exercise.target_is_pieced) {
    draft.line = exercise.scheme_line;
    return AddSets(schemes, exercise, draft);
  }
  target.reset();
  exercise.schemes = std::move(schemes);
  exercise.scheme_text = absl::StrCat(exercise.schemes.size(), " × ", exercise.reps,
                                      exercise.loads.empty() ? "" : " @ ", exercise.loads);
}

// Schemes above logged sets are what they were to be.
void SettleSchemes(bool logged, ExerciseDraft& exercise, WorkoutDraft& draft) {
  if (exercise.schemes.empty()) return;
  if (!logged || !exercise.exercise.sets.empty()) {
    if (!exercise.exercise.target) {
      exercise.exercise.target = ParseTarget(exercise.scheme_text, draft.unit);
      exercise.exercise.target_line = exercise.scheme_line;
    }
    return;
  }
  draft.line = exercise.scheme_line;
  AddSets(exercise.schemes, exercise, draft);
}

// The time of a set with the rest after it.
double SecondsOf(std::optional<int> reps, std::optional<int> seconds, std::optional<int> rest) {
  return seconds ? *seconds + rest.value_or(kDefaultRestSeconds)
                 : reps.value_or(0) * kSecondsPerRep + rest.value_or(kDefaultRestSeconds);
}

double SecondsOf(const WorkoutExercise& exercise) {
  double total = 0;
  for (const WorkoutSet& set : exercise.sets)
    total += SecondsOf(set.reps, set.seconds, exercise.rest_seconds);
  if (exercise.sets.empty() && exercise.target) {
    total += exercise.target->sets.value_or(0) *
             SecondsOf(exercise.target->reps, exercise.target->seconds, exercise.rest_seconds);
  }
  return total;
}

std::optional<int> EstimateMinutes(const WorkoutDraft& draft) {
  if (draft.stated_duration_min) return static_cast<int>(std::ceil(draft.stated_duration_min->high));
  const Workout& workout = draft.workout;
  double seconds = 0;
  for (const std::optional<Routine>* routine : {&workout.warm_up, &workout.cool_down}) {
    if (*routine) seconds += (*routine)->duration_min.value_or(0) * kSecondsPerMinute;
  }
  for (const ExerciseDraft& exercise : draft.exercises) seconds += SecondsOf(exercise.exercise);
  if (seconds == 0) return std::nullopt;
  return static_cast<int>(std::ceil(seconds / kSecondsPerMinute));
}

void SumUp(WorkoutDraft& draft) {
  Workout& workout = draft.workout;
  double volume = 0;
  double working_volume = 0;
  int logged = 0;
  int prescribed = 0;
  for (const ExerciseDraft& exercise : draft.exercises) {
    const std::vector<WorkoutSet>& sets = exercise.exercise.sets;
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const double pounds = exercise.pounds[i] * sets[i].reps.value_or(0);
      volume += pounds;
      ++logged;
      if (sets[i].warmup) continue;
      working_volume += pounds;
      ++workout.working_sets;
    }
    if (exercise.exercise.target) prescribed += exercise.exercise.target->sets.value_or(0);
  }
  workout.total_sets = logged > 0 ? logged : prescribed;
  if (logged == 0) workout.working_sets = prescribed;
  workout.total_volume_lbs = RoundVolume(volume);
  workout.working_volume_lbs = RoundVolume(working_volume);
  draft.volume_is_clamped = volume > std::numeric_limits<int>::max();
}

}  // namespace

void AddSet(const LoggedSet& set, int number, bool warmup, ExerciseDraft& exercise, WorkoutDraft& draft) {
  if (draft.sets == kMaxSets) {
    draft.is_too_long = true;
    return;
  }
  ++draft.sets;
  std::vector<WorkoutSet>& sets = exercise.exercise.sets;
  WorkoutSet& added = sets.emplace_back();
  added.set_number = number > 0 ? number : static_cast<int>(sets.size());
  if (set.weight) {
    added.weight_lbs = ToPounds(*set.weight, set.unit);
    added.weight = set.weight;
    added.unit = std::string(UnitName(set.unit));
  }
  added.reps = set.reps;
  added.seconds = set.seconds;
  added.rpe = set.rpe;
  added.warmup = warmup || set.warmup;
  added.per_side = set.per_side;
  added.bodyweight = set.bodyweight;
  if (!set.note.empty()) added.note = std::string(set.note);
  added.line = draft.line;
  exercise.pounds.push_back(PoundsOf(set));
  exercise.weight_is_unclear = exercise.weight_is_unclear || set.weight_is_unclear;
}

void AddSets(const std::vector<Scheme>& schemes, ExerciseDraft& exercise, WorkoutDraft& draft) {
  for (const Scheme& scheme : schemes) {
    for (int i = 0; i < scheme.sets; ++i) AddSet(scheme.set, 0, false, exercise, draft);
  }
}

void FinishWorkout(WorkoutDraft& draft) {
  if (draft.exercises.size() > kMaxExercises) {
    draft.exercises.resize(kMaxExercises);
    draft.is_too_long = true;
  }
  for (ExerciseDraft& exercise : draft.exercises) SettleLists(exercise, draft);
  const bool logged = LogsSchemes(draft);
  Workout& workout = draft.workout;
  int order = 0;
  for (ExerciseDraft& exercise : draft.exercises) {
    SettleSchemes(logged, exercise, draft);
    exercise.exercise.order = ++order;
    exercise.exercise.key = ExerciseKey(exercise.exercise.name);
    workout.volume_is_partial = workout.volume_is_partial || exercise.weight_is_unclear;
  }
  workout.is_rest_day = draft.says_rest && draft.exercises.empty();
  SumUp(draft);
  workout.estimated_duration_min = EstimateMinutes(draft);
}

}  // namespace liftmark::views
