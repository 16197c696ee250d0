// One exercise over many workouts. Pure.
#pragma once

#include <string>
#include <string_view>

#include "liftmark/workouts/v1/workout_service.pb.h"

namespace liftmark::workouts {

// Adds workouts in order of their dates, then tells sessions, records, trend and weeks.
class ProgressReport {
 public:
  // `key` as views::ExerciseKey makes it.
  explicit ProgressReport(std::string key) { response_.set_key(std::move(key)); }

  // `view` is a serialized StructuredWorkout. A workout without the exercise adds nothing.
  void Add(std::string_view workout_id, std::string_view workout_date, std::string_view view);

  // Once, at the end.
  v1::GetExerciseProgressResponse Finish();

 private:
  void AddExercise(const v1::WorkoutExercise& exercise, v1::ExerciseSession& session);
  // A record may be set by any set of the session, not only by its best one.
  void KeepRecords(const v1::ExerciseSession& session, const v1::WorkoutSet& set);
  void KeepVolume(const v1::ExerciseSession& session);
  void FindTrend();
  void AverageWeeks();

  v1::GetExerciseProgressResponse response_;
  v1::WorkoutExercise exercise_;  // keeps its memory from workout to workout
};

}  // namespace liftmark::workouts
