#include "common/views/dates.h"

#include <array>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;

constexpr std::array<std::string_view, 7> kWeekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

// A whole number of at most four digits.
struct Digits {
  int value = 0;
  std::size_t size = 0;
};

Digits DigitsAt(std::string_view text, std::size_t position) {
  Digits digits;
  while (digits.size <= 4 && position + digits.size < text.size() && IsDigit(text[position + digits.size])) {
    digits.value = digits.value * 10 + (text[position + digits.size] - '0');
    ++digits.size;
  }
  return digits;
}

bool WordEndsAt(std::string_view text, std::size_t position) {
  return position >= text.size() || !IsLetter(text[position]);
}

// The length of the letters at `position` where they are `name` or an abbreviation of at least three letters.
std::size_t MatchName(std::string_view text, std::size_t position, std::string_view name) {
  std::size_t size = 0;
  while (position + size < text.size() && IsLetter(text[position + size])) ++size;
  if (size < 3) return 0;
  if (size <= name.size())
    return EqualsIgnoringCase(text.substr(position, size), name.substr(0, size)) ? size : 0;
  return size == name.size() + 1 && ToLower(text[position + size - 1]) == 's' &&
                 EqualsIgnoringCase(text.substr(position, name.size()), name)
             ? size
             : 0;
}

struct NameMatch {
  int index = 0;
  std::size_t size = 0;
};

template <std::size_t N>
std::optional<NameMatch> MatchNames(std::string_view text, std::size_t position,
                                    const std::array<std::string_view, N>& names) {
  for (std::size_t i = 0; i < N; ++i) {
    if (ToLower(text[position]) != ToLower(names[i].front())) continue;
    if (const std::size_t size = MatchName(text, position, names[i]); size > 0)
      return NameMatch{static_cast<int>(i), size};
  }
  return std::nullopt;
}

std::optional<Date> Checked(int year, int month, int day) {
  const Date date{year, month, day};
  return IsValid(date) ? std::optional(date) : std::nullopt;
}

// What stands between the parts of a date in numbers: a dash of any kind is '-'; size 0 where it is none.
Rune DateSeparatorAt(std::string_view text, std::size_t position) {
  const Rune rune = RuneAt(text, position);
  if (rune.size > 0 && IsDash(rune.code)) return {'-', rune.size};
  return rune.code == '/' || rune.code == '.' ? rune : Rune();
}

// "2026-03-02", with '-', '/' or '.' between the parts.
std::optional<DateMatch> NumericDateAt(std::string_view text, std::size_t begin) {
  const Digits year = DigitsAt(text, begin);
  const std::size_t mark = begin + year.size;
  const Rune separator = DateSeparatorAt(text, mark);
  if (year.size != 4 || separator.size == 0) return std::nullopt;
  const Digits month = DigitsAt(text, mark + separator.size);
  const std::size_t second = mark + separator.size + month.size;
  if (month.size == 0 || month.size > 2 || DateSeparatorAt(text, second).code != separator.code)
    return std::nullopt;
  const std::size_t last = second + DateSeparatorAt(text, second).size;
  const Digits day = DigitsAt(text, last);
  if (day.size == 0 || day.size > 2) return std::nullopt;
  return DateMatch{Checked(year.value, month.value, day.value), begin, last + day.size};
}

// A year of two digits is one where the weekday beside it says so, too: "Tues 5/13/25".
constexpr int kCentury = 2000;
bool ConfirmedByWeekday(const std::optional<Date>& date, std::string_view text) {
  const std::optional<int> weekday = date ? FindWeekday(text) : std::nullopt;
  return weekday && WeekdayOf(*date) == *weekday;
}

// "3/2/2026", "02.03.2026", "13-03-2026".
std::optional<DateMatch> YearLastAt(std::string_view text, std::size_t begin) {
  const Digits first = DigitsAt(text, begin);
  const std::size_t mark = begin + first.size;
  const Rune separator = DateSeparatorAt(text, mark);
  if (first.size == 0 || first.size > 2 || separator.size == 0) return std::nullopt;
  const Digits second = DigitsAt(text, mark + separator.size);
  const std::size_t mark_of_year = mark + separator.size + second.size;
  if (second.size == 0 || second.size > 2 || DateSeparatorAt(text, mark_of_year).code != separator.code)
    return std::nullopt;
  const std::size_t last = mark_of_year + DateSeparatorAt(text, mark_of_year).size;
  const Digits year = DigitsAt(text, last);
  if (year.size != 4 && year.size != 2) return std::nullopt;
  const int full_year = year.size == 2 ? kCentury + year.value : year.value;
  std::optional<Date> likely = Checked(full_year, first.value, second.value);
  std::optional<Date> other = Checked(full_year, second.value, first.value);
  if (separator.code == '.') std::swap(likely, other);
  if (year.size == 2 && !ConfirmedByWeekday(likely, text) && !ConfirmedByWeekday(other, text))
    return std::nullopt;
  const std::optional<int> weekday = FindWeekday(text);
  if (!likely || (other && weekday && WeekdayOf(*likely) != *weekday && WeekdayOf(*other) == *weekday))
    likely = other;
  return DateMatch{likely, begin, last + year.size};
}

std::size_t SkipOrdinal(std::string_view text, std::size_t position) {
  for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
    if (StartsWithIgnoringCase(text.substr(position), suffix) && WordEndsAt(text, position + 2))
      return position + 2;
  }
  return position;
}

std::size_t SkipSpaces(std::string_view text, std::size_t position) {
  while (position < text.size() && IsSpace(text[position])) ++position;
  return position;
}

// ", 2026" or " 2026" at `position`; the year is 0 where there is none.
std::pair<int, std::size_t> YearAt(std::string_view text, std::size_t position) {
  std::size_t begin = position;
  if (begin < text.size() && (text[begin] == ',' || text[begin] == '.' || text[begin] == '-')) ++begin;
  begin = SkipSpaces(text, begin);
  const Digits year = DigitsAt(text, begin);
  if (year.size != 4 || begin == position) return {0, position};
  return {year.value, begin + year.size};
}

// A month in lower case is a word ("may", "march") unless a year follows.
std::optional<DateMatch> NamedDate(std::string_view text, std::size_t begin, std::size_t name, int month,
                                   int day, std::size_t end) {
  if (day < 1 || day > 31) return std::nullopt;
  const auto [year, year_end] = YearAt(text, end);
  if (year != 0) return DateMatch{Checked(year, month, day), begin, year_end};
  const std::size_t short_begin = SkipSpaces(text, end);
  const Digits short_year = DigitsAt(text, short_begin);
  const std::optional<Date> date = Checked(kCentury + short_year.value, month, day);
  if (short_begin > end && short_year.size == 2 && ConfirmedByWeekday(date, text))
    return DateMatch{date, begin, short_begin + short_year.size};
  if (text[name] == ToLower(text[name])) return std::nullopt;
  return DateMatch{std::nullopt, begin, end};
}

// "March 2, 2026", "Mar. 2nd"
std::optional<DateMatch> MonthFirstAt(std::string_view text, std::size_t begin) {
  const std::optional<NameMatch> month = MatchNames(text, begin, kMonths);
  if (!month) return std::nullopt;
  std::size_t at = begin + month->size;
  if (at < text.size() && text[at] == '.') ++at;
  const std::size_t day_begin = SkipSpaces(text, at);
  const Digits day = DigitsAt(text, day_begin);
  if (day_begin == at || day.size == 0 || day.size > 2) return std::nullopt;
  return NamedDate(text, begin, begin, month->index + 1, day.value, SkipOrdinal(text, day_begin + day.size));
}

// "2 March 2026"
std::optional<DateMatch> DayFirstAt(std::string_view text, std::size_t begin) {
  const Digits day = DigitsAt(text, begin);
  if (day.size == 0 || day.size > 2) return std::nullopt;
  std::size_t name = SkipSpaces(text, SkipOrdinal(text, begin + day.size));
  const bool dashed = name < text.size() && text[name] == '-';  // "18-Sep-2025"
  if (dashed) ++name;
  if (name >= text.size() || name == begin + day.size) return std::nullopt;
  const std::optional<NameMatch> month = MatchNames(text, name, kMonths);
  if (!month || (dashed && YearAt(text, name + month->size).first == 0)) return std::nullopt;
  return NamedDate(text, begin, name, month->index + 1, day.value, name + month->size);
}

}  // namespace

bool IsValid(const Date& date) {
  if (date.year < kFirstYear || date.year > kLastYear || date.month < 1 || date.month > 12) return false;
  const absl::CivilDay day(date.year, date.month, date.day);
  return date.day >= 1 && day.month() == date.month && day.day() == date.day;
}

std::string ToIso(const Date& date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

int WeekdayOf(const Date& date) {
  return static_cast<int>(absl::GetWeekday(absl::CivilDay(date.year, date.month, date.day)));
}

std::optional<WeekdayMatch> MatchWeekday(std::string_view text) {
  if (text.empty() || !IsLetter(text.front())) return std::nullopt;
  const std::optional<NameMatch> match = MatchNames(text, 0, kWeekdays);
  if (!match) return std::nullopt;
  return WeekdayMatch{match->index, match->size};
}

std::optional<int> FindWeekday(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!IsLetter(text[i])) continue;
    if (const std::optional<WeekdayMatch> match = MatchWeekday(text.substr(i))) return match->weekday;
    while (i < text.size() && IsLetter(text[i])) ++i;
  }
  return std::nullopt;
}

std::string_view WeekdayName(int weekday) { return kWeekdays.at(static_cast<std::size_t>(weekday)); }

std::string_view MonthName(int month) { return kMonths.at(static_cast<std::size_t>(month - 1)); }

std::string_view FindMonthName(std::string_view word) {
  if (word.empty() || !IsLetter(word.front())) return {};
  const std::optional<NameMatch> match = MatchNames(word, 0, kMonths);
  return match && match->size == word.size() ? MonthName(match->index + 1) : std::string_view();
}

std::optional<DateMatch> FindDate(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::optional<DateMatch> match;
    if (IsDigit(text[i])) {
      match = NumericDateAt(text, i);
      if (!match) match = YearLastAt(text, i);
      if (!match) match = DayFirstAt(text, i);
    } else if (IsLetter(text[i])) {
      match = MonthFirstAt(text, i);
    }
    if (match) return match;
    const bool word = IsDigit(text[i]) || IsLetter(text[i]);
    ++i;
    while (word && i < text.size() && (IsDigit(text[i]) || IsLetter(text[i]))) ++i;
  }
  return std::nullopt;
}

std::optional<Date> ParseIsoDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-') return std::nullopt;
  const std::optional<DateMatch> match = NumericDateAt(text, 0);
  return match && match->end == text.size() ? match->date : std::nullopt;
}

}  // namespace liftmark::views
