#include "services/workouts/workout_wire.h"

#include "common/rpc/timestamp.h"
#include "common/rpc/wire.h"
#include "common/views/codec.h"
#include "common/views/sms.h"

namespace liftmark::workouts {
Wanted WantedFor(v1::WorkoutView view) {
  switch (view) {
    case v1::WORKOUT_VIEW_STRUCTURED:
    case v1::WORKOUT_VIEW_JSON:
      return {.view = true};
    case v1::WORKOUT_VIEW_SMS:
      return {.view = true, .sms = true};
    case v1::WORKOUT_VIEW_FULL:
      return {.markdown = true, .view = true, .sms = true};
    default:
      return {.markdown = true};
  }
}

v1::Sms SmsMessage(std::string_view text, std::string_view view) {
  views::Sms sms;
  sms.text = std::string(text);
  sms.size = views::MeasureSms(text);
  sms.parts = views::SplitSms(text);
  v1::Sms message;
  views::ToProto(sms, message);
  v1::StructuredWorkout structured;
  structured.ParseFromArray(view.data(), static_cast<int>(view.size()));
  *message.mutable_omitted() = std::move(*structured.mutable_sms_omitted());
  return message;
}

std::string WorkoutBytes(std::string_view user_id, const StoredWorkout& workout, v1::WorkoutView view) {
  v1::Workout message;
  message.set_user_id(std::string(user_id));
  message.set_id(workout.id);
  if (workout.training_plan_id.has_value()) message.set_training_plan_id(*workout.training_plan_id);
  message.set_workout_date(workout.workout_date);
  if (workout.workout_type.has_value()) message.set_workout_type(*workout.workout_type);
  if (workout.completed_at.has_value())
    *message.mutable_completed_at() = rpc::ToTimestamp(*workout.completed_at);
  if (workout.completion_notes.has_value()) message.set_completion_notes(*workout.completion_notes);
  message.set_revision(workout.version.revision);
  message.set_etag(documents::MakeEtag(workout.version));
  *message.mutable_created_at() = rpc::ToTimestamp(workout.version.created_at);
  *message.mutable_updated_at() = rpc::ToTimestamp(workout.updated_at);
  if (workout.archived_at.has_value())
    *message.mutable_archived_at() = rpc::ToTimestamp(*workout.archived_at);

  const bool full = view == v1::WORKOUT_VIEW_FULL;
  if (full || view == v1::WORKOUT_VIEW_SMS) *message.mutable_sms() = SmsMessage(workout.sms, workout.view);
  std::string bytes = message.SerializeAsString();
  if (WantedFor(view).markdown) {
    rpc::AppendLengthDelimited(bytes, v1::Workout::kMarkdownFieldNumber, workout.markdown);
  }
  if (full || view == v1::WORKOUT_VIEW_STRUCTURED) {
    rpc::AppendLengthDelimited(bytes, v1::Workout::kStructuredFieldNumber, workout.view);
  }
  if (full || view == v1::WORKOUT_VIEW_JSON) {
    rpc::AppendLengthDelimited(bytes, v1::Workout::kJsonFieldNumber,
                               views::ToJson(*v1::StructuredWorkout::descriptor(), workout.view));
  }
  return bytes;
}

}  // namespace liftmark::workouts
