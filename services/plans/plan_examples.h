// Example plans, for common/documents/examples.h.
#pragma once

#include <optional>
#include <string>

#include "common/documents/examples.h"

namespace liftmark::plans {

struct PlanExample {
  std::string id;
  std::string plan_type;
  std::optional<std::string> experience_level;
  std::optional<std::string> primary_goal;
  int duration_weeks = 0;
  std::string markdown;
  bool is_active = true;
  int usage_count = 0;
};

struct PlanExampleFilter : documents::ExampleReading {
  std::optional<std::string> plan_type;
  std::optional<std::string> experience_level;
  std::optional<std::string> primary_goal;
};

// What is not set stays as it is; an empty level or goal is taken away.
struct PlanExampleChange {
  std::optional<std::string> plan_type;
  std::optional<std::string> experience_level;
  std::optional<std::string> primary_goal;
  std::optional<int> duration_weeks;
  std::optional<std::string> markdown;
};

struct PlanExampleKind {
  using Example = PlanExample;
  using Filter = PlanExampleFilter;
  using Change = PlanExampleChange;

  static pg::Query List(const Filter& filter);
  static pg::Query Create(const Example& example);
  static pg::Query Find(const std::string& id);
  static pg::Query Update(const std::string& id, const Change& change);
  static pg::Query Retire(const std::string& id);
  static Example Parse(const pg::Row& row);
  static bool SameContent(const Example& a, const Example& b);
};

using PlanExamples = documents::Examples<PlanExampleKind>;

}  // namespace liftmark::plans
