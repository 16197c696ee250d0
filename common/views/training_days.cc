#include "common/views/training_days.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "absl/strings/str_replace.h"
#include "common/views/dates.h"
#include "common/views/phrases.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

struct Mention {
  std::size_t weekday = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Mention> FullMentions(std::string_view text) {
  std::vector<Mention> mentions;
  for (std::size_t i = 0; i < text.size();) {
    if (!IsLetter(text[i])) {
      ++i;
      continue;
    }
    if (const std::optional<WeekdayMatch> match = MatchWeekday(text.substr(i))) {
      mentions.push_back({static_cast<std::size_t>(match->weekday), i, i + match->size});
    }
    while (i < text.size() && (IsLetter(text[i]) || IsDigit(text[i]))) ++i;
  }
  return mentions;
}

bool IsDashAlone(std::string_view text) {
  const Rune rune = RuneAt(text, 0);
  return rune.size > 0 && IsDash(rune.code) && rune.size == text.size();
}

bool MakesRange(std::string_view between) {
  between = Trim(between);
  return IsDashAlone(between) || IsOneOf(between, {"to", "through", "thru"});
}

// "2 days", "3x/week", "4 sessions": how many days a text states beside their names.
std::optional<std::size_t> StatedCount(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!IsDigit(text[i]) || (i > 0 && IsDigit(text[i - 1]))) continue;
    const std::string_view after = Trim(text.substr(i + 1));
    const bool times =
        StartsWithWord(after, "x") || StartsWithWord(after, "times") || RuneAt(after, 0).code == 0xD7;
    if (times || StartsWithWord(after, "day") || StartsWithWord(after, "days") ||
        StartsWithWord(after, "sessions"))
      return static_cast<std::size_t>(text[i] - '0');
  }
  return std::nullopt;
}

void SetRange(Weekdays& days, std::size_t first, std::size_t last) {
  for (std::size_t day = first; day != last; day = (day + 1) % days.size()) days.set(day);
  days.set(last);
}

// "M/W/F", "MWF", "T/Th", "M–F" as a whole word, in week order.
Weekdays LetterDays(std::string_view word) {
  struct Letters {
    std::string_view letters;
    std::size_t weekday;
  };
  static constexpr Letters kLetters[] = {{"Mo", 0}, {"Tu", 1}, {"We", 2}, {"Th", 3}, {"Fr", 4}, {"Sa", 5},
                                         {"Su", 6}, {"M", 0},  {"T", 1},  {"W", 2},  {"R", 3},  {"F", 4}};
  std::vector<std::size_t> mentions;
  bool range = false;
  for (std::size_t i = 0; i < word.size();) {
    const Rune rune = RuneAt(word, i);
    if (word[i] == '/' || IsDash(rune.code)) {
      range = word[i] != '/';
      i += rune.size;
      continue;
    }
    const auto day = std::find_if(std::begin(kLetters), std::end(kLetters), [&](const Letters& letters) {
      return word.substr(i).substr(0, letters.letters.size()) == letters.letters;
    });
    if (day == std::end(kLetters) || (!mentions.empty() && day->weekday <= mentions.back())) return {};
    mentions.push_back(day->weekday);
    i += day->letters.size();
  }
  Weekdays days;
  if (mentions.size() < 2) return days;
  for (const std::size_t day : mentions) days.set(day);
  if (range && mentions.size() == 2) SetRange(days, mentions[0], mentions[1]);
  return days;
}

Weekdays LetterDaysIn(std::string_view spaced) {
  Weekdays days;
  const std::string joined =
      absl::StrReplaceAll({spaced.data(), spaced.size()}, {{" / ", "/"}});  // "M / W / F"
  std::string_view text = joined;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" ,;&+"), text.size());
    days |= LetterDays(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return days;
}

// Of one clause without parentheses.
Weekdays DaysOfClause(std::string_view clause, std::optional<std::size_t> count) {
  const std::vector<Mention> mentions = FullMentions(clause);
  if (mentions.empty()) return LetterDaysIn(clause);
  Weekdays days;
  for (const Mention& mention : mentions) days.set(mention.weekday);
  // "Mon-Wed-Fri" is a list; so is "Tue - Thu" where two days are stated.
  if (count == mentions.size()) return days;
  const auto range_after = [&](std::size_t i) {
    return i + 1 < mentions.size() &&
           MakesRange(clause.substr(mentions[i].end, mentions[i + 1].begin - mentions[i].end));
  };
  for (std::size_t i = 0; i + 1 < mentions.size(); ++i) {
    const bool chained = (i > 0 && range_after(i - 1)) || range_after(i + 1);
    const bool forward = mentions[i].weekday < mentions[i + 1].weekday || mentions.size() == 2;
    if (range_after(i) && !chained && forward) SetRange(days, mentions[i].weekday, mentions[i + 1].weekday);
  }
  return days;
}

Weekdays GroupsOfClause(std::string_view clause) {
  Weekdays days;
  if (ContainsWord(clause, "weekdays")) SetRange(days, 0, 4);
  if (ContainsWord(clause, "weekends")) SetRange(days, 5, 6);
  return days;
}

// Where a clause begins to refuse: "Mon-Sat except Wed", "Mon and Fri but not Sun".
std::size_t RefusalIn(std::string_view clause) {
  std::size_t begin = clause.size();
  for (const std::string_view word : {"except", "but", "not", "excluding", "never"})
    begin = std::min(begin, FindWord(clause, word));
  return begin;
}

// A dash between weekdays parts no clauses.
std::string JoinRanges(std::string_view text) {
  std::string joined;
  for (std::size_t i = 0; i < text.size();) {
    const Rune dash = text[i] == ' ' ? RuneAt(text, i + 1) : Rune();
    const std::size_t after = i + 1 + dash.size;
    if (dash.size > 0 && IsDash(dash.code) && after < text.size() && text[after] == ' ' &&
        MatchWeekday(text.substr(after + 1))) {
      joined.push_back('-');
      i = after + 1;
    } else {
      joined.push_back(text[i++]);
    }
  }
  return joined;
}

// A remark in parentheses ends a clause: "Mon/Wed (lifting), Tue/Thu (running)".
std::vector<std::string_view> DayClauses(std::string_view text) {
  std::vector<std::string_view> clauses;
  for (std::string_view clause : SplitClauses(text)) {
    for (std::size_t end = clause.find("),"); end != std::string_view::npos; end = clause.find("),")) {
      clauses.push_back(clause.substr(0, end + 1));
      clause.remove_prefix(end + 2);
    }
    clauses.push_back(clause);
  }
  return clauses;
}

struct AffirmedDays {
  Weekdays lifting;
  Weekdays all;
};

AffirmedDays ReadAffirmed(std::string_view text, bool groups) {
  const std::optional<std::size_t> count = StatedCount(text);
  AffirmedDays affirmed_days;
  for (const std::string_view clause : DayClauses(text)) {
    const std::string bare = WithoutParentheses(clause);
    const std::size_t refusal = RefusalIn(bare);
    const std::string_view affirmed = std::string_view(bare).substr(0, refusal);
    if (IsRefusal(affirmed)) continue;
    const std::string_view refused = std::string_view(bare).substr(refusal);
    Weekdays days = DaysOfClause(affirmed, count);
    if (groups && !count) days |= GroupsOfClause(affirmed);
    if (AreWholeDays(refused)) days &= ~DaysOfClause(refused, count);
    affirmed_days.all |= days;
    if (!IsOtherSport(clause)) affirmed_days.lifting |= days;
  }
  return affirmed_days;
}

std::string InParentheses(std::string_view text) {
  std::string inner;
  for (std::size_t open = text.find('('); open != std::string_view::npos;) {
    const std::size_t close = FindClosing(text, open);
    inner.append(text.substr(open + 1, close - open - 1)).append("; ");
    open = text.find('(', close);
  }
  return inner;
}

Weekdays Days(std::string_view text, bool groups) {
  const std::string joined = JoinRanges(text);
  const AffirmedDays days = ReadAffirmed(joined, groups);
  if (days.all.any()) return days.lifting.any() ? days.lifting : days.all;
  return ReadAffirmed(InParentheses(joined), groups).lifting;  // "5 days (team practice Mon-Thu)" names none
}

}  // namespace

Weekdays WeekdaysIn(std::string_view text) { return Days(text, false); }

Weekdays WeekdaysAndGroupsIn(std::string_view text) { return Days(text, true); }

bool IsOtherSport(std::string_view text) {
  return ContainsAnyWord(text,
                         {"run",      "runs",       "running", "jog",     "jogging", "cardio",     "soccer",
                          "football", "basketball", "tennis",  "hockey",  "rugby",   "volleyball", "swim",
                          "swims",    "swimming",   "bike",    "cycling", "ride",    "rides",      "climbing",
                          "practice", "game",       "games",   "race"}) &&
         !ContainsAnyWord(text, {"lift", "lifts", "lifting", "strength", "gym", "weights", "resistance",
                                 "after", "before", "around", "between"});
}

bool IsRefusal(std::string_view text) {
  return ContainsAnyWord(
      text, {"blocked", "unavailable", "not", "cannot", "can't", "can’t", "no", "off", "rest", "avoid",
             "never", "except", "excluded", "without", "missing", "lacking", "unknown"});
}

bool AreWholeDays(std::string_view text) {
  return std::none_of(text.begin(), text.end(), IsDigit) &&
         !ContainsAnyWord(
             text, {"am", "pm", "a.m", "p.m", "morning", "mornings", "evening", "evenings", "afternoon",
                    "afternoons", "night", "nights", "noon", "before", "after", "until"});
}

std::vector<std::string> WeekdayNames(Weekdays days) {
  std::vector<std::string> names;
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (days[day]) names.emplace_back(WeekdayName(static_cast<int>(day)));
  }
  return names;
}

}  // namespace liftmark::views
