#include "common/views/plan_checks.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/views/rules.h"

namespace liftmark::views {
namespace {

bool HasDays(const Plan& plan) {
  return !plan.weekly_pattern.empty() || std::any_of(plan.microcycles.begin(), plan.microcycles.end(),
                                                     [](const Microcycle& m) { return !m.days.empty(); });
}

// A microcycle that the document names, and not the week that stands for a plan without any.
bool IsNamed(const Microcycle& microcycle) { return microcycle.name.has_value(); }

class Checker {
 public:
  explicit Checker(Plan& plan) : plan_(plan) {}

  void CheckParts(bool has_modification_history) {
    const bool named = std::any_of(plan_.microcycles.begin(), plan_.microcycles.end(), IsNamed);
    if (!named && !HasDays(plan_)) {
      plan_.diagnostics.push_back(
          rules::Failure(rules::kPlanEmpty, 0, "The document has neither a phase nor a day."));
      return;
    }
    if (!plan_.title) Warn(rules::kPlanMissingTitle, 0, "There is no title.");
    if (!plan_.philosophy)
      Warn(rules::kPlanMissingPhilosophy, 0, "There is no section \"## Program Philosophy\".");
    if (!named)
      Warn(rules::kPlanMissingMicrocycles, 0, "No heading names a microcycle, a phase, a block or a week.");
    if (!has_modification_history)
      Warn(rules::kPlanMissingModifications, 0, "There is no section \"## Modification History\".");
  }

  // Weeks follow each other from 1 on. An overlap is told once, where it begins.
  void CheckWeeks() {
    int covered = 0;
    std::uint32_t last_line = 0;
    for (const Microcycle& microcycle : plan_.microcycles) {
      if (!IsNamed(microcycle)) continue;
      if (!microcycle.week_start || !microcycle.week_end) {
        Warn(rules::kPlanWeeksMissing, microcycle.line,
             absl::StrCat("\"", *microcycle.name, "\" names no weeks."));
        return;
      }
      const int first = *microcycle.week_start;
      const int last = *microcycle.week_end;
      if (first > covered + 1) {
        Warn(rules::kPlanWeeksGap, microcycle.line,
             absl::StrCat("No microcycle covers ", Weeks(covered + 1, first - 1), "."));
      } else if (first <= covered) {
        Warn(rules::kPlanWeeksOverlap, microcycle.line,
             absl::StrCat("Another microcycle covers ", Weeks(first, std::min(last, covered)), " too."));
      }
      covered = std::max(covered, last);
      last_line = microcycle.line;
    }
    if (covered == 0 || !plan_.duration_weeks) return;
    if (covered < *plan_.duration_weeks) {
      Warn(rules::kPlanWeeksGap, last_line,
           absl::StrCat("No microcycle covers ", Weeks(covered + 1, *plan_.duration_weeks), "."));
    } else if (covered > *plan_.duration_weeks) {
      Warn(rules::kPlanWeeksBeyondDuration, last_line,
           absl::StrCat("The plan lasts ", *plan_.duration_weeks, " weeks, its microcycles ", covered, "."));
    }
  }

 private:
  static std::string Weeks(int first, int last) {
    return first == last ? absl::StrCat("week ", first) : absl::StrCat("weeks ", first, "-", last);
  }

  void Warn(std::string_view rule, std::uint32_t line, std::string text) {
    plan_.diagnostics.push_back(rules::Warning(rule, line, std::move(text)));
  }

  Plan& plan_;
};

}  // namespace

void CheckPlan(Plan& plan, bool has_modification_history) {
  Checker checker(plan);
  checker.CheckParts(has_modification_history);
  checker.CheckWeeks();
}

}  // namespace liftmark::views
