// What the headings of a plan say: which microcycle, which day, which other part.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/views/plan.h"

namespace liftmark::views {

// "Phase 1: Base (Weeks 1-4)", "Phase 1 (Weeks 1–4): Base", "Block II — Base", "Week 1-4: Base", "Week 1",
// "Microcycle 5: Deload (Week 5)", "Base (Weeks 1-4)".
struct MicrocycleHeading {
  std::optional<MicrocycleKind> kind;  // absent where no word of it stands there, but weeks do
  std::optional<int> number;
  std::string name;  // without kind, number and weeks; kind and number where there is nothing else
  std::optional<int> week_start;
  std::optional<int> week_end;
};
std::optional<MicrocycleHeading> ReadMicrocycleHeading(std::string_view heading);

// The weeks that "Weeks 1-4" or "Week 3" says, anywhere in a text.
struct WeekSpan {
  int first = 0;
  int last = 0;
  std::size_t begin = 0;  // bytes [begin, end) of the text
  std::size_t end = 0;
};
std::optional<WeekSpan> FindWeekSpan(std::string_view text);

// "Monday — Upper", "Mon & Thu: Upper", "Day 1 — Upper (Squat emphasis)", "Day 1 (Monday): Upper", "Upper
// (Monday)".
struct DayHeading {
  std::vector<int> weekdays;  // 0 is Monday
  std::optional<int> number;
  std::string title;  // empty where the day has none of its own
};
// In a line, a title stands after a dash or a colon; in a heading, it may follow the day at once.
enum class DayForm : std::uint8_t { kHeading, kLine };
std::optional<DayHeading> ReadDayHeading(std::string_view text, DayForm form);

enum class PlanPart : std::uint8_t {
  kOther,
  kHeader,
  kPhilosophy,
  kPattern,  // of a week, or of its sessions
  kProgression,
  kModifications,
  kOutside,  // no training: nutrition, warm-ups, questions, what comes after the plan
};
PlanPart PlanPartOf(std::string_view heading);

// "Accumulation" of "(Accumulation)", as a title stands behind "Weeks 1-4" or "Mon".
std::string_view WithoutEnclosing(std::string_view title);

}  // namespace liftmark::views
