#include "common/views/dossier_codec.h"

#include "common/views/codec_parts.h"

namespace liftmark::views {

void ToProto(const Profile& profile, liftmark::dossier::v1::Profile& message) {
  using liftmark::dossier::v1::ConstraintStatus;
  using liftmark::dossier::v1::Experience;
  if (profile.name) message.set_name(*profile.name);
  if (profile.age) message.set_age(*profile.age);
  if (profile.gender) message.set_gender(*profile.gender);
  if (profile.experience) message.set_experience(static_cast<Experience>(*profile.experience));
  if (profile.experience_text) message.set_experience_text(*profile.experience_text);
  if (profile.goals.primary) message.mutable_goals()->set_primary(*profile.goals.primary);
  if (!profile.goals.secondary.empty())
    ToProto(profile.goals.secondary, *message.mutable_goals()->mutable_secondary());
  if (profile.timezone) message.set_timezone(*profile.timezone);
  if (profile.preferred_message_time) message.set_preferred_message_time(*profile.preferred_message_time);
  if (profile.typical_duration_min) {
    message.add_typical_duration_min(profile.typical_duration_min->min);
    message.add_typical_duration_min(profile.typical_duration_min->max);
  }
  for (const Constraint& constraint : profile.constraints) {
    liftmark::dossier::v1::Constraint& added = *message.add_constraints();
    added.set_text(constraint.text);
    added.set_status(static_cast<ConstraintStatus>(constraint.status));
    if (constraint.since) added.set_since(*constraint.since);
  }
  ToProto(profile.likes, *message.mutable_likes());
  ToProto(profile.dislikes, *message.mutable_dislikes());
  if (profile.program) message.set_program(*profile.program);
  if (profile.phase) message.set_phase(*profile.phase);
  for (const DossierEvent& event : profile.history) {
    liftmark::dossier::v1::HistoryEntry& added = *message.add_history();
    added.set_date(event.date);
    if (event.title) added.set_title(*event.title);
    ToProto(event.items, *added.mutable_items());
  }
  ToProto(profile.equipment_tags, *message.mutable_equipment_tags());
  ToProto(profile.training_days, *message.mutable_training_days());
  ToProto(profile.diagnostics, *message.mutable_diagnostics());
}

}  // namespace liftmark::views
