// Workouts as they go over the wire: stored view bytes are copied into a reply, never parsed on the way.
#pragma once

#include <string>
#include <string_view>

#include "liftmark/workouts/v1/workout.pb.h"
#include "services/workouts/workout_store.h"

namespace liftmark::workouts {

// What a view needs from the database.
Wanted WantedFor(v1::WorkoutView view);

// The serialized liftmark.workouts.v1.Workout with the view's fields.
std::string WorkoutBytes(std::string_view user_id, const StoredWorkout& workout, v1::WorkoutView view);

// The message of a stored SMS. `view` says what it omits.
v1::Sms SmsMessage(std::string_view text, std::string_view view);

}  // namespace liftmark::workouts
