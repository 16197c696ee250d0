#include "common/documents/day.h"

#include <catch2/catch.hpp>

namespace liftmark::documents {
namespace {

absl::Time At(const char* rfc3339) {
  absl::Time time;
  REQUIRE(absl::ParseTime(absl::RFC3339_full, rfc3339, &time, nullptr));
  return time;
}

TEST_CASE("today is the day of the user's zone") {
  const absl::Time now = At("2026-03-02T23:30:00Z");

  CHECK(TodayIn("", now).date == "2026-03-02");
  CHECK(TodayIn("", now).time_zone == "UTC");
  CHECK(TodayIn("Europe/Paris", now).date == "2026-03-03");
  CHECK(TodayIn("Europe/Paris", now).time_zone == "Europe/Paris");
  CHECK(TodayIn("America/Los_Angeles", now).date == "2026-03-02");
  CHECK(TodayIn("+00:30", now).date == "2026-03-03");
  CHECK(TodayIn("-0800", now).date == "2026-03-02");
}

TEST_CASE("days are added across months, leap days and years") {
  CHECK(AddDays("2026-03-01", -1) == "2026-02-28");
  CHECK(AddDays("2028-02-28", 1) == "2028-02-29");
  CHECK(AddDays("2026-12-31", 1) == "2027-01-01");
  CHECK(AddDays("2026-03-02", 0) == "2026-03-02");
}

}  // namespace
}  // namespace liftmark::documents
