#include "common/views/plan_codec.h"

#include "common/views/codec_parts.h"

namespace liftmark::views {

void ToProto(const PlanDay& day, liftmark::plans::v1::PlanDay& message) {
  if (day.weekday) message.set_weekday(*day.weekday);
  if (day.day_number) message.set_day_number(*day.day_number);
  if (day.title) message.set_title(*day.title);
  if (day.focus) message.set_focus(*day.focus);
  if (day.volume) message.set_volume(*day.volume);
  for (const PlanExercise& exercise : day.exercises) {
    liftmark::plans::v1::PlanExercise& added = *message.add_exercises();
    added.set_name(exercise.name);
    added.set_key(exercise.key);
    if (exercise.target) views::ToProto(*exercise.target, *added.mutable_target());
    if (exercise.note) added.set_note(*exercise.note);
  }
}

void ToProto(const Microcycle& microcycle, liftmark::plans::v1::Microcycle& message) {
  if (microcycle.name) message.set_name(*microcycle.name);
  if (microcycle.kind) message.set_kind(static_cast<liftmark::plans::v1::MicrocycleKind>(*microcycle.kind));
  if (microcycle.week_start) message.set_week_start(*microcycle.week_start);
  if (microcycle.week_end) message.set_week_end(*microcycle.week_end);
  views::ToProto(microcycle.progression, *message.mutable_progression());
  for (const PlanDay& day : microcycle.days) ToProto(day, *message.add_days());
}

void ToProto(const Plan& plan, liftmark::plans::v1::StructuredPlan& message) {
  if (plan.title) message.set_title(*plan.title);
  if (plan.owner) message.set_owner(*plan.owner);
  if (plan.user) message.set_user(*plan.user);
  if (plan.goal) message.set_goal(*plan.goal);
  if (plan.philosophy) message.set_philosophy(*plan.philosophy);
  if (plan.duration_weeks) message.set_duration_weeks(*plan.duration_weeks);
  if (plan.plan_type) message.set_plan_type(*plan.plan_type);
  for (const Microcycle& microcycle : plan.microcycles) ToProto(microcycle, *message.add_microcycles());
  for (const PlanDay& day : plan.weekly_pattern) ToProto(day, *message.add_weekly_pattern());
  for (const ExerciseName& exercise : plan.exercises) {
    liftmark::plans::v1::ExerciseName& added = *message.add_exercises();
    added.set_name(exercise.name);
    added.set_key(exercise.key);
  }
  for (const Modification& modification : plan.modifications) {
    liftmark::plans::v1::Modification& added = *message.add_modifications();
    if (modification.date) added.set_date(*modification.date);
    added.set_text(modification.text);
  }
  views::ToProto(plan.diagnostics, *message.mutable_diagnostics());
}

}  // namespace liftmark::views
