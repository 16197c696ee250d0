#include "common/views/workout_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "common/views/dates.h"
#include "common/views/exercise_lines.h"
#include "common/views/phrases.h"
#include "common/views/quantities.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

template <class Kind>
struct Title {
  std::string_view letters;  // as TitleStarts takes them
  Kind kind;
};

// What may stand behind other words of a title ("Dynamic Warm-Up").
constexpr std::array kSectionWords = {
    Title<SectionKind>{"cooldown", SectionKind::kCoolDown},
    Title<SectionKind>{"warmup", SectionKind::kWarmUp},
    Title<SectionKind>{"notes", SectionKind::kNotes},
};

// What is longer stands before its own beginning.
constexpr std::array kSectionTitles = {
    Title<SectionKind>{"stretching", SectionKind::kCoolDown},
    Title<SectionKind>{"activation", SectionKind::kWarmUp},
    Title<SectionKind>{"primer", SectionKind::kWarmUp},
    Title<SectionKind>{"mobility", SectionKind::kWarmUp},
    Title<SectionKind>{"movementprep", SectionKind::kWarmUp},
    Title<SectionKind>{"preparation", SectionKind::kWarmUp},
    Title<SectionKind>{"sessionoverview", SectionKind::kOther},
    Title<SectionKind>{"workoutoverview", SectionKind::kOther},
    Title<SectionKind>{"sessiongoals", SectionKind::kOther},
    Title<SectionKind>{"overview", SectionKind::kOther},
    Title<SectionKind>{"goals", SectionKind::kOther},
    Title<SectionKind>{"goal", SectionKind::kOther},
    Title<SectionKind>{"objectives", SectionKind::kOther},
    Title<SectionKind>{"objective", SectionKind::kOther},
    Title<SectionKind>{"intent", SectionKind::kOther},
    Title<SectionKind>{"purpose", SectionKind::kOther},
    Title<SectionKind>{"equipment", SectionKind::kOther},
    Title<SectionKind>{"nutrition", SectionKind::kOther},
    Title<SectionKind>{"progression", SectionKind::kOther},
    Title<SectionKind>{"substitutions", SectionKind::kOther},
    Title<SectionKind>{"modifications", SectionKind::kOther},
    Title<SectionKind>{"readiness", SectionKind::kOther},
    Title<SectionKind>{"metrics", SectionKind::kOther},
    Title<SectionKind>{"safety", SectionKind::kOther},
    Title<SectionKind>{"recovery", SectionKind::kOther},
    Title<SectionKind>{"tomorrow", SectionKind::kOther},
    Title<SectionKind>{"nextsession", SectionKind::kOther},
    Title<SectionKind>{"nextworkout", SectionKind::kOther},
    Title<SectionKind>{"coachingcues", SectionKind::kOther},
    Title<SectionKind>{"cues", SectionKind::kOther},
    Title<SectionKind>{"volume", SectionKind::kOther},
    Title<SectionKind>{"total", SectionKind::kOther},
    Title<SectionKind>{"note", SectionKind::kNotes},
    Title<SectionKind>{"postsession", SectionKind::kNotes},
    Title<SectionKind>{"postworkout", SectionKind::kNotes},
    Title<SectionKind>{"overall", SectionKind::kNotes},
    Title<SectionKind>{"performance", SectionKind::kNotes},
    Title<SectionKind>{"reflection", SectionKind::kNotes},
    Title<SectionKind>{"reflections", SectionKind::kNotes},
    Title<SectionKind>{"feedback", SectionKind::kNotes},
    Title<SectionKind>{"comments", SectionKind::kNotes},
    Title<SectionKind>{"summary", SectionKind::kNotes},
    Title<SectionKind>{"sessionsummary", SectionKind::kNotes},
    Title<SectionKind>{"workoutsummary", SectionKind::kNotes},
    Title<SectionKind>{"takeaways", SectionKind::kNotes},
    Title<SectionKind>{"main", SectionKind::kMain},
    Title<SectionKind>{"workout", SectionKind::kMain},
    Title<SectionKind>{"theworkout", SectionKind::kMain},
    Title<SectionKind>{"exercises", SectionKind::kMain},
    Title<SectionKind>{"training", SectionKind::kMain},
    Title<SectionKind>{"session", SectionKind::kMain},
    Title<SectionKind>{"strength", SectionKind::kMain},
    Title<SectionKind>{"lifting", SectionKind::kMain},
    Title<SectionKind>{"lifts", SectionKind::kMain},
    Title<SectionKind>{"primary", SectionKind::kMain},
    Title<SectionKind>{"secondary", SectionKind::kMain},
    Title<SectionKind>{"accessory", SectionKind::kMain},
    Title<SectionKind>{"accessories", SectionKind::kMain},
    Title<SectionKind>{"assistance", SectionKind::kMain},
    Title<SectionKind>{"core", SectionKind::kMain},
    Title<SectionKind>{"conditioning", SectionKind::kMain},
    Title<SectionKind>{"finisher", SectionKind::kMain},
    Title<SectionKind>{"optionalfinisher", SectionKind::kMain},
    Title<SectionKind>{"supersets", SectionKind::kMain},
    Title<SectionKind>{"superset", SectionKind::kMain},
    Title<SectionKind>{"circuit", SectionKind::kMain},
    Title<SectionKind>{"block", SectionKind::kMain},
    Title<SectionKind>{"part", SectionKind::kMain},
    Title<SectionKind>{"option", SectionKind::kMain},
    Title<SectionKind>{"drills", SectionKind::kMain},
    Title<SectionKind>{"skill", SectionKind::kMain},
    Title<SectionKind>{"power", SectionKind::kMain},
    Title<SectionKind>{"plyometrics", SectionKind::kMain},
    Title<SectionKind>{"cardio", SectionKind::kMain},
};

constexpr std::array kPartTitles = {
    Title<ExercisePart>{"warmupnotes", ExercisePart::kOther},
    Title<ExercisePart>{"warmup", ExercisePart::kWarmUp},
    Title<ExercisePart>{"warmups", ExercisePart::kWarmUp},
    Title<ExercisePart>{"warmupsets", ExercisePart::kWarmUp},
    Title<ExercisePart>{"rampup", ExercisePart::kWarmUp},
    Title<ExercisePart>{"rampupsets", ExercisePart::kWarmUp},
    Title<ExercisePart>{"ramp", ExercisePart::kWarmUp},
    Title<ExercisePart>{"feelers", ExercisePart::kWarmUp},
    Title<ExercisePart>{"workingsets", ExercisePart::kWorkingSets},
    Title<ExercisePart>{"workingset", ExercisePart::kWorkingSets},
    Title<ExercisePart>{"worksets", ExercisePart::kWorkingSets},
    Title<ExercisePart>{"working", ExercisePart::kWorkingSets},
    Title<ExercisePart>{"sets", ExercisePart::kWorkingSets},
    Title<ExercisePart>{"topsets", ExercisePart::kWorkingSets},
    Title<ExercisePart>{"backoffsets", ExercisePart::kWorkingSets},
    Title<ExercisePart>{"backoff", ExercisePart::kWorkingSets},
    Title<ExercisePart>{"logged", ExercisePart::kWorkingSets},
    Title<ExercisePart>{"notes", ExercisePart::kNotes},
    Title<ExercisePart>{"note", ExercisePart::kNotes},
    Title<ExercisePart>{"workingsetnotes", ExercisePart::kNotes},
    Title<ExercisePart>{"cues", ExercisePart::kOther},
    Title<ExercisePart>{"coachingcues", ExercisePart::kOther},
    Title<ExercisePart>{"technique", ExercisePart::kOther},
    Title<ExercisePart>{"form", ExercisePart::kOther},
    Title<ExercisePart>{"setup", ExercisePart::kOther},
    Title<ExercisePart>{"progression", ExercisePart::kOther},
    Title<ExercisePart>{"goal", ExercisePart::kOther},
    Title<ExercisePart>{"execution", ExercisePart::kOther},
};

constexpr std::array kLabels = {
    Title<LabelKind>{"focus", LabelKind::kFocus},
    Title<LabelKind>{"sessionfocus", LabelKind::kFocus},
    Title<LabelKind>{"workoutfocus", LabelKind::kFocus},
    Title<LabelKind>{"todaysfocus", LabelKind::kFocus},
    Title<LabelKind>{"location", LabelKind::kLocation},
    Title<LabelKind>{"gym", LabelKind::kLocation},
    Title<LabelKind>{"where", LabelKind::kLocation},
    Title<LabelKind>{"duration", LabelKind::kDuration},
    Title<LabelKind>{"estimatedduration", LabelKind::kDuration},
    Title<LabelKind>{"estduration", LabelKind::kDuration},
    Title<LabelKind>{"sessionduration", LabelKind::kDuration},
    Title<LabelKind>{"estimatedtime", LabelKind::kDuration},
    Title<LabelKind>{"sessionlength", LabelKind::kDuration},
    Title<LabelKind>{"length", LabelKind::kDuration},
    Title<LabelKind>{"time", LabelKind::kDuration},
    Title<LabelKind>{"totaltime", LabelKind::kDuration},
    Title<LabelKind>{"program", LabelKind::kProgram},
    Title<LabelKind>{"plan", LabelKind::kProgram},
    Title<LabelKind>{"trainingplan", LabelKind::kProgram},
    Title<LabelKind>{"date", LabelKind::kDate},
    Title<LabelKind>{"created", LabelKind::kDate},
    Title<LabelKind>{"week", LabelKind::kWeek},
    Title<LabelKind>{"day", LabelKind::kDay},
    Title<LabelKind>{"workout", LabelKind::kSession},
    Title<LabelKind>{"session", LabelKind::kSession},
    Title<LabelKind>{"title", LabelKind::kSession},
    Title<LabelKind>{"name", LabelKind::kName},
    Title<LabelKind>{"exercise", LabelKind::kName},
    Title<LabelKind>{"movement", LabelKind::kName},
    Title<LabelKind>{"target", LabelKind::kTarget},
    Title<LabelKind>{"goal", LabelKind::kTarget},
    Title<LabelKind>{"scheme", LabelKind::kTarget},
    Title<LabelKind>{"prescription", LabelKind::kTarget},
    Title<LabelKind>{"prescribed", LabelKind::kTarget},
    Title<LabelKind>{"planned", LabelKind::kTarget},
    Title<LabelKind>{"setsxreps", LabelKind::kTarget},
    Title<LabelKind>{"setsreps", LabelKind::kTarget},
    Title<LabelKind>{"rest", LabelKind::kRest},
    Title<LabelKind>{"restperiod", LabelKind::kRest},
    Title<LabelKind>{"resttime", LabelKind::kRest},
    Title<LabelKind>{"notes", LabelKind::kNotes},
    Title<LabelKind>{"coachnotes", LabelKind::kNotes},
    Title<LabelKind>{"coachingnotes", LabelKind::kNotes},
    Title<LabelKind>{"sessionnotes", LabelKind::kNotes},
    Title<LabelKind>{"note", LabelKind::kRemark},
    Title<LabelKind>{"modification", LabelKind::kRemark},
    Title<LabelKind>{"modifications", LabelKind::kRemark},
    Title<LabelKind>{"modified", LabelKind::kRemark},
    Title<LabelKind>{"adjustment", LabelKind::kRemark},
    Title<LabelKind>{"adjustments", LabelKind::kRemark},
    Title<LabelKind>{"warmup", LabelKind::kWarmUp},
    Title<LabelKind>{"warmups", LabelKind::kWarmUp},
    Title<LabelKind>{"rampup", LabelKind::kWarmUp},
    Title<LabelKind>{"ramp", LabelKind::kWarmUp},
    Title<LabelKind>{"feelers", LabelKind::kWarmUp},
    Title<LabelKind>{"weight", LabelKind::kWeight},
    Title<LabelKind>{"weights", LabelKind::kWeight},
    Title<LabelKind>{"load", LabelKind::kWeight},
    Title<LabelKind>{"reps", LabelKind::kReps},
    Title<LabelKind>{"sets", LabelKind::kSets},
    Title<LabelKind>{"rpe", LabelKind::kRpe},
    Title<LabelKind>{"intensity", LabelKind::kRpe},
    Title<LabelKind>{"tempo", LabelKind::kAttribute},
    Title<LabelKind>{"setup", LabelKind::kAttribute},
    Title<LabelKind>{"cue", LabelKind::kAttribute},
    Title<LabelKind>{"cues", LabelKind::kAttribute},
    Title<LabelKind>{"form", LabelKind::kAttribute},
    Title<LabelKind>{"total", LabelKind::kAttribute},
};

// Before "set" or "single" they name a group of sets.
constexpr std::array<std::string_view, 16> kSetAdjectives = {
    "working", "work", "top",   "heavy", "back-off", "backoff", "back off", "drop",
    "main",    "max",  "amrap", "down",  "cluster",  "final",   "last",     "straight"};
constexpr std::array<std::string_view, 5> kWarmupAdjectives = {"warm-up", "warmup", "warm up", "ramp-up",
                                                               "feeler"};
constexpr std::array<std::string_view, 16> kSetNouns = {
    "sets",    "set",    "rounds",  "round",    "singles", "single", "doubles", "double",
    "triples", "triple", "attempt", "interval", "trip",    "lap",    "sprint",  "rep"};

template <class Kind, std::size_t N>
Kind KindOf(std::string_view title, const std::array<Title<Kind>, N>& titles, Kind none) {
  const auto first = std::find_if(title.begin(), title.end(), IsLetter);
  if (first == title.end()) return none;
  const char letter = ToLower(*first);
  for (const Title<Kind>& known : titles) {
    if (known.letters.front() == letter && TitleStarts(title, known.letters)) return known.kind;
  }
  return none;
}

// Takes the first of `words` that `text` begins with, and the spaces behind it.
template <std::size_t N>
bool Take(std::string_view& text, const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words) {
    if (!StartsWithWord(text, word)) continue;
    text = Trim(text.substr(word.size()));
    return true;
  }
  return false;
}

// Whether a text is a set with its load: "60 kg - 10 reps", not "3".
bool IsWholeSet(std::string_view text) {
  const std::optional<LoggedSet> set = StartsWithSet(text) ? ParseLoggedSet(text) : std::nullopt;
  return set && (set->reps || set->seconds) && (set->weight || set->bodyweight);
}

// "2: 100 kg × 5", "S2: 100 kg × 5", "2nd: 100 kg × 5", "2 – 100 kg × 5"
std::optional<SetLabel> ReadNumberLabel(std::string_view text) {
  if (!text.empty() && ToLower(text.front()) == 's') text.remove_prefix(1);
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits > 2) return std::nullopt;
  SetLabel label;
  label.first = label.last = FirstNumber(text).value_or(0);
  std::string_view rest = text.substr(digits);
  for (const std::string_view ordinal : {"st", "nd", "rd", "th"}) {
    if (StartsWithWord(rest, ordinal)) rest.remove_prefix(ordinal.size());
  }
  if (rest.starts_with(": ")) {
    label.value = Trim(rest.substr(1));
    return ParseLoggedSet(label.value) ? std::optional(label) : std::nullopt;
  }
  const SpacedDash dash = FindSpacedDash(text);
  if (!dash.found() || dash.position != digits + 1) return std::nullopt;
  label.value = Trim(text.substr(dash.position + dash.size));
  return IsWholeSet(label.value) ? std::optional(label) : std::nullopt;
}

std::optional<double> SingleRpe(std::string_view text) {
  const std::optional<Range> rpe = FindRpe(text);
  return rpe && rpe->single() ? std::optional(rpe->low) : std::nullopt;
}

// What stands behind the label: after a colon or a dash, and a parenthesis before it.
std::string_view ValueOf(std::string_view text) {
  if (text.starts_with('(')) text = Trim(text.substr(std::min(FindClosing(text, 0) + 1, text.size())));
  if (text.starts_with("of ")) text = text.substr(std::min(text.find(':'), text.size()));
  if (text.starts_with(':')) return Trim(text.substr(1));
  if (const Rune dash = RuneAt(text, 0); dash.size > 0 && IsDash(dash.code))
    return Trim(text.substr(dash.size));
  return text;
}

// The number of an attempt at a meet: "Opener", "Second attempt". 0 where a label is none.
int AttemptNumber(std::string_view label) {
  constexpr std::array<std::pair<std::string_view, int>, 5> kAttempts = {
      {{"opener", 1}, {"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}}};
  for (const auto& [word, number] : kAttempts) {
    if (!StartsWithWord(label, word)) continue;
    const std::string_view rest = Trim(label.substr(word.size()));
    return rest.empty() || EqualsIgnoringCase(rest, "attempt") ? number : 0;
  }
  return 0;
}

// The number of "Curl Set 2", of a pair. 0 where a label has none.
int NumberOfNamedSet(std::string_view label) {
  constexpr std::size_t kMostNameWords = 3;
  const std::size_t set = FindWord(label, "set");
  if (set == std::string_view::npos) return 0;
  const std::string_view number = Trim(label.substr(set + 3));
  const bool digits =
      !number.empty() && number.size() <= 2 && std::all_of(number.begin(), number.end(), IsDigit);
  return digits && CountWords(label.substr(0, set)) <= kMostNameWords ? FirstNumber(number).value_or(0) : 0;
}

// "Curl Set 2: 20s × 12", "Second attempt: 455 × 1"
std::optional<SetLabel> ReadNamedLabel(std::string_view text) {
  const std::optional<Labeled> labeled = SplitLabel(text);
  if (!labeled) return std::nullopt;
  const int attempt = AttemptNumber(labeled->label);
  const int number = attempt > 0 ? attempt : NumberOfNamedSet(labeled->label);
  if (number == 0 || !(attempt > 0 ? IsWholeSet(labeled->value) : StartsWithSet(labeled->value)))
    return std::nullopt;
  SetLabel label;
  label.first = label.last = number;
  label.value = labeled->value;
  return label;
}

}  // namespace

SectionKind SectionOf(std::string_view title) {
  for (std::size_t i = 0; i < title.size(); ++i) {
    if (!IsLetter(title[i])) continue;
    for (const Title<SectionKind>& word : kSectionWords) {
      if (word.letters.front() == ToLower(title[i]) && TitleStarts(title.substr(i), word.letters))
        return word.kind;
    }
    while (i < title.size() && IsLetter(title[i])) ++i;
  }
  return IsNumbered(title) ? SectionKind::kNone : KindOf(title, kSectionTitles, SectionKind::kNone);
}

ExercisePart ExercisePartOf(std::string_view title) {
  return KindOf(title, kPartTitles, ExercisePart::kNone);
}

LabelKind LabelKindOf(std::string_view label) { return KindOf(label, kLabels, LabelKind::kUnknown); }

std::optional<SetLabel> ReadSetLabel(std::string_view text) {
  SetLabel label;
  std::string_view rest = TrimLeadingSigns(text);
  if (std::optional<SetLabel> number = ReadNumberLabel(rest)) return number;
  if (rest.empty() || !IsLetter(rest.front())) return std::nullopt;
  label.warmup = Take(rest, kWarmupAdjectives);
  const bool adjective = Take(rest, kSetAdjectives);
  if (StartsWithWord(rest, "all") || StartsWithWord(rest, "each") || StartsWithWord(rest, "every")) {
    label.all = true;
    rest = Trim(rest.substr(rest.find(' ') == std::string_view::npos ? rest.size() : rest.find(' ')));
    if (const std::optional<int> count =
            !rest.empty() && IsDigit(rest.front()) ? FirstNumber(rest) : std::nullopt) {
      label.all = false;
      label.first = 1;
      label.last = *count;
      while (!rest.empty() && IsDigit(rest.front())) rest.remove_prefix(1);
      rest = Trim(rest);
    }
  }
  const bool counted_before = StartsWithWord(rest, "set");  // "1. set: 60 kg × 10"
  if (!Take(rest, kSetNouns)) {
    // "Back-off: 3 × 5 @ 200", "Back-off 2: 165 × 6"
    if (!adjective && !label.all && !label.warmup) return ReadNamedLabel(rest);
    rest = rest.substr(std::min(rest.find_first_not_of("0123456789"), rest.size()));
    if (!adjective || label.all || !rest.starts_with(':')) return std::nullopt;
  } else if (!label.all && !label.numbered()) {
    if (rest.starts_with('#')) rest.remove_prefix(1);
    std::size_t size = 0;
    if (const std::optional<Range> range = ParseRange(rest, &size); range && range->low >= 1) {
      const std::size_t digits = std::min(rest.find(' '), size);
      std::string_view behind = Trim(rest.substr(size));
      const bool labels = behind.starts_with(':') || behind.starts_with('(');
      label.first = static_cast<int>(std::min<double>(range->low, kMaxSetsPerLine));
      label.last = static_cast<int>(std::min<double>(range->high, kMaxSetsPerLine));
      if (!labels && digits < size) {  // "Set 1 - 135 lb × 8"
        label.last = label.first;
        behind = Trim(rest.substr(digits));
      }
      rest = behind;
    } else if (!adjective && !label.warmup && !(counted_before && IsWholeSet(ValueOf(rest)))) {
      return std::nullopt;
    }
  }
  if (rest.starts_with('(')) {
    const std::string_view remark = rest.substr(0, FindClosing(rest, 0));
    if (ContainsAnyWord(remark, {"warm-up", "warmup", "warm up"})) label.warmup = true;
    label.rpe = SingleRpe(remark);
  } else if (const std::size_t colon = rest.find(':');
             colon != std::string_view::npos &&
             StartsWithWord(TrimLeadingMarks(rest.substr(0, colon)), "rpe")) {
    label.rpe = SingleRpe(rest.substr(0, colon));
    rest = rest.substr(colon);
  }
  label.value = ValueOf(rest);
  return label;
}

bool SaysRestDay(std::string_view text) {
  constexpr std::size_t kLongestTitle = 60;
  constexpr std::array<std::string_view, 9> kPhrases = {"rest day",  "rest days",         "day off",
                                                        "off day",   "rest and recovery", "rest & recovery",
                                                        "full rest", "complete rest",     "total rest"};
  text = Trim(text);
  if (StartsWithWord(text, "rest day")) return true;
  if (text.size() > kLongestTitle) return false;
  for (const std::string_view phrase : kPhrases) {
    if (ContainsWord(text, phrase)) return true;
  }
  if (ContainsWord(text, "recovery day") && !ContainsWord(text, "active")) return true;
  // "Sunday — REST", "SUNDAY - March 8, 2026: Rest": what stands behind the day says nothing else.
  const SpacedDash dash = FindSpacedDash(text);
  if (dash.found() && MatchWeekday(text)) text = Trim(text.substr(dash.position + dash.size));
  if (const std::size_t colon = text.rfind(':'); colon != std::string_view::npos && colon + 1 < text.size()) {
    text = Trim(text.substr(colon + 1));
  }
  if (!StartsWithWord(text, "rest")) return false;
  const std::string_view rest = Trim(text.substr(4));
  return rest.starts_with('/') ||
         std::none_of(rest.begin(), rest.end(), [](char c) { return IsLetter(c) || IsDigit(c) || c == ':'; });
}

bool SaysSuperset(std::string_view title) {
  return ContainsAnyWord(title, {"superset", "super-set", "supersets", "tri-set", "triset", "giant set",
                                 "circuit", "complex", "pair", "amrap", "emom"});
}

bool SaysSkipped(std::string_view value) {
  value = Trim(value);
  if (value.empty() || StartsWithWord(value, "skipped") || StartsWithWord(value, "skip")) return true;
  const Rune dash = RuneAt(value, 0);
  return (IsDash(dash.code) && dash.size == value.size()) || EqualsIgnoringCase(value, "n/a");
}

bool IsNumbered(std::string_view title) {
  if (KeyCapSize(TrimLeadingMarks(title)) > 0) return true;
  title = TrimLeadingSigns(title);
  if (StartsWithWord(title, "exercise")) return FirstNumber(title).has_value();
  if (SupersetLetter(title) != 0) return true;
  std::size_t digits = 0;
  while (digits < title.size() && IsDigit(title[digits])) ++digits;
  if (digits > 0 && digits < 2 && digits < title.size() && IsLetter(title[digits])) ++digits;  // "5a."
  return digits > 0 && digits <= 2 && digits + 1 < title.size() &&
         (title[digits] == '.' || title[digits] == ')') && IsSpace(title[digits + 1]);
}

char SupersetLetter(std::string_view title) {
  title = Trim(title);
  if (title.size() < 3 || !IsLetter(title[0]) || title[0] > 'H') return 0;
  std::size_t i = 1;
  if (IsDigit(title[i])) ++i;
  const bool marked =
      i + 1 < title.size() && (title[i] == ')' || title[i] == '.' || title[i] == ':') && title[i + 1] == ' ';
  return marked || (i == 2 && title[i] == ' ') ? title[0] : '\0';
}

}  // namespace liftmark::views
