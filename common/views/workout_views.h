// Everything that is derived from a workout, built at once and ready to be stored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/views/diagnostic.h"
#include "common/views/sms.h"
#include "common/views/workout.h"

namespace liftmark::views {

struct WorkoutViews {
  Workout workout;
  Sms sms;
  std::string view;  // the serialized StructuredWorkout
  std::string json;  // the same as JSON
  std::vector<std::string> exercise_list;
  std::vector<std::string> exercise_keys;
};

WorkoutViews BuildWorkoutViews(std::string_view markdown);

// The document's own diagnostics, and those that depend on the date it is for; an empty date adds none.
Diagnostics DiagnosticsFor(const WorkoutViews& views, std::string_view workout_date);

}  // namespace liftmark::views
