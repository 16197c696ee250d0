// What a plan says of itself before its first microcycle.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/views/plan.h"

namespace liftmark::views {

// The number of weeks that a text states: "16 weeks (2026-03-02 to 2026-06-21)", "a 12-week plan"; the larger
// of a range.
std::optional<int> StatedWeeks(std::string_view text);

class PlanMeta {
 public:
  // A labelled line or a cell under its column's title. `heading` is that of the section. Of several lines
  // that say the same, the first counts.
  void Read(std::string_view label, std::string_view value, std::string_view heading);

  // Whether the label asks for a goal, whose value may hang below it.
  static bool IsGoal(std::string_view label);  // Sets what is said and not yet known.
  void Fill(Plan& plan) const;

  // "Ongoing": a duration, and no number of weeks.
  bool is_open_ended() const { return open_ended_; }

 private:
  std::optional<std::string> title_, owner_, user_, goal_, philosophy_;
  std::optional<int> duration_weeks_;
  bool open_ended_ = false;
};

}  // namespace liftmark::views
