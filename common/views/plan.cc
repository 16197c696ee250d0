#include "common/views/plan.h"

#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/markdown/document.h"
#include "common/views/plan_checks.h"
#include "common/views/plan_reader.h"
#include "common/views/plan_type.h"
#include "common/views/rules.h"

namespace liftmark::views {

Plan BuildPlan(std::string_view markdown) {
  Plan plan;
  const absl::StatusOr<markdown::Document> document = markdown::Parse(markdown);
  if (!document.ok()) {
    plan.diagnostics.push_back(rules::Unparsable(document.status()));
    return plan;
  }
  PlanReader reader(document->blocks(), markdown.size());
  plan = reader.Read();
  plan.plan_type = ClassifyPlan(plan);
  CheckPlan(plan, reader.has_modification_history());
  if (reader.is_cut())
    plan.diagnostics.push_back(
        rules::Warning(rules::kPlanTooManyExercises, 0,
                       absl::StrCat("Only the first ", kMaxExercisesRead, " exercises are read.")));
  return plan;
}

std::vector<std::string> ExerciseList(const Plan& plan) {
  std::vector<std::string> names;
  names.reserve(plan.exercises.size());
  for (const ExerciseName& exercise : plan.exercises) names.push_back(exercise.name);
  return names;
}

std::vector<std::string> ExerciseKeys(const Plan& plan) {
  std::vector<std::string> keys;
  std::unordered_set<std::string> seen;
  for (const ExerciseName& exercise : plan.exercises) {
    if (seen.insert(exercise.key).second) keys.push_back(exercise.key);
  }
  return keys;
}

const Microcycle* MicrocycleOfWeek(const Plan& plan, int week) {
  if (week < 1) return nullptr;
  for (const Microcycle& microcycle : plan.microcycles) {
    const bool repeats = plan.microcycles.size() == 1 && !microcycle.name;
    const bool names_week = microcycle.week_start && microcycle.week_end && *microcycle.week_start <= week &&
                            week <= *microcycle.week_end;
    if (repeats || names_week) return &microcycle;
  }
  return nullptr;
}

std::vector<const PlanDay*> DaysOn(const Plan& plan, const Microcycle& microcycle, std::string_view weekday) {
  std::vector<const PlanDay*> found;
  for (const PlanDay& day : microcycle.days.empty() ? plan.weekly_pattern : microcycle.days) {
    if (day.weekday == weekday) found.push_back(&day);
  }
  return found;
}

std::string_view SectionOf(std::string_view markdown, const Microcycle& microcycle) {
  return markdown.substr(microcycle.source.begin, microcycle.source.end - microcycle.source.begin);
}

}  // namespace liftmark::views
