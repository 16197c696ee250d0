// The days somebody trains, as a dossier lists them.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

namespace liftmark::views {

using Weekdays = std::bitset<7>;  // 0 is Monday

// The weekdays that `text` affirms: "Mon, Wed, Fri", "Mon/Tue/Thu", "Mon–Fri", "Tues & Thurs evenings",
// "M/W/F", "4 days (Mon, Tue, Thu, Fri)". What follows "not", "except", "cannot", "rest" is not affirmed; nor
// is another sport's day where lifting days stand beside it. A bare count gives none.
Weekdays WeekdaysIn(std::string_view text);

// The same, with "weekdays" and "weekends" as days too, unless a count makes them a frame ("3 days,
// weekdays").
Weekdays WeekdaysAndGroupsIn(std::string_view text);

// Whether `text` speaks of another sport than lifting ("Running days", "Tue soccer practice"). "After an easy
// run" says when, not what.
bool IsOtherSport(std::string_view text);

// Whether `text` refuses what it names ("Blocked days", "Not available", "cannot be sore on Mon").
bool IsRefusal(std::string_view text);

// Whether the days of `text` are meant whole, without an hour or a part of the day.
bool AreWholeDays(std::string_view text);

// Full English names in week order.
std::vector<std::string> WeekdayNames(Weekdays days);

}  // namespace liftmark::views
