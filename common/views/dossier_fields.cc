#include "common/views/dossier_fields.h"

#include "common/views/phrases.h"

namespace liftmark::views {
namespace {

// "name" of "What is your name?", "Q1. Name?"
std::string_view Subject(std::string_view label) {
  if (StartsWithIgnoringCase(label, "q") && label.size() > 1 && IsDigit(label[1]))
    label = TrimLeadingMarks(label.substr(std::min(label.find_first_not_of("0123456789", 1), label.size())));
  if (!label.ends_with('?')) return label;
  label.remove_suffix(1);
  for (const std::string_view lead : {"what is your", "what's your", "what\u2019s your", "your"}) {
    if (StartsWithWord(label, lead)) return Trim(label.substr(lead.size()));
  }
  return label;
}

bool IsGoalLabel(std::string_view label, Topic topic) {
  return topic == Topic::kGoals || ContainsAnyWord(label, {"goal", "goals", "objective", "objectives"});
}

bool IsPrimaryGoal(std::string_view label, Topic topic) {
  if (!IsGoalLabel(label, topic)) return false;
  return ContainsAnyWord(label, {"primary", "main", "top", "overall", "principal"}) ||
         IsOneOf(WithoutParentheses(label), {"goal", "goals", "training goal", "training goals",
                                             "fitness goal", "fitness goals", "objective", "objectives"});
}

bool IsExperienceLabel(std::string_view label) {
  return ContainsWord(label, "experience") || StartsWithWord(label, "what level") ||
         IsOneOf(label, {"level", "fitness level", "training level", "lifting level", "skill level",
                         "training age", "training background"});
}

}  // namespace

Field FieldOf(std::string_view label, Topic topic) {
  label = Subject(label);
  if (label.empty()) return Field::kUnknown;
  if (topic == Topic::kPlan) {
    if (ContainsWord(label, "phase")) return Field::kPhase;
    if (IsOneOf(label, {"program", "programme", "plan", "name", "title"}) ||
        ContainsAnyWord(label, {"current program", "current plan", "program name", "plan name"}))
      return Field::kProgram;
    return Field::kUnknown;
  }
  if (topic == Topic::kPreferences || IsOneOf(label, {"likes", "dislikes"})) {
    const bool dislikes = ContainsAnyWord(label, {"dislike", "dislikes", "hates", "avoid", "avoids"});
    const bool likes =
        ContainsAnyWord(label, {"like", "likes", "enjoys", "loves", "favorites", "favourites"});
    if (likes != dislikes) return likes ? Field::kLikes : Field::kDislikes;
  }
  if (ContainsAnyWord(label, {"timezone", "time zone", "tz"})) return Field::kTimezone;
  if (ContainsAnyWord(label, {"time", "times"}) &&
      ContainsAnyWord(label, {"message", "messages", "text", "sms", "reminder", "notification", "delivery"}))
    return Field::kMessageTime;
  if (ContainsAnyWord(label, {"duration", "length", "time per session", "time per workout"}) &&
      (topic == Topic::kSchedule || ContainsAnyWord(label, {"session", "workout", "training"}) ||
       (topic == Topic::kOther && IsOneOf(label, {"duration"}))))
    return Field::kDuration;
  if (IsOneOf(label, {"session", "sessions", "workouts", "frequency", "training frequency", "schedule",
                      "training schedule", "weekly schedule", "availability"}))
    return Field::kSessions;
  if (IsPrimaryGoal(label, topic)) return Field::kPrimaryGoal;
  if (IsGoalLabel(label, topic) && ContainsAnyWord(label, {"secondary", "other", "additional"}))
    return Field::kSecondaryGoals;
  if (ContainsAnyWord(label, {"current program", "current plan", "current training plan"}))
    return Field::kProgram;
  if (ContainsWord(label, "current phase")) return Field::kPhase;
  if (topic == Topic::kSchedule || topic == Topic::kEquipment || topic == Topic::kConstraints)
    return Field::kUnknown;
  if (IsExperienceLabel(label)) return Field::kExperience;
  if (StartsWithWord(label, "age") || IsOneOf(label, {"years"}) || StartsWithWord(label, "how old"))
    return Field::kAge;
  if (IsOneOf(label, {"gender", "sex", "gender identity"})) return Field::kGender;
  if (IsOneOf(label, {"name", "full name", "first name", "preferred name", "user", "user name", "client",
                      "client name", "athlete", "athlete name", "athlete's name", "name of athlete",
                      "name and surname", "patient", "pt"}))
    return Field::kName;
  if (ContainsAnyWord(label, {"injury", "injuries", "limitations", "medical conditions"}))
    return Field::kInjury;
  return Field::kUnknown;
}

}  // namespace liftmark::views
