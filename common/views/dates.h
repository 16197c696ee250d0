// Dates and weekdays as people write them. No clock: a date without a year stays without one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace liftmark::views {

struct Date {
  int year = 0;  // 1900 to 2200
  int month = 1;
  int day = 1;
};

bool IsValid(const Date& date);
std::string ToIso(const Date& date);
// 0 is Monday.
int WeekdayOf(const Date& date);

// A weekday at the very beginning of `text`: "Monday", "MON", "Tues", "Thur.", "Saturdays". 0 is Monday.
struct WeekdayMatch {
  int weekday = 0;
  std::size_t size = 0;  // bytes of `text`
};
std::optional<WeekdayMatch> MatchWeekday(std::string_view text);

// The first weekday that is a word of its own in `text`.
std::optional<int> FindWeekday(std::string_view text);

// "Monday" ... "Sunday".
std::string_view WeekdayName(int weekday);

// "january" ... "december", from 1.
std::string_view MonthName(int month);

// The whole name, in lower case, of the month that `word` names, cut short or not; empty where it names none.
std::string_view FindMonthName(std::string_view word);

// A calendar date inside a text.
struct DateMatch {
  std::optional<Date> date;  // absent where the text states no year, or no real date
  std::size_t begin = 0;     // bytes [begin, end) of the text
  std::size_t end = 0;
};

// The first of 2026-03-02, 2026/03/02, 2026.03.02, 3/2/2026, 02.03.2026, March 2, 2026, Mar 2nd 2026, 2 March
// 2026, March 2. Where the year stands last, the day is first behind points, and the month before other
// marks, unless only the other order is a date, or a weekday in `text` asks for it.
std::optional<DateMatch> FindDate(std::string_view text);

// Exactly YYYY-MM-DD, and real.
std::optional<Date> ParseIsoDate(std::string_view text);

}  // namespace liftmark::views
