#include "common/views/date_rewrite.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/markdown/lines.h"
#include "common/views/text.h"
#include "common/views/workout.h"
#include "common/views/workout_words.h"

namespace liftmark::views {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
char ToUpper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; }

// `word` in the capitals of `like`.
std::string InCaseOf(std::string_view like, std::string_view word) {
  const bool first = !like.empty() && IsUpper(like.front());
  const bool all = first && std::all_of(like.begin(), like.end(), IsUpper);
  std::string cased(word);
  for (std::size_t i = 0; i < cased.size(); ++i) {
    cased[i] = all || (first && i == 0) ? ToUpper(cased[i]) : ToLower(cased[i]);
  }
  return cased;
}

std::string_view OrdinalOf(int day) {
  if (day % 10 == 1 && day != 11) return "st";
  if (day % 10 == 2 && day != 12) return "nd";
  if (day % 10 == 3 && day != 13) return "rd";
  return "th";
}

// Digits, letters, or what stands between them.
std::vector<std::string_view> Tokens(std::string_view text) {
  const auto kind = [](char c) { return IsDigit(c) ? 0 : IsLetter(c) ? 1 : 2; };
  std::vector<std::string_view> tokens;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin + 1;
    while (end < text.size() && kind(text[end]) == kind(text[begin])) ++end;
    tokens.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return tokens;
}

std::string MonthLike(std::string_view written, int month, bool short_names) {
  const std::string_view name = MonthName(month);
  const bool is_may = EqualsIgnoringCase(written, "may");
  const bool is_short = is_may ? short_names : FindMonthName(written).size() != written.size();
  if (!is_short) return InCaseOf(written, name);
  const std::size_t letters = written.size() == 4 && month == 9 ? 4 : 3;
  return InCaseOf(written, name.substr(0, letters));
}

// `text` is a date as FindDate finds it.
std::string DateLike(std::string_view text, const std::optional<Date>& from, const Date& to,
                     bool short_names) {
  const std::vector<std::string_view> tokens = Tokens(text);
  std::vector<std::size_t> numbers;  // of one or two digits
  bool has_name = false;
  bool year_first = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (IsDigit(tokens[i].front()) && tokens[i].size() <= 2) numbers.push_back(i);
    if (IsDigit(tokens[i].front()) && tokens[i].size() == 4) year_first = numbers.empty();
    if (!FindMonthName(tokens[i]).empty()) has_name = true;
  }
  std::optional<std::size_t> day, month, short_year;
  if (numbers.size() == (has_name ? 2u : 3u)) {
    short_year = numbers.back();
    numbers.pop_back();
  }
  if (has_name) {
    if (!numbers.empty()) day = numbers.front();
  } else if (numbers.size() == 2) {
    const int first = *FirstNumber(tokens[numbers[0]]);
    const int second = *FirstNumber(tokens[numbers[1]]);
    bool day_first = !year_first && text.find('.') != std::string_view::npos;
    if (!year_first && from && first != second) day_first = first == from->day && second == from->month;
    day = numbers[day_first ? 0 : 1];
    month = numbers[day_first ? 1 : 0];
  }
  const auto starts_with_zero = [&](std::size_t i) { return tokens[i].front() == '0'; };
  const auto has_one_digit = [&](std::size_t i) { return tokens[i].size() == 1; };
  const bool padded = std::any_of(numbers.begin(), numbers.end(), starts_with_zero) ||
                      (!has_name && std::none_of(numbers.begin(), numbers.end(), has_one_digit));
  const auto number = [&](int value) {
    return padded ? absl::StrFormat("%02d", value) : absl::StrCat(value);
  };

  std::string written;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view token = tokens[i];
    if (i == day) {
      written += number(to.day);
    } else if (i == month) {
      written += number(to.month);
    } else if (i == short_year) {
      written += absl::StrFormat("%02d", to.year % 100);
    } else if (IsDigit(token.front()) && token.size() == 4) {
      written += absl::StrFormat("%04d", to.year);
    } else if (i > 0 && i - 1 == day && IsLetter(token.front())) {
      written += InCaseOf(token, OrdinalOf(to.day));
    } else if (!FindMonthName(token).empty()) {
      written += MonthLike(token, to.month, short_names);
    } else {
      written += token;
    }
  }
  return written;
}

// `text` is a weekday as MatchWeekday matches it.
std::string WeekdayLike(std::string_view text, int from, int to) {
  const std::string_view name = WeekdayName(to);
  const std::size_t whole = WeekdayName(from).size();
  if (text.size() > whole) return InCaseOf(text, name) + (IsUpper(text.back()) ? "S" : "s");
  if (text.size() == whole) return InCaseOf(text, name);
  // "Tues" and "Thurs" are usual beside "Mon", where the writer takes more than three letters.
  constexpr std::size_t kThree = 3;
  const std::size_t letters = text.size() == kThree ? kThree : to == 1 ? 4 : to == 3 ? 5 : kThree;
  return InCaseOf(text, name.substr(0, letters));
}

struct Place {
  int weekday = 0;
  std::size_t begin = 0;
  std::size_t size = 0;
};

// The first weekday that is a word of its own, `wanted` where that is given.
std::optional<Place> FindWeekdayPlace(std::string_view line, std::optional<int> wanted) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!IsLetter(line[i])) continue;
    const std::optional<WeekdayMatch> match = MatchWeekday(line.substr(i));
    if (match && (!wanted || match->weekday == *wanted)) return Place{match->weekday, i, match->size};
    while (i < line.size() && IsLetter(line[i])) ++i;
  }
  return std::nullopt;
}

// A line as it is read, and where each of its characters, and its end, stand in the source.
struct LineAsRead {
  explicit LineAsRead(std::string_view source) {
    for (std::size_t at = 0; at < source.size();) {
      const Rune rune = RuneAt(source, at);
      const char plain = markdown::PlainCharacter(rune.code);
      const std::size_t size = plain != 0 ? 1 : rune.size;
      for (std::size_t i = 0; i < size; ++i) places.push_back(at + i);
      plain != 0 ? text.push_back(plain) : static_cast<void>(text.append(source, at, rune.size));
      at += rune.size;
    }
    places.push_back(source.size());
  }

  std::string text;
  std::vector<std::size_t> places;
};

// What a document states about its day.
struct Stated {
  std::optional<Date> date;
  std::optional<int> weekday;
};

// `states` is set for the line that they were read from; another one only repeats them.
std::string MoveLine(std::string_view line, const Stated& stated, const Date& to, bool states) {
  const LineAsRead read(line);
  std::optional<DateMatch> date = FindDate(read.text);
  const bool same = date && date->date && stated.date && ToIso(*date->date) == ToIso(*stated.date);
  if (date && !states && !same) date.reset();
  const std::optional<Place> weekday =
      states || stated.weekday ? FindWeekdayPlace(read.text, states ? std::nullopt : stated.weekday)
                               : std::nullopt;
  const bool short_names = weekday && weekday->size < WeekdayName(weekday->weekday).size();

  struct Piece {
    std::size_t begin, end;
    std::string text;
  };
  const auto compose = [&](std::optional<std::string> written_date) {
    std::vector<Piece> pieces;
    if (written_date)
      pieces.push_back({read.places[date->begin], read.places[date->end], *std::move(written_date)});
    if (weekday) {
      const std::size_t begin = read.places[weekday->begin];
      pieces.push_back({begin, begin + weekday->size,
                        WeekdayLike(line.substr(begin, weekday->size), weekday->weekday, WeekdayOf(to))});
    }
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
    std::string moved;
    std::size_t copied = 0;
    for (const Piece& piece : pieces) {
      moved += line.substr(copied, piece.begin - copied);
      moved += piece.text;
      copied = piece.end;
    }
    return moved + std::string(line.substr(copied));
  };

  if (!date) return compose(std::nullopt);
  const std::string_view written =
      line.substr(read.places[date->begin], read.places[date->end] - read.places[date->begin]);
  std::string moved = compose(DateLike(written, date->date, to, short_names));
  const std::optional<DateMatch> again = FindDate(LineAsRead(moved).text);
  const bool misread = date->date && (!again || !again->date || ToIso(*again->date) != ToIso(to));
  return misread ? compose(ToIso(to)) : moved;
}

// Whether a line may repeat what the title says of the day.
bool MayRepeat(std::string_view line) {
  while (!line.empty() && (IsSpace(line.front()) || line.front() == '-' || line.front() == '*' ||
                           line.front() == '_' || line.front() == '>')) {
    line.remove_prefix(1);
  }
  return line.starts_with('#') || StartsWithWord(line, "date") || StartsWithWord(line, "day");
}

bool EndsHeader(std::string_view line) {
  const std::size_t marks = line.find_first_not_of('#');
  if (marks == 0 || marks == std::string_view::npos) return false;
  const std::string_view title = Trim(line.substr(marks));
  return SectionOf(title) != SectionKind::kNone || IsNumbered(title);
}

}  // namespace

std::string MoveDates(std::string_view markdown, const Date& to) {
  const Workout workout = BuildWorkout(markdown);
  if (workout.date_line == 0) return std::string(markdown);
  Stated stated;
  if (workout.date) stated.date = ParseIsoDate(*workout.date);
  if (workout.weekday) stated.weekday = MatchWeekday(*workout.weekday)->weekday;

  std::string moved;
  bool in_header = true;
  std::uint32_t number = 1;
  for (std::size_t begin = 0; begin < markdown.size(); ++number) {
    const std::size_t end = markdown::EndOfLine(markdown, begin);
    const std::string_view line = markdown.substr(begin, end - begin);
    const bool states = number == workout.date_line;
    if (!states && EndsHeader(line)) in_header = false;
    if (states || line.starts_with("===") || (in_header && MayRepeat(line))) {
      moved += MoveLine(line, stated, to, states);
    } else {
      moved += line;
    }
    const std::size_t next = markdown::NextLine(markdown, begin);
    moved += markdown.substr(end, next - end);
    begin = next;
  }
  return moved;
}

}  // namespace liftmark::views
