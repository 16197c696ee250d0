#include "common/views/codec_parts.h"

namespace liftmark::views {

void ToProto(const Diagnostics& diagnostics,
             google::protobuf::RepeatedPtrField<liftmark::document::v1::Diagnostic>& messages) {
  for (const Diagnostic& diagnostic : diagnostics) {
    liftmark::document::v1::Diagnostic& message = *messages.Add();
    message.set_rule(diagnostic.rule);
    message.set_severity(static_cast<liftmark::document::v1::Severity>(diagnostic.severity));
    message.set_line(diagnostic.line);
    message.set_text(diagnostic.text);
  }
}

void ToProto(const Target& target, liftmark::workouts::v1::Target& message) {
  if (target.sets) message.set_sets(*target.sets);
  if (target.sets_max) message.set_sets_max(*target.sets_max);
  if (target.reps) message.set_reps(*target.reps);
  if (target.reps_max) message.set_reps_max(*target.reps_max);
  if (target.weight_lbs) message.set_weight_lbs(*target.weight_lbs);
  if (target.percent_1rm) message.set_percent_1rm(*target.percent_1rm);
  if (target.rpe) message.set_rpe(*target.rpe);
  if (target.rpe_max) message.set_rpe_max(*target.rpe_max);
  if (target.seconds) message.set_seconds(*target.seconds);
  message.set_text(target.text);
}

void ToProto(const std::vector<std::string>& texts,
             google::protobuf::RepeatedPtrField<std::string>& messages) {
  messages.Assign(texts.begin(), texts.end());
}

}  // namespace liftmark::views
