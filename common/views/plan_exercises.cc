#include "common/views/plan_exercises.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_join.h"
#include "common/views/exercise_names.h"
#include "common/views/phrases.h"
#include "common/views/quantities.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// Longer than this, a line without a prescription is a sentence.
constexpr std::size_t kMaxNameWords = 7;
// A name ends, and what is prescribed begins, within so many bytes; and all of it is said in so many more.
constexpr std::size_t kMaxNameLineBytes = 300;
constexpr std::size_t kMaxSchemeBytes = 1000;
constexpr std::size_t kMaxSchemeStartBytes = 64;
bool IsTimes(std::string_view text) {
  const Rune rune = RuneAt(text, 0);
  return rune.code == 0xD7 || rune.code == 'x' || rune.code == 'X' || rune.code == '*';
}

// "3 × 8", "3x max", "3 sets", "45 sec": `text` begins with a number.
bool BeginsPrescription(std::string_view text) {
  std::size_t size = 0;
  if (!ParseRange(text, &size)) return false;
  std::string_view after = Trim(text.substr(size));
  if (IsTimes(after)) {
    after = Trim(after.substr(RuneAt(after, 0).size));
    return !after.empty() && (IsDigit(after[0]) || after[0] == '~' || StartsWithWord(after, "max") ||
                              StartsWithWord(after, "amrap") || StartsWithWord(after, "failure"));
  }
  for (const std::string_view unit : {"set", "sets", "round", "rounds", "rep", "reps", "sec", "secs",
                                      "seconds", "min", "minutes", "s", "singles", "doubles", "triples"}) {
    if (StartsWithWord(after, unit)) return true;
  }
  return false;
}

bool IsAttribute(std::string_view label) {
  return IsOneOf(label, {"sets",     "reps",   "sets x reps", "sets/reps",    "sets & reps", "volume",
                         "scheme",   "target", "load",        "weight",       "intensity",   "rpe",
                         "rir",      "%",      "% 1rm",       "rest",         "tempo",       "notes",
                         "note",     "cue",    "cues",        "purpose",      "why",         "progression",
                         "form",     "focus",  "alternative", "alternatives", "substitute",  "substitution",
                         "duration", "time"});
}

// "If lockout:", "Option A:": what follows is the exercise.
bool IsChoice(std::string_view label) {
  return StartsWithWord(label, "if") || StartsWithWord(label, "option") || StartsWithWord(label, "choice") ||
         StartsWithWord(label, "or");
}

bool Prescribes(const Target& target) {
  return target.sets || target.reps || target.seconds || target.percent_1rm || target.rpe;
}

// "3", "8-10" and "RPE 8" as one target.
std::string Joined(std::string_view sets, std::string_view reps, std::string_view intensity) {
  std::string text(sets);
  if (!sets.empty() && !reps.empty()) text.append(" × ");
  text.append(reps);
  if (!intensity.empty()) text.append(text.empty() ? "@ " : " @ ").append(intensity);
  return text;
}

// An exercise as it is read: its name, what is prescribed, and what else is said.
struct Draft {
  std::string_view name;
  std::string scheme;
  std::vector<std::string_view> notes;
};

std::optional<PlanExercise> Finish(const Draft& draft) {
  PlanExercise exercise;
  exercise.name = CleanExerciseName(CutTo(draft.name, kMaxNameLineBytes));
  if (exercise.name.empty()) return std::nullopt;
  exercise.key = ExerciseKey(exercise.name);
  std::vector<std::string_view> notes;
  Target target = draft.scheme.size() <= kMaxSchemeBytes ? ParseTarget(draft.scheme) : Target();
  if (Prescribes(target)) {
    exercise.target = std::move(target);
  } else if (!draft.scheme.empty()) {
    notes.push_back(draft.scheme);
  }
  notes.insert(notes.end(), draft.notes.begin(), draft.notes.end());
  if (!notes.empty()) {
    exercise.note =
        absl::StrJoin(notes, "; ", [](std::string* out, std::string_view note) { out->append(note); });
  }
  return exercise;
}

// A list of exercises is cut at commas, semicolons, bars and bullets outside parentheses, and at "+" and "/"
// between spaces.
std::vector<std::string_view> SplitExercises(std::string_view line) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  std::size_t i = 0;
  const auto cut = [&](std::size_t size) {
    if (const std::string_view part = Trim(line.substr(begin, i - begin)); !part.empty())
      parts.push_back(part);
    i = begin = i + size;
  };
  while (i < line.size()) {
    const Rune rune = RuneAt(line, i);
    const bool spaced = i > 0 && line[i - 1] == ' ' && line.substr(i + 1).starts_with(' ');
    if (rune.code == '(') {
      i = std::min(FindClosing(line, i) + 1, line.size());
    } else if (rune.code == ',' || rune.code == ';' || rune.code == '|' || rune.code == 0x2022 ||
               ((rune.code == '+' || rune.code == '/') && spaced)) {
      cut(rune.size);
    } else {
      i += rune.size;
    }
  }
  cut(0);
  return parts;
}

// Words that begin a remark on the exercise before them, not the next one.
bool GoesOn(std::string_view part) {
  for (const std::string_view word :
       {"then",    "rest",  "with",  "at",       "all",     "each",  "or",    "if",
        "rpe",     "tempo", "top",   "back-off", "backoff", "back",  "drop",  "last",
        "first",   "week",  "weeks", "up",       "work",    "about", "for",   "in",
        "warm-up", "on",    "no",    "approx",   "max",     "amrap", "deload"}) {
    if (StartsWithWord(part, word)) return true;
  }
  return !IsLetter(part.front());
}

// The line of an entry as name and prescription.
Draft ReadLine(const Entry& entry) {
  Draft draft;
  std::string_view line = entry.first();
  if (!entry.label().empty() && !IsChoice(entry.label())) {
    draft.name = entry.label();
    if (entry.value_begin < entry.first_line) draft.scheme = line.substr(entry.value_begin);
  } else {
    if (!entry.label().empty()) line = line.substr(std::min(entry.value_begin, line.size()));
    const std::size_t at = FindPrescription(line);
    draft.name = line.substr(0, at);
    if (at != std::string_view::npos) draft.scheme = line.substr(at);
  }
  const std::string_view rest = Trim(entry.rest());
  if (draft.scheme.empty() && FindPrescription(rest) == 0) {
    draft.scheme = rest;
  } else if (!rest.empty()) {
    draft.notes.push_back(rest);
  }
  return draft;
}

// What hangs below an exercise: "Sets: 3", "Reps: 8-10", "3 × 8 @ RPE 7", remarks.
void ReadDetails(const std::vector<const Entry*>& children, Draft& draft) {
  std::string_view sets;
  std::string_view reps;
  std::string intensity;
  for (const Entry* child : children) {
    const std::string_view label = child->label();
    const std::string_view value = child->value();
    if (IsOneOf(label, {"sets"})) {
      sets = value;
    } else if (IsOneOf(label, {"reps", "duration", "time"})) {
      reps = value;
    } else if (IsOneOf(label, {"rpe", "rir"})) {
      intensity =
          ContainsWord(value, "rpe") ? std::string(value) : std::string(label).append(" ").append(value);
    } else if (IsOneOf(label, {"load", "weight", "intensity", "%", "% 1rm"})) {
      if (intensity.empty()) intensity = value;
    } else if (draft.scheme.empty() && label.empty() && FindPrescription(child->first()) == 0) {
      draft.scheme = child->first();
    } else if (draft.scheme.empty() &&
               IsOneOf(label, {"scheme", "target", "volume", "sets x reps", "sets/reps"})) {
      draft.scheme = value;
    } else {
      draft.notes.push_back(child->text);
    }
  }
  if (draft.scheme.empty() && !(sets.empty() && reps.empty())) draft.scheme = Joined(sets, reps, intensity);
}

bool HasDetails(const std::vector<const Entry*>& children) {
  return std::any_of(children.begin(), children.end(), [](const Entry* child) {
    return IsAttribute(child->label()) || (child->label().empty() && FindPrescription(child->first()) == 0);
  });
}

// "Same split, add 1 set."
bool IsSentence(const Entry& entry, std::string_view name) {
  return entry.kind == EntryKind::kLine && entry.label().empty() && entry.first().ends_with('.') &&
         name.find(',') != std::string_view::npos;
}

// "Focus on form", "Add load": what to do with exercises, and none by itself.
bool IsAdvice(std::string_view text) {
  for (const std::string_view verb :
       {"focus", "add",    "keep",   "increase", "reduce", "maintain", "learn",
        "build", "repeat", "same",   "use",      "start",  "aim",      "try",
        "avoid", "stop",   "choose", "pick",     "stay",   "progress", "introduce"}) {
    if (StartsWithWord(text, verb)) return true;
  }
  return false;
}

// A name by itself, or with a remark: "Pull-ups", "Hip abductor work: maintain".
bool IsPlainName(const Entry& entry) {
  const std::string_view name = entry.label().empty() ? entry.first() : entry.label();
  if (entry.kind != EntryKind::kItem || IsUnsaid(name) || CountWords(name) > kMaxNameWords) return false;
  if (entry.label().empty() && (name.ends_with('.') || name.ends_with(':') || IsDigit(name.front())))
    return false;
  return !IsAdvice(name) && !StartsWithWord(name, "rest") && !StartsWithWord(name, "off");
}

}  // namespace

std::size_t FindPrescription(std::string_view text) {
  text = CutTo(text, kMaxNameLineBytes);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!IsDigit(text[i]) && text[i] != '~') continue;
    const bool starts = i == 0 || text[i - 1] == ' ' || text[i - 1] == '(' || text[i - 1] == ':';
    if (starts && BeginsPrescription(text.substr(i, kMaxSchemeStartBytes))) return i;
    while (i + 1 < text.size() && IsDigit(text[i + 1])) ++i;
  }
  return std::string_view::npos;
}

std::vector<PlanExercise> ReadExerciseList(std::string_view line) {
  constexpr std::size_t kMaxListBytes = 2000;
  constexpr std::size_t kFewest = 2;
  if (line.size() > kMaxListBytes) return {};
  std::vector<Draft> drafts;
  std::size_t prescribed = 0;
  for (std::string_view part : SplitExercises(line)) {
    for (const std::string_view word : {"and", "plus"}) {
      if (StartsWithWord(part, word)) part = Trim(part.substr(word.size()));
    }
    if (part.empty()) continue;
    if (GoesOn(part)) {
      if (drafts.empty()) return {};
      drafts.back().notes.push_back(part);
      continue;
    }
    const std::size_t at = FindPrescription(part);
    const std::string_view name = TrimEnding(part.substr(0, at));
    if (CountWords(name) > kMaxNameWords) return {};
    Draft& draft = drafts.emplace_back();
    draft.name = name;
    if (at != std::string_view::npos) {
      draft.scheme = part.substr(at);
      ++prescribed;
    }
  }
  if (prescribed < kFewest || prescribed * 2 < drafts.size()) return {};
  std::vector<PlanExercise> exercises;
  for (const Draft& draft : drafts) {
    if (std::optional<PlanExercise> exercise = Finish(draft)) exercises.push_back(*std::move(exercise));
  }
  return exercises;
}

bool IsSetAside(std::string_view title) {
  for (const std::string_view start :
       {"warm-up",  "warm-ups",    "warmup",   "warm up",      "cool-down", "cooldown", "cool down",
        "mobility", "progression", "notes",    "note",         "week",      "weeks",    "deload",
        "how",      "rest days",   "rest day", "conditioning", "cardio",    "finisher", "optional",
        "amrap",    "emom",        "metcon",   "tabata"}) {
    if (StartsWithWord(title, start)) return true;
  }
  return false;
}

bool IsRemarkLabel(std::string_view label) {
  return IsSetAside(label) || IsOneOf(WithoutParentheses(label), {"focus",
                                                                  "primary focus",
                                                                  "secondary focus",
                                                                  "secondary",
                                                                  "volume",
                                                                  "total volume",
                                                                  "intent",
                                                                  "goal",
                                                                  "goals",
                                                                  "purpose",
                                                                  "intensity",
                                                                  "intensity target",
                                                                  "intensity prescription",
                                                                  "rest",
                                                                  "rest time",
                                                                  "rest periods",
                                                                  "tempo",
                                                                  "duration",
                                                                  "time",
                                                                  "cue",
                                                                  "cues",
                                                                  "frequency",
                                                                  "rpe",
                                                                  "rir",
                                                                  "load",
                                                                  "example",
                                                                  "structure",
                                                                  "rep schemes",
                                                                  "rep scheme",
                                                                  "why",
                                                                  "equipment",
                                                                  "recovery",
                                                                  "total",
                                                                  "outcome",
                                                                  "expected adaptations",
                                                                  "warning signs",
                                                                  "adjustments",
                                                                  "days",
                                                                  "emphasis",
                                                                  "theme",
                                                                  "objective",
                                                                  "location",
                                                                  "session length",
                                                                  "session",
                                                                  "main session",
                                                                  "main set",
                                                                  "workout",
                                                                  "total time",
                                                                  "total sets",
                                                                  "main lifts",
                                                                  "secondary lifts",
                                                                  "accessories",
                                                                  "key changes",
                                                                  "key focus"});
}

bool IsPrescribed(const Entry& entry) {
  if (IsAttribute(entry.label()) || (IsRemarkLabel(entry.label()) && !IsChoice(entry.label()))) return false;
  const Draft draft = ReadLine(entry);
  return !Trim(draft.name).empty() && FindPrescription(draft.scheme) != std::string_view::npos &&
         !IsSentence(entry, draft.name);
}

std::size_t ReadExercise(const Outline& outline, std::size_t i, std::vector<PlanExercise>& exercises) {
  const Entry& entry = outline[i];
  const std::size_t end = outline.EndOfChildren(i);
  const std::string_view title = entry.label().empty() ? entry.first() : entry.label();
  if (IsSetAside(title)) return end;
  const std::vector<const Entry*> children = outline.Children(i);
  if (children.empty() && entry.label().empty()) {
    if (std::vector<PlanExercise> listed = ReadExerciseList(entry.text); !listed.empty()) {
      std::move(listed.begin(), listed.end(), std::back_inserter(exercises));
      return end;
    }
  }
  const bool detailed = HasDetails(children);
  Draft draft = ReadLine(entry);
  const bool prescribed = FindPrescription(draft.scheme) != std::string_view::npos;
  const bool group =
      !prescribed && !detailed &&
      std::any_of(children.begin(), children.end(), [](const Entry* e) { return IsPrescribed(*e); });
  if (group || IsRemarkLabel(title)) return i + 1;
  if (!detailed && (IsSentence(entry, draft.name) || (entry.kind == EntryKind::kLine && !prescribed)))
    return i + 1;
  const bool owns_children = entry.kind == EntryKind::kItem || detailed;
  if (owns_children) ReadDetails(children, draft);
  const bool read = FindPrescription(draft.scheme) != std::string_view::npos || IsPlainName(entry);
  if (read && !Trim(draft.name).empty()) {
    if (std::optional<PlanExercise> exercise = Finish(draft)) exercises.push_back(*std::move(exercise));
  }
  return owns_children ? end : i + 1;
}

std::optional<ExerciseColumns> ExerciseColumns::Read(const markdown::Block& header) {
  ExerciseColumns table;
  std::optional<std::size_t> name;
  bool of_records = false;  // "| Lift | Opener | Second |", "| Lift | Now | Goal |"
  for (std::size_t column = 0; column < header.lines.size(); ++column) {
    const std::string_view title = header.lines[column].text;
    const auto take = [&](std::optional<std::size_t>& slot) {
      if (!slot) slot = column;
    };
    if (ContainsAnyWord(title,
                        {"exercise", "exercises", "movement", "movements", "lift", "lifts", "drill"})) {
      take(name);
    } else if ((ContainsAnyWord(title, {"sets"}) && ContainsAnyWord(title, {"reps"})) ||
               ContainsAnyWord(title, {"scheme", "prescription", "sets×reps", "volume"})) {
      take(table.scheme_);
    } else if (ContainsAnyWord(title, {"sets", "set"})) {
      take(table.sets_);
    } else if (ContainsAnyWord(title, {"reps", "rep", "time", "duration", "reps/time"})) {
      take(table.reps_);
    } else if (ContainsAnyWord(title, {"rpe", "rir", "intensity", "load", "weight"}) ||
               title.find('%') != title.npos) {
      if (!table.intensity_) {
        table.measure_ = ContainsAnyWord(title, {"rpe"})             ? "RPE"
                         : ContainsAnyWord(title, {"rir"})           ? "RIR"
                         : title.find('%') != std::string_view::npos ? "%"
                                                                     : "";
      }
      take(table.intensity_);
    } else if (ContainsAnyWord(title, {"notes", "note", "cue", "cues", "comments"})) {
      take(table.notes_);
    } else if (ContainsAnyWord(title, {"day", "days", "weekday"})) {
      take(table.day_);
    } else if (ContainsAnyWord(title, {"opener", "attempt", "second", "third", "current", "now", "goal",
                                       "1rm", "max", "best", "pr", "standard"})) {
      of_records = true;
    }
  }
  if (!name || (of_records && !table.scheme_ && !table.sets_ && !table.reps_)) return std::nullopt;
  table.name_ = *name;
  return table;
}

std::string_view ExerciseColumns::Cell(const markdown::Block& row, std::optional<std::size_t> column) const {
  return column && *column < row.lines.size() ? row.lines[*column].text : std::string_view();
}

// "8" below "RPE" as "RPE 8", "75" below "% 1RM" as "75%".
std::string ExerciseColumns::Intensity(const markdown::Block& row) const {
  const std::string_view cell = Cell(row, intensity_);
  const bool bare = !cell.empty() && (IsDigit(cell.front()) || cell.front() == '~') &&
                    std::none_of(cell.begin(), cell.end(), IsLetter) &&
                    cell.find('%') == std::string_view::npos;
  if (!bare || measure_.empty()) return std::string(cell);
  return measure_ == "%" ? std::string(cell).append("%") : std::string(measure_).append(" ").append(cell);
}

std::string_view ExerciseColumns::Day(const markdown::Block& row) const { return Cell(row, day_); }

std::optional<PlanExercise> ExerciseColumns::ReadRow(const markdown::Block& row) const {
  const bool has_scheme_columns = scheme_ || sets_ || reps_;
  Draft draft;
  draft.name = Cell(row, name_);
  draft.scheme = scheme_ ? Joined(Cell(row, scheme_), {}, Intensity(row))
                         : Joined(Cell(row, sets_), Cell(row, reps_), Intensity(row));
  if (IsUnsaid(draft.name) || IsRemarkLabel(draft.name) || (has_scheme_columns && draft.scheme.empty()))
    return std::nullopt;
  if (const std::string_view note = Cell(row, notes_); !IsUnsaid(note)) draft.notes.push_back(note);
  return Finish(draft);
}

}  // namespace liftmark::views
