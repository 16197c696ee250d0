// Any bytes give a workout: within bounds, with totals that are those of its sets, and always the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/views/workout_views.h"
#include "tests/fuzz/fuzz_check.h"

using liftmark::fuzz::Check;

namespace {

void CheckNames(const std::vector<std::string>& names) {
  Check(names.size() <= 500, "as many names as an index takes");
  for (const std::string& name : names)
    Check(!name.empty() && name.size() <= 200, "names that an index takes");
}

int SetsOf(const liftmark::views::Workout& workout) {
  int sets = 0;
  for (const liftmark::views::WorkoutExercise& exercise : workout.exercises) {
    sets += static_cast<int>(exercise.sets.size());
  }
  return sets;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const liftmark::views::WorkoutViews views = liftmark::views::BuildWorkoutViews(source);
  const liftmark::views::Workout& workout = views.workout;
  CheckNames(views.exercise_list);
  CheckNames(views.exercise_keys);
  const int sets = SetsOf(workout);
  Check(sets == 0 || workout.total_sets == sets, "as many sets as are logged");
  Check(workout.working_sets <= workout.total_sets, "warm-ups are sets");
  Check(workout.working_volume_lbs <= workout.total_volume_lbs, "warm-ups have volume");
  Check(workout.total_volume_lbs >= 0, "a volume");
  Check(!workout.exercises.empty() || workout.is_rest_day || HasErrors(workout.diagnostics),
        "a workout or a reason");
  Check(views.view == liftmark::views::BuildWorkoutViews(source).view, "the same view of the same bytes");
  return 0;
}
