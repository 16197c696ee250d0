// A training plan's markdown as data. The shape is liftmark.plans.v1.StructuredPlan; the comments there hold
// here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/markdown/document.h"
#include "common/views/diagnostic.h"
#include "common/views/quantities.h"

namespace liftmark::views {

// Raise it with every change of what the builder makes of some document: every cache is then stale at once.
inline constexpr int kPlanBuilderVersion = 6;

enum class MicrocycleKind : std::uint8_t { kPhase = 1, kBlock = 2, kWeek = 3, kMicrocycle = 4 };

struct PlanExercise {
  std::string name;
  std::string key;
  std::optional<Target> target;
  std::optional<std::string> note;
};

struct PlanDay {
  std::optional<std::string> weekday;
  std::optional<int> day_number;
  std::optional<std::string> title;
  std::optional<std::string> focus;
  std::optional<std::string> volume;
  std::vector<PlanExercise> exercises;
};

struct Microcycle {
  std::optional<std::string> name;
  std::optional<MicrocycleKind> kind;
  std::optional<int> week_start;
  std::optional<int> week_end;
  std::vector<std::string> progression;
  std::vector<PlanDay> days;
  // Where it stands in the markdown, heading included; not part of the message.
  std::uint32_t line = 0;
  markdown::SourceRange source;
};

struct ExerciseName {
  std::string name;
  std::string key;
};

struct Modification {
  std::optional<std::string> date;
  std::string text;
};

struct Plan {
  std::optional<std::string> title;
  std::optional<std::string> owner;
  std::optional<std::string> user;
  std::optional<std::string> goal;
  std::optional<std::string> philosophy;
  std::optional<int> duration_weeks;
  std::optional<std::string> plan_type;
  std::vector<Microcycle> microcycles;
  std::vector<PlanDay> weekly_pattern;
  std::vector<ExerciseName> exercises;
  std::vector<Modification> modifications;
  Diagnostics diagnostics;
};

// Pure: the same bytes give the same plan. A document that cannot be understood gives a plan with
// diagnostics; one that cannot be parsed at all gives only an error diagnostic.
Plan BuildPlan(std::string_view markdown);

// The names of Plan::exercises, and their keys, each once. At most 500, of at most 200 bytes each, so that
// the database's GIN indexes take them.
std::vector<std::string> ExerciseList(const Plan& plan);
std::vector<std::string> ExerciseKeys(const Plan& plan);

// The microcycle of a week, from 1; a plan of one repeated week has the same for every week. Null where no
// microcycle names that week.
const Microcycle* MicrocycleOfWeek(const Plan& plan, int week);

// The days of a microcycle on a weekday (full English name), or of the plan's weekly pattern where the
// microcycle lists no days.
std::vector<const PlanDay*> DaysOn(const Plan& plan, const Microcycle& microcycle, std::string_view weekday);

// The bytes of `markdown`, which the plan was built from, that hold the microcycle.
std::string_view SectionOf(std::string_view markdown, const Microcycle& microcycle);

}  // namespace liftmark::views
