#include "common/views/plan_headings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "common/views/dates.h"
#include "common/views/phrases.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

constexpr int kMaxWeek = 520;
constexpr std::size_t kMaxHourBytes = 5;
// What stands further on in a line names no phase and no day.
constexpr std::size_t kMaxHeadingBytes = 300;
// A heading that goes on longer without dash or colon is no day's title.
constexpr std::size_t kMaxTitleWords = 6;

// "1. ", "🏋 ", "— " before the words.
std::string_view WithoutOrnament(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && !IsLetter(text[i]) && text[i] != '(') ++i;
  return text.substr(i);
}

// A number after a word: "1", "1-4", "II", "B", "two". `size` gets its bytes.
struct Ordinal {
  int first = 0;
  int last = 0;
  std::size_t size = 0;
};

std::optional<Ordinal> OrdinalAt(std::string_view text) {
  std::size_t size = 0;
  if (const std::optional<Range> range = ParseRange(text, &size)) {
    if (range->low < 1 || range->high > kMaxWeek || range->low > range->high) return std::nullopt;
    return Ordinal{static_cast<int>(range->low), static_cast<int>(range->high), size};
  }
  static constexpr std::array<std::string_view, 8> kRoman = {"I", "II", "III", "IV",
                                                             "V", "VI", "VII", "VIII"};
  static constexpr std::array<std::string_view, 8> kWords = {"one",  "two", "three", "four",
                                                             "five", "six", "seven", "eight"};
  while (size < text.size() && IsLetter(text[size])) ++size;
  const std::string_view word = text.substr(0, size);
  for (std::size_t i = 0; i < kRoman.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    if (word == kRoman[i] || EqualsIgnoringCase(word, kWords[i])) return Ordinal{number, number, size};
  }
  if (size == 1 && word[0] >= 'A' && word[0] <= 'H') {
    const int number = word[0] - 'A' + 1;
    return Ordinal{number, number, size};
  }
  return std::nullopt;
}

std::string_view WithoutHash(std::string_view text) {
  text = Trim(text);
  if (text.starts_with('#')) text.remove_prefix(1);
  return text;
}

// Whether a title begins after a sign: end, colon, dash, parenthesis, bar, comma.
bool IsSeparated(std::string_view rest) {
  rest = Trim(rest);
  const Rune rune = RuneAt(rest, 0);
  return rune.size == 0 || IsDash(rune.code) || rune.code == ':' || rune.code == '(' || rune.code == '|' ||
         rune.code == ',' || rune.code == '.';
}

std::string_view TitleAfter(std::string_view rest) {
  rest = TrimLeadingMarks(rest);
  for (const std::string_view bar : {"|", "·"}) {
    while (rest.starts_with(bar)) rest = TrimLeadingMarks(rest.substr(bar.size()));
  }
  rest = TrimEnding(rest);
  while (rest.ends_with('|')) rest = TrimEnding(rest.substr(0, rest.size() - 1));
  return rest;
}

// The text without the bytes that name weeks, and without the parenthesis that begins with them.
std::string WithoutWeeks(std::string_view text, const WeekSpan& span) {
  std::size_t begin = span.begin;
  std::size_t end = span.end;
  const std::string_view before = Trim(text.substr(0, begin));
  if (before.ends_with('(')) {
    begin = before.size() - 1 + static_cast<std::size_t>(before.data() - text.data());
    end = std::min(FindClosing(text, begin) + 1, text.size());
  }
  const std::string_view left = TrimEnding(text.substr(0, begin));
  const std::string_view right = Trim(text.substr(end));
  std::string joined(left);
  if (!left.empty() && !right.empty() && !IsSeparated(right)) joined.append(" ");
  return joined.append(right);
}

// A heading about a phase, not the phase: "Phase 1 Progression Strategy".
bool IsAboutAPart(std::string_view text) {
  return PlanPartOf(text) != PlanPart::kOther ||
         ContainsAnyWord(text,
                         {"strategy", "notes", "goals", "example", "examples", "selection", "adjustments"});
}

struct KindWord {
  std::string_view word;
  MicrocycleKind kind;
};
constexpr KindWord kKindWords[] = {{"phase", MicrocycleKind::kPhase},
                                   {"stage", MicrocycleKind::kPhase},
                                   {"block", MicrocycleKind::kBlock},
                                   {"mesocycle", MicrocycleKind::kBlock},
                                   {"month", MicrocycleKind::kBlock},
                                   {"cycle", MicrocycleKind::kBlock},
                                   {"microcycle", MicrocycleKind::kMicrocycle},
                                   {"microcycles", MicrocycleKind::kMicrocycle},
                                   {"week", MicrocycleKind::kWeek},
                                   {"weeks", MicrocycleKind::kWeek},
                                   {"wk", MicrocycleKind::kWeek},
                                   {"wks", MicrocycleKind::kWeek}};

void SetWeeks(MicrocycleHeading& heading, int first, int last) {
  heading.week_start = first;
  heading.week_end = last;
}

// The weekdays at the beginning of `text`, joined by signs or "and": "Mon/Thu", "Monday & Wednesday",
// "Mon–Fri".
std::vector<int> TakeWeekdays(std::string_view& text) {
  std::vector<int> weekdays;
  std::string_view rest = text;
  bool range = false;
  while (const std::optional<WeekdayMatch> match = MatchWeekday(rest)) {
    if (range && !weekdays.empty()) {
      for (int day = (weekdays.back() + 1) % 7; day != match->weekday; day = (day + 1) % 7)
        weekdays.push_back(day);
    }
    if (std::find(weekdays.begin(), weekdays.end(), match->weekday) == weekdays.end())
      weekdays.push_back(match->weekday);
    text = rest.substr(match->size);
    rest = Trim(text);
    const Rune joint = RuneAt(rest, 0);
    range = joint.size > 0 && IsDash(joint.code);
    if (range || joint.code == '&' || joint.code == '/' || joint.code == '+' || joint.code == ',') {
      rest = Trim(rest.substr(joint.size));
    } else if (StartsWithWord(rest, "and")) {
      rest = Trim(rest.substr(3));
    } else {
      break;
    }
  }
  return weekdays;
}

// "Day 1", "Session B", "Workout 2" at the beginning of `text`.
std::optional<int> TakeDayNumber(std::string_view& text) {
  for (const std::string_view word : {"training day", "day", "days", "session", "workout"}) {
    if (!StartsWithWord(text, word)) continue;
    const std::string_view after = WithoutHash(text.substr(word.size()));
    const std::optional<Ordinal> ordinal = OrdinalAt(after);
    if (!ordinal) return std::nullopt;
    const Rune next = RuneAt(after, ordinal->size);
    if (next.size > 0 && next.code < 0x80 &&
        (IsLetter(after[ordinal->size]) || IsDigit(after[ordinal->size])))
      return std::nullopt;
    text = after.substr(ordinal->size);
    return ordinal->first;
  }
  return std::nullopt;
}

bool MayBeTitle(std::string_view rest, DayForm form) {
  if (IsSeparated(rest)) return true;
  return form == DayForm::kHeading && rest.starts_with(' ') && CountWords(rest) <= kMaxTitleWords;
}

// " 6:30 PM" behind a weekday says when, and is no title.
std::string_view WithoutHour(std::string_view rest) {
  const std::string_view text = Trim(rest);
  std::size_t size = 0;
  while (size < text.size() &&
         (IsDigit(text[size]) || (text[size] == ':' && size + 1 < text.size() && IsDigit(text[size + 1]))))
    ++size;
  if (size == 0 || size > kMaxHourBytes) return rest;
  const std::string_view after = Trim(text.substr(size));
  for (const std::string_view half : {"am", "pm"}) {
    if (StartsWithWord(after, half)) return after.substr(half.size());
  }
  return text.substr(0, size).find(':') == std::string_view::npos ? rest : after;
}

// What a parenthesis or the part behind a dash says of the day: "(Monday)", "(Day 2)", "— Mon/Thu". False
// where it says anything else.
bool TakeAll(std::string_view text, DayHeading& day) {
  text = Trim(text);
  std::vector<int> weekdays = TakeWeekdays(text);
  if (!weekdays.empty() && TitleAfter(text).empty()) {
    day.weekdays = std::move(weekdays);
    return true;
  }
  if (!weekdays.empty()) return false;
  const std::optional<int> number = TakeDayNumber(text);
  if (!number || !TitleAfter(text).empty()) return false;
  day.number = number;
  return true;
}

// "(Monday): Upper" and "Monday — Upper" after "Day 1", "(Day 1): Upper" and "Day 1 — Upper" after "Monday".
void TakeSecond(std::string_view& rest, DayHeading& day) {
  std::string_view title = TitleAfter(rest);
  if (title.starts_with('(')) {
    const std::size_t close = FindClosing(title, 0);
    if (TakeAll(title.substr(1, close - 1), day)) rest = title.substr(std::min(close + 1, title.size()));
    return;
  }
  DayHeading second;
  if (day.weekdays.empty()) {
    second.weekdays = TakeWeekdays(title);
  } else {
    second.number = TakeDayNumber(title);
  }
  if ((second.weekdays.empty() && !second.number) || !IsSeparated(title)) return;
  if (day.weekdays.empty()) day.weekdays = std::move(second.weekdays);
  if (!day.number) day.number = second.number;
  rest = title;
}

// "Upper (Monday)", "Upper — Monday".
std::optional<DayHeading> DayAtTheEnd(std::string_view text) {
  DayHeading day;
  std::size_t at = std::string_view::npos;
  if (text.ends_with(')')) {
    at = text.rfind('(');
    if (at == std::string_view::npos || !TakeAll(text.substr(at + 1, text.size() - at - 2), day))
      return std::nullopt;
  } else {
    const SpacedDash dash = FindSpacedDash(text);
    at = dash.position;
    if (!dash.found() || !TakeAll(text.substr(at + dash.size), day)) return std::nullopt;
  }
  day.title = TitleAfter(text.substr(0, at));
  if (day.title.empty() || PlanPartOf(day.title) != PlanPart::kOther) return std::nullopt;
  return day;
}

// "(W4–W7)", "(W9)": all of a parenthesis, as "W" alone may be anything.
std::optional<WeekSpan> ShortWeekSpan(std::string_view text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) return std::nullopt;
  std::size_t at = open + 1;
  const auto take = [&]() -> std::optional<int> {
    if (at >= text.size() || ToLower(text[at]) != 'w') return std::nullopt;
    std::size_t digits = at + 1;
    while (digits < text.size() && IsDigit(text[digits])) ++digits;
    const std::optional<int> week = FirstNumber(text.substr(at + 1, digits - at - 1));
    at = digits;
    return week && *week >= 1 && *week <= kMaxWeek ? week : std::nullopt;
  };
  const std::optional<int> first = take();
  if (!first) return std::nullopt;
  int last = *first;
  if (const Rune dash = RuneAt(text, at); dash.size > 0 && IsDash(dash.code)) {
    at += dash.size;
    const std::optional<int> end = take();
    if (!end) return std::nullopt;
    last = *end;
  }
  if (at >= text.size() || text[at] != ')') return std::nullopt;
  return WeekSpan{*first, last, open + 1, at};
}

}  // namespace

std::string_view WithoutEnclosing(std::string_view title) {
  const bool enclosed = title.starts_with('(') && FindClosing(title, 0) + 1 == title.size();
  return enclosed ? Trim(title.substr(1, title.size() - 2)) : title;
}

std::optional<WeekSpan> FindWeekSpan(std::string_view text) {
  text = CutTo(text, kMaxHeadingBytes);
  for (const std::string_view word : {"weeks", "week", "wks", "wk"}) {
    for (std::size_t at = FindWord(text, word); at != std::string_view::npos;
         at = FindWord(text, word, at + word.size())) {
      const std::string_view after = WithoutHash(text.substr(at + word.size()));
      std::size_t size = 0;
      const std::optional<Range> range = ParseRange(after, &size);
      if (!range || range->low < 1 || range->high > kMaxWeek) continue;
      const auto end = static_cast<std::size_t>(after.data() - text.data()) + size;
      return WeekSpan{static_cast<int>(range->low), static_cast<int>(range->high), at, end};
    }
  }
  return ShortWeekSpan(text);
}

std::optional<MicrocycleHeading> ReadMicrocycleHeading(std::string_view heading) {
  const std::string_view text = WithoutOrnament(CutTo(heading, kMaxHeadingBytes));
  MicrocycleHeading result;
  std::string_view rest = text;
  std::string_view prefix;
  for (const KindWord& kind : kKindWords) {
    if (!StartsWithWord(text, kind.word)) continue;
    const std::string_view after = WithoutHash(text.substr(kind.word.size()));
    const std::optional<Ordinal> ordinal = OrdinalAt(after);
    if (!ordinal) return std::nullopt;
    rest = after.substr(ordinal->size);
    if (!rest.empty() && (IsLetter(rest[0]) || IsDigit(rest[0]))) return std::nullopt;
    if (!IsSeparated(rest) && IsAboutAPart(rest)) return std::nullopt;
    prefix = text.substr(0, text.size() - rest.size());
    result.kind = kind.kind;
    result.number = ordinal->first;
    if (kind.kind == MicrocycleKind::kWeek || kind.kind == MicrocycleKind::kMicrocycle)
      SetWeeks(result, ordinal->first, ordinal->last);
    break;
  }
  std::string named(rest);
  const std::optional<WeekSpan> span = FindWeekSpan(rest);
  if (span) {
    SetWeeks(result, span->first, span->last);
    named = WithoutWeeks(rest, *span);
  }
  if (!result.kind) {
    const bool in_parentheses = span && span->begin > 0 && rest[span->begin - 1] == '(';
    const bool light = StartsWithWord(named, "deload") || StartsWithWord(named, "recovery") ||
                       StartsWithWord(named, "taper") || StartsWithWord(named, "testing");
    if (!in_parentheses || (!light && IsAboutAPart(named))) return std::nullopt;
  }
  const std::string_view name = WithoutEnclosing(TitleAfter(named));
  result.name = name.empty() ? Trim(prefix) : name;
  return result;
}

std::optional<DayHeading> ReadDayHeading(std::string_view text, DayForm form) {
  text = WithoutOrnament(CutTo(text, kMaxHeadingBytes));
  DayHeading day;
  std::string_view rest = text;
  day.weekdays = TakeWeekdays(rest);
  if (day.weekdays.empty()) day.number = TakeDayNumber(rest);
  if (day.weekdays.empty() && !day.number) return DayAtTheEnd(text);
  // Where there is no other title, "Day 1" is one, and a weekday is none.
  std::string_view number_text = Trim(text.substr(0, text.size() - rest.size()));
  if (!day.weekdays.empty()) number_text = TitleAfter(rest);
  if (!day.weekdays.empty()) rest = WithoutHour(rest);
  if (!MayBeTitle(rest, form)) return std::nullopt;
  TakeSecond(rest, day);
  std::string_view title = TitleAfter(rest);
  if (day.weekdays.empty()) {
    if (std::optional<DayHeading> end = DayAtTheEnd(title); end && !end->weekdays.empty()) {
      day.weekdays = std::move(end->weekdays);
      title = title.substr(0, end->title.size());
    }
  }
  day.title = WithoutEnclosing(title);
  if (day.title.empty() && day.number) day.title = number_text;
  return day;
}

PlanPart PlanPartOf(std::string_view heading) {
  if ((ContainsAnyWord(heading,
                       {"modification", "modifications", "change", "revision", "version", "adjustment"}) &&
       ContainsAnyWord(heading, {"history", "log"})) ||
      IsOneOf(heading, {"modifications", "changelog", "changes"}))
    return PlanPart::kModifications;
  if (ContainsAnyWord(heading, {"phase cycling",   "nutrition",  "nutritional", "faq",       "questions",
                                "troubleshooting", "recovery",   "warm-up",     "warmup",    "warm up",
                                "cool down",       "cool-down",  "cooldown",    "equipment", "metrics",
                                "tracking",        "outcomes",   "guidelines",  "guidance",  "principles",
                                "recommendations", "next steps", "testing",     "glossary",  "safety",
                                "substitutions",   "mobility",   "notes",       "sleep",     "hydration",
                                "supplements",     "attempt",    "attempts",    "selection", "readiness"}))
    return PlanPart::kOutside;
  if (ContainsAnyWord(heading, {"philosophy", "rationale", "approach"})) return PlanPart::kPhilosophy;
  if (ContainsAnyWord(heading, {"progression", "progress", "overload", "deload", "taper strategy"}))
    return PlanPart::kProgression;
  if (ContainsAnyWord(heading, {"weekly", "schedule", "pattern", "split", "training week", "frequency",
                                "template", "templates", "structure"}))
    return PlanPart::kPattern;
  if (ContainsAnyWord(heading, {"header", "overview", "client", "profile", "info", "information", "details",
                                "summary", "at a glance", "snapshot"}))
    return PlanPart::kHeader;
  return PlanPart::kOther;
}

}  // namespace liftmark::views
