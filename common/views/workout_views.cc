#include "common/views/workout_views.h"

#include <google/protobuf/arena.h>

#include "common/views/codec.h"

namespace liftmark::views {

WorkoutViews BuildWorkoutViews(std::string_view markdown) {
  WorkoutViews views;
  views.workout = BuildWorkout(markdown);
  views.sms = BuildSms(views.workout);
  google::protobuf::Arena arena;
  auto& message = *google::protobuf::Arena::CreateMessage<liftmark::workouts::v1::StructuredWorkout>(&arena);
  ToProto(views.workout, views.sms, message);
  views.view = message.SerializeAsString();
  views.json = ToJson(*message.GetDescriptor(), views.view);
  views.exercise_list = ExerciseList(views.workout);
  views.exercise_keys = ExerciseKeys(views.workout);
  return views;
}

Diagnostics DiagnosticsFor(const WorkoutViews& views, std::string_view workout_date) {
  Diagnostics diagnostics = views.workout.diagnostics;
  if (workout_date.empty()) return diagnostics;
  const Diagnostics of_date = CheckWorkoutDate(views.workout, workout_date);
  diagnostics.insert(diagnostics.end(), of_date.begin(), of_date.end());
  return diagnostics;
}

}  // namespace liftmark::views
