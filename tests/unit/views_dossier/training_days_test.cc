#include "common/views/training_days.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace liftmark::views {
namespace {

// The days as letters of a week: "M-W-F--".
std::string Letters(Weekdays days) {
  std::string letters = "MTWTFSS";
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (!days[day]) letters[day] = '-';
  }
  return letters;
}

TEST_CASE("weekdays are read with any separator") {
  struct Row {
    std::string_view text;
    std::string_view days;
  };
  const Row rows[] = {
      {"Mon, Wed, Fri", "M-W-F--"},
      {"Mon / Tue / Thu", "MT-T---"},
      {"Mon + Thu", "M--T---"},
      {"Monday, Wednesday and Saturday", "M-W--S-"},
      {"Tuesdays & Thursdays after work", "-T-T---"},
      {"Tue 6:30 PM (after easy run)", "-T-----"},
      {"Mon-Fri", "MTWTF--"},
      {"Mon – Fri", "MTWTF--"},
      {"Mon to Wed, and Sat", "MTW--S-"},
      {"Mon-Wed-Fri", "M-W-F--"},
      {"Mon – Wed – Fri", "M-W-F--"},
      {"Tue - Thu (2 days/week)", "-T-T---"},
      {"Sat-Mon", "M----SS"},
      {"4 days (Mon, Tue, Thu, Fri)", "MT-TF--"},
      {"4 days/week — Mon, Tue, Thu, Fri", "MT-TF--"},
      {"M/W/F", "M-W-F--"},
      {"MWF evenings", "M-W-F--"},
      {"T/Th", "-T-T---"},
      {"M–F", "MTWTF--"},
      {"Mr T", "-------"},
      {"5 days per week", "-------"},
      {"Not specified", "-------"},
      {"TBD", "-------"},
      {"flexible; weekdays", "-------"},
      {"sunny, monthly, fridge", "-------"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(Letters(WeekdaysIn(row.text)) == row.days);
  }
}

TEST_CASE("refused days are not affirmed") {
  CHECK(Letters(WeekdaysIn("Mon-Sat except Wed")) == "MT-TFS-");
  CHECK(Letters(WeekdaysIn("Mon, Wed, Fri (not Sun)")) == "M-W-F--");
  CHECK(Letters(WeekdaysIn("Mon, Wed; never Sun")) == "M-W----");
  CHECK(Letters(WeekdaysIn("cannot be sore for Mon/Wed/Fri")) == "-------");
  CHECK(Letters(WeekdaysIn("Mon and Thu but not Tue mornings")) == "M--T---");
}

TEST_CASE("another sport's days stand back behind lifting days") {
  CHECK(Letters(WeekdaysIn("Mon/Wed (lifting), Tue/Thu (running)")) == "M-W----");
  CHECK(Letters(WeekdaysIn("Run Tue/Sat; lift Mon/Fri")) == "M---F--");
  CHECK(Letters(WeekdaysIn("Tue, Thu (easy run days)")) == "-T-T---");
  CHECK(Letters(WeekdaysIn("3 days/week (Mon, Wed, Fri)")) == "M-W-F--");
  CHECK(Letters(WeekdaysIn("5 days/week (team practice Mon-Thu)")) == "-------");
  CHECK(IsOtherSport("Running days"));
  CHECK(IsOtherSport("Tue soccer practice"));
  CHECK_FALSE(IsOtherSport("after an easy run"));
  CHECK_FALSE(IsOtherSport("strength for runners"));
}

TEST_CASE("groups of days count only where they are days and no frame") {
  CHECK(Letters(WeekdaysAndGroupsIn("weekdays")) == "MTWTF--");
  CHECK(Letters(WeekdaysAndGroupsIn("Weekdays + Saturday")) == "MTWTFS-");
  CHECK(Letters(WeekdaysAndGroupsIn("weekends only")) == "-----SS");
  CHECK(Letters(WeekdaysAndGroupsIn("3 days, weekdays")) == "-------");
  CHECK(Letters(WeekdaysIn("weekdays")) == "-------");
}

TEST_CASE("a part of a day is no whole day") {
  CHECK(AreWholeDays("Sundays (family)"));
  CHECK_FALSE(AreWholeDays("Saturday mornings"));
  CHECK_FALSE(AreWholeDays("Wed until 6 PM"));
}

TEST_CASE("days are named in full and in week order") {
  CHECK(WeekdayNames(WeekdaysIn("Sun, Tue")) == std::vector<std::string>{"Tuesday", "Sunday"});
}

}  // namespace
}  // namespace liftmark::views
