// A workout's markdown as data. The shape is liftmark.workouts.v1.StructuredWorkout; the comments there hold
// here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/views/diagnostic.h"
#include "common/views/quantities.h"

namespace liftmark::views {

// Raise it with every change of what the builder makes of some document: every cache is then stale at once.
inline constexpr int kWorkoutBuilderVersion = 10;

struct Routine {
  std::optional<int> duration_min;
  std::vector<std::string> items;
};

struct WorkoutSet {
  int set_number = 0;
  std::optional<double> weight_lbs;
  std::optional<double> weight;
  std::optional<std::string> unit;
  std::optional<int> reps;
  std::optional<int> seconds;
  std::optional<double> rpe;
  bool warmup = false;
  bool per_side = false;
  bool bodyweight = false;
  std::optional<std::string> note;

  std::uint32_t line = 0;  // of the source, from 1; not part of the message
};

struct WorkoutExercise {
  int order = 0;
  std::string name;
  std::string key;
  std::optional<std::string> section;
  std::optional<std::string> superset;
  std::optional<Target> target;
  std::vector<WorkoutSet> sets;
  std::optional<int> rest_seconds;
  std::optional<std::string> notes;

  // Where its title and its target stand, from 1, 0 where there is none; not part of the message.
  std::uint32_t line = 0;
  std::uint32_t target_line = 0;
};

struct Workout {
  std::optional<std::string> title;
  std::optional<std::string> date;
  std::optional<std::string> weekday;
  std::optional<std::string> program;
  std::optional<int> week;
  std::optional<int> day;
  std::optional<std::string> focus;
  std::optional<std::string> location;
  bool is_rest_day = false;
  std::optional<Routine> warm_up;
  std::optional<Routine> cool_down;
  std::vector<WorkoutExercise> exercises;
  std::vector<std::string> notes;
  int total_sets = 0;
  int total_volume_lbs = 0;
  int working_sets = 0;
  int working_volume_lbs = 0;
  bool volume_is_partial = false;
  std::optional<int> estimated_duration_min;
  Diagnostics diagnostics;

  // Where the document states its date or weekday, from 1; not part of the message.
  std::uint32_t date_line = 0;
};

// Pure: the same bytes give the same workout. A document that cannot be understood gives a workout with
// diagnostics; one that cannot be parsed at all gives only an error diagnostic.
Workout BuildWorkout(std::string_view markdown);

// The rules that need the date the workout is for. Rules of dates inside the document stand in its own
// diagnostics.
Diagnostics CheckWorkoutDate(const Workout& workout, std::string_view workout_date);

// Names in order of first appearance, each once; and their keys. At most 500, of at most 200 bytes each, so
// that the database's GIN indexes take them.
std::vector<std::string> ExerciseList(const Workout& workout);
std::vector<std::string> ExerciseKeys(const Workout& workout);

}  // namespace liftmark::views
