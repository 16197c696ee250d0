// What a title says of its day, said of another day.
#include "common/views/date_rewrite.h"

#include <catch2/catch.hpp>
#include <string>

namespace liftmark::views {
namespace {

// Friday, March 13, 2026.
constexpr Date kTo{2026, 3, 13};

TEST_CASE("a title keeps its way of writing dates") {
  const auto [before, after] = GENERATE(table<std::string, std::string>({
      {"# Workout - Monday, March 2, 2026", "# Workout - Friday, March 13, 2026"},
      {"# Workout — Monday, March 2, 2026", "# Workout — Friday, March 13, 2026"},
      {"# WORKOUT: MON, MAR 2 2026", "# WORKOUT: FRI, MAR 13 2026"},
      {"# Push, Mar 2nd 2026 (Mon)", "# Push, Mar 13th 2026 (Fri)"},
      {"# Monday 2 March 2026", "# Friday 13 March 2026"},
      {"### 2026-03-02 (Monday)", "### 2026-03-13 (Friday)"},
      {"### Date: 2026-03-02", "### Date: 2026-03-13"},
      {"# 2026/03/02 Pull", "# 2026/03/13 Pull"},
      {"# 2026\u201103\u201102 Pull\u2011ups", "# 2026\u201103\u201113 Pull\u2011ups"},
      {"# Workout — Monday, March\u00a02, 2026", "# Workout — Friday, March\u00a013, 2026"},
      {"# 2026.3.2", "# 2026.3.13"},
      {"# Workout 3/2/2026", "# Workout 3/13/2026"},
      {"# Workout 02.03.2026", "# Workout 13.03.2026"},
      {"# Mon 3/2/26, track", "# Fri 3/13/26, track"},
      {"# Mon 2 Mar 26", "# Fri 13 Mar 26"},
      {"# 02-Mar-2026", "# 13-Mar-2026"},
      {"## Monday, March 2", "## Friday, March 13"},
      {"### Monday — Footwork", "### Friday — Footwork"},
      {"# Mondays are for squats", "# Fridays are for squats"},
      {"# **Monday**, March 2, 2026", "# **Friday**, March 13, 2026"},
      {"# Workout\n**Date:** Monday, Week 2", "# Workout\n**Date:** Friday, Week 2"},
      {"---\ncreated: \"2026-03-02\"\n---\n# Upper", "---\ncreated: \"2026-03-13\"\n---\n# Upper"},
      {"# Upper Strength", "# Upper Strength"},
  }));
  const std::string rest =
      "\n**Focus:** Upper\n\n## Main Workout\n\n### 1. Bench Press\n- **Set 1:** 155 lb × 5\n\n"
      "## Notes\n- Next on Monday, March 9, 2026; last on 2026-03-02.\n";
  CHECK(MoveDates(before + rest, kTo) == after + rest);
}

TEST_CASE("months are written as long as they were") {
  const auto [before, to, after] = GENERATE(table<std::string, Date, std::string>({
      {"# Wed, Sept 30, 2026", {2026, 12, 1}, "# Tue, Dec 1, 2026"},
      {"# Wednesday, September 30, 2026", {2027, 1, 1}, "# Friday, January 1, 2027"},
      {"# Tues, Mar 3, 2026", {2026, 3, 5}, "# Thurs, Mar 5, 2026"},
      {"# Thu 12/31/26", {2027, 1, 1}, "# Fri 01/01/27"},
      {"# Sat, May 2, 2026", {2026, 6, 1}, "# Mon, Jun 1, 2026"},
      {"# Saturday, May 2, 2026", {2026, 6, 1}, "# Monday, June 1, 2026"},
      {"# 13/02/2026", {2026, 3, 5}, "# 2026-03-05"},
  }));
  CHECK(MoveDates(before + "\n", to) == after + "\n");
}

TEST_CASE("what repeats the title's date follows it, line ends and all other bytes stay") {
  CHECK(MoveDates("=== MONDAY - March 2, 2026: Workout ===\r\n# MONDAY - March 2, 2026: Workout\r\n"
                  "**Focus:** Monday heavy\r\n\r\n### 1. Squat\r\n- Set 1: 225 x 5\r\n=== END MONDAY ===\r\n",
                  kTo) ==
        "=== FRIDAY - March 13, 2026: Workout ===\r\n# FRIDAY - March 13, 2026: Workout\r\n"
        "**Focus:** Monday heavy\r\n\r\n### 1. Squat\r\n- Set 1: 225 x 5\r\n=== END FRIDAY ===\r\n");
}

}  // namespace
}  // namespace liftmark::views
