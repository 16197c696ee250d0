#include "common/views/codec.h"

#include "common/views/codec_parts.h"

namespace liftmark::views {
namespace {

namespace pb = liftmark::workouts::v1;

void ToProto(const Routine& routine, pb::Routine& message) {
  if (routine.duration_min) message.set_duration_min(*routine.duration_min);
  views::ToProto(routine.items, *message.mutable_items());
}

void ToProto(const WorkoutSet& set, pb::WorkoutSet& message) {
  message.set_set_number(set.set_number);
  if (set.weight_lbs) message.set_weight_lbs(*set.weight_lbs);
  if (set.weight) message.set_weight(*set.weight);
  if (set.unit) message.set_unit(*set.unit);
  if (set.reps) message.set_reps(*set.reps);
  if (set.seconds) message.set_seconds(*set.seconds);
  if (set.rpe) message.set_rpe(*set.rpe);
  message.set_warmup(set.warmup);
  message.set_per_side(set.per_side);
  message.set_bodyweight(set.bodyweight);
  if (set.note) message.set_note(*set.note);
}

void ToProto(const WorkoutExercise& exercise, pb::WorkoutExercise& message) {
  message.set_order(exercise.order);
  message.set_name(exercise.name);
  message.set_key(exercise.key);
  if (exercise.section) message.set_section(*exercise.section);
  if (exercise.superset) message.set_superset(*exercise.superset);
  if (exercise.target) views::ToProto(*exercise.target, *message.mutable_target());
  for (const WorkoutSet& set : exercise.sets) ToProto(set, *message.add_sets());
  if (exercise.rest_seconds) message.set_rest_seconds(*exercise.rest_seconds);
  if (exercise.notes) message.set_notes(*exercise.notes);
}

}  // namespace

void ToProto(const Workout& workout, const Sms& sms, pb::StructuredWorkout& message) {
  if (workout.title) message.set_title(*workout.title);
  if (workout.date) message.set_date(*workout.date);
  if (workout.weekday) message.set_weekday(*workout.weekday);
  if (workout.program) message.set_program(*workout.program);
  if (workout.week) message.set_week(*workout.week);
  if (workout.day) message.set_day(*workout.day);
  if (workout.focus) message.set_focus(*workout.focus);
  if (workout.location) message.set_location(*workout.location);
  message.set_is_rest_day(workout.is_rest_day);
  if (workout.warm_up) ToProto(*workout.warm_up, *message.mutable_warm_up());
  if (workout.cool_down) ToProto(*workout.cool_down, *message.mutable_cool_down());
  for (const WorkoutExercise& exercise : workout.exercises) ToProto(exercise, *message.add_exercises());
  ToProto(workout.notes, *message.mutable_notes());
  message.set_total_sets(workout.total_sets);
  message.set_total_volume_lbs(workout.total_volume_lbs);
  message.set_working_sets(workout.working_sets);
  message.set_working_volume_lbs(workout.working_volume_lbs);
  message.set_volume_is_partial(workout.volume_is_partial);
  if (workout.estimated_duration_min) message.set_estimated_duration_min(*workout.estimated_duration_min);
  ToProto(workout.diagnostics, *message.mutable_diagnostics());
  ToProto(sms.omitted, *message.mutable_sms_omitted());
}

void ToProto(const Sms& sms, pb::Sms& message) {
  message.set_text(sms.text);
  message.set_encoding(static_cast<pb::SmsEncoding>(sms.size.encoding));
  message.set_characters(sms.size.characters);
  message.set_segments(sms.size.segments);
  ToProto(sms.omitted, *message.mutable_omitted());
  ToProto(sms.parts, *message.mutable_parts());
}

}  // namespace liftmark::views
