#include "common/views/dates.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace liftmark::views {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

std::string Describe(const std::optional<DateMatch>& match) {
  if (!match) return "none";
  return match->date ? ToIso(*match->date) : "incomplete";
}

}  // namespace

TEST_CASE("a date is found in every usual spelling") {
  const Case cases[] = {
      {"Workout — Monday, March 2, 2026", "2026-03-02"},
      {"2026-03-02 (Monday)", "2026-03-02"},
      {"Date: 2026-3-2", "2026-03-02"},
      {"2026/03/02:", "2026-03-02"},
      {"2026\u201103\u201102", "2026-03-02"},
      {"2026–03–02", "2026-03-02"},
      {"2026.03.02 Upper", "2026-03-02"},
      {"Mon, Mar 2nd 2026", "2026-03-02"},
      {"Mar. 2, 2026", "2026-03-02"},
      {"2 March 2026", "2026-03-02"},
      {"3/2/2026", "2026-03-02"},
      {"02.03.2026", "2026-03-02"},
      {"13/3/2026", "2026-03-13"},
      {"03.13.2026", "2026-03-13"},
      {"Tuesday 3/2/2026", "2026-02-03"},
      {"Monday 3/2/2026", "2026-03-02"},
      {"13/13/2026", "incomplete"},
      {"Tues 5/13/25, track", "2025-05-13"},
      {"Mon 3 Feb 25", "2025-02-03"},
      {"rings, 18-Sep-2025, Thu.", "2025-09-18"},
      {"10/12/8", "none"},
      {"MONDAY - FEBRUARY 23, 2026: Workout", "2026-02-23"},
      {"Monday, March 2", "incomplete"},
      {"February 30, 2026", "incomplete"},
      {"2026-02-30", "incomplete"},
      {"Week 2, Pull 1", "none"},
      {"march 3 miles", "none"},
      {"Bench 3 May", "incomplete"},
      {"you may 5 reps", "none"},
      {"5x5 @ 185", "none"},
      {"12-10-8", "none"},
      {"", "none"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    CHECK(Describe(FindDate(text)) == std::string(expected));
  }
}

TEST_CASE("a match covers exactly the date") {
  const std::string_view text = "Monday - February 23, 2026: Workout";
  const std::optional<DateMatch> match = FindDate(text);
  REQUIRE(match);
  CHECK(text.substr(match->begin, match->end - match->begin) == "February 23, 2026");
}

TEST_CASE("only ISO dates that exist are ISO dates") {
  CHECK(ParseIsoDate("2026-02-28"));
  CHECK_FALSE(ParseIsoDate("2026-02-30"));
  CHECK_FALSE(ParseIsoDate("2026-2-28"));
  CHECK_FALSE(ParseIsoDate("1899-12-31"));
  CHECK_FALSE(ParseIsoDate("2201-01-01"));
  CHECK_FALSE(ParseIsoDate("today"));
  CHECK_FALSE(ParseIsoDate("2026-02-28 "));
}

TEST_CASE("weekdays are matched by name and abbreviation, as whole words") {
  CHECK(MatchWeekday("Monday — Legs")->weekday == 0);
  CHECK(MatchWeekday("TUES")->weekday == 1);
  CHECK(MatchWeekday("Thur. 6 PM")->weekday == 3);
  CHECK(MatchWeekday("Saturdays")->weekday == 5);
  CHECK_FALSE(MatchWeekday("Month"));
  CHECK_FALSE(MatchWeekday("Mo"));
  CHECK(FindWeekday("Week 1, Friday") == 4);
  CHECK_FALSE(FindWeekday("Sundry work"));
  CHECK(WeekdayName(6) == "Sunday");
  CHECK(WeekdayOf({2026, 3, 2}) == 0);
}

}  // namespace liftmark::views
