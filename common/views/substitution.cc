#include "common/views/substitution.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/markdown/lines.h"
#include "common/status/status.h"
#include "common/views/exercise_names.h"
#include "common/views/quantities.h"
#include "common/views/text.h"
#include "common/views/workout.h"

namespace liftmark::views {
namespace {

using Lines = std::vector<std::string>;

// Each with its line end, which may be LF, CRLF or CR.
Lines SplitLines(std::string_view source) {
  Lines lines;
  for (std::size_t begin = 0; begin < source.size();) {
    const std::size_t end = markdown::NextLine(source, begin);
    lines.emplace_back(source.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

std::string_view LineEndOf(std::string_view line) {
  const std::size_t end = line.find_last_not_of("\r\n") + 1;
  return line.substr(end);
}

bool IsWordByte(char c) { return IsLetter(c) || IsDigit(c); }

// The bytes of the source at `begin` that are read as `name`; 0 where something else stands there.
std::size_t SizeAsWritten(std::string_view line, std::size_t begin, std::string_view name) {
  std::size_t at = begin;
  for (const char c : name) {
    const Rune rune = RuneAt(line, at);
    if (at < line.size() && line[at] == c) {
      ++at;
    } else if (rune.size > 1 && markdown::PlainCharacter(rune.code) == c) {
      at += rune.size;
    } else {
      return 0;
    }
  }
  return at - begin;
}

// Replaces `from` where it stands as whole words; false where it does not.
bool ReplaceWords(std::string_view from, std::string_view to, std::string& line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const std::size_t size = SizeAsWritten(line, at, from);
    const std::size_t end = at + size;
    if (size == 0 || (at > 0 && IsWordByte(line[at - 1]) && IsWordByte(from.front()))) continue;
    if (end < line.size() && IsWordByte(line[end]) && IsWordByte(from.back())) continue;
    line.replace(at, size, to);
    return true;
  }
  return false;
}

// Errors: FAILED_PRECONDITION.
absl::StatusOr<std::size_t> FindExercise(const Workout& workout, const Substitution& substitution) {
  const std::string key = ExerciseKey(substitution.exercise);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < workout.exercises.size(); ++i) {
    const WorkoutExercise& exercise = workout.exercises[i];
    if (exercise.key == key && substitution.order.value_or(exercise.order) == exercise.order)
      found.push_back(i);
  }
  if (found.empty()) {
    return Error(absl::StatusCode::kFailedPrecondition, "EXERCISE_NOT_FOUND",
                 "the workout has no such exercise");
  }
  if (found.size() > 1) {
    const auto order = [&](std::string* text, std::size_t i) {
      absl::StrAppend(text, workout.exercises[i].order);
    };
    const std::string orders = absl::StrJoin(found, ",", order);
    return Error(absl::StatusCode::kFailedPrecondition, "EXERCISE_AMBIGUOUS",
                 "the workout has this exercise more than once: say which by its order",
                 {{"orders", orders}});
  }
  return found.front();
}

// "**Target:** 3 × 10" as it stands below a title of this kind.
std::string TargetLineBelow(std::string_view title, std::string_view target, std::string_view line_end) {
  const std::size_t indent = title.find_first_not_of(" \t");
  const bool is_item = !title.substr(indent).starts_with('#') && !title.substr(indent).starts_with("**");
  return absl::StrCat(is_item ? std::string(indent + 3, ' ') + "- " : std::string(), "**Target:** ",
                      std::string(target), line_end.empty() ? "\n" : std::string(line_end));
}

// Puts the new target where the old one stands, else below the title, and takes the set lines out.
void Retarget(const WorkoutExercise& exercise, std::string_view target, Lines& lines) {
  std::set<std::uint32_t> set_lines;
  for (const WorkoutSet& set : exercise.sets) {
    if (set.line != exercise.line && set.line != exercise.target_line) set_lines.insert(set.line);
  }
  for (const std::uint32_t line : set_lines) {
    if (line > 0) lines[line - 1].clear();
  }
  std::string& title = lines[exercise.line - 1];
  if (exercise.target_line > 0 && exercise.target) {
    std::string& line = lines[exercise.target_line - 1];
    for (std::size_t at = line.size(); at-- > 0;) {
      const std::size_t size = SizeAsWritten(line, at, exercise.target->text);
      if (size > 0) return static_cast<void>(line.replace(at, size, target));
    }
    return;
  }
  if (LineEndOf(title).empty()) title += '\n';
  title += TargetLineBelow(title, target, LineEndOf(title));
}

bool SameSets(const WorkoutExercise& a, const WorkoutExercise& b) {
  return std::ranges::equal(a.sets, b.sets, [](const WorkoutSet& x, const WorkoutSet& y) {
    return x.weight_lbs == y.weight_lbs && x.reps == y.reps && x.seconds == y.seconds && x.rpe == y.rpe &&
           x.warmup == y.warmup && x.per_side == y.per_side;
  });
}

std::string TargetText(const WorkoutExercise& exercise) {
  return exercise.target ? exercise.target->text : std::string();
}

// Whether `after` is `before` with exercise `index` replaced, and nothing else.
bool IsReplacedAlone(const Workout& before, const Workout& after, std::size_t index,
                     const Substitution& substitution) {
  if (before.exercises.size() != after.exercises.size()) return false;
  for (std::size_t i = 0; i < before.exercises.size(); ++i) {
    const WorkoutExercise& old = before.exercises[i];
    const WorkoutExercise& now = after.exercises[i];
    if (i == index && now.key != ExerciseKey(substitution.replacement)) return false;
    if (i != index && now.name != old.name) return false;
    if (i == index && !substitution.target.empty()) {
      if (!now.sets.empty() || !now.target || !now.target->understood()) return false;
    } else if (!SameSets(old, now) || TargetText(old) != TargetText(now)) {
      return false;
    }
    if (old.section != now.section || old.superset != now.superset || old.rest_seconds != now.rest_seconds)
      return false;
  }
  return before.notes == after.notes && before.title == after.title && before.date == after.date;
}

absl::Status CheckFields(const Substitution& substitution) {
  Violations violations;
  const auto check = [&](std::string_view field, std::string_view text) {
    if (text.find_first_of("\r\n") != std::string_view::npos) violations.Add(field, "must stand on one line");
  };
  check("replacement", substitution.replacement);
  check("target", substitution.target);
  if (ExerciseKey(substitution.replacement).empty()) violations.Add("replacement", "must name an exercise");
  if (!substitution.target.empty() && !ParseTarget(substitution.target).understood())
    violations.Add("target", "must say sets and reps, as 3 x 10 @ 40 lb");
  return violations.ToStatus();
}

}  // namespace

absl::StatusOr<std::string> SubstituteExercise(std::string_view markdown, const Substitution& substitution) {
  LIFTMARK_RETURN_IF_ERROR(CheckFields(substitution));
  const Workout before = BuildWorkout(markdown);
  const absl::StatusOr<std::size_t> index = FindExercise(before, substitution);
  if (!index.ok()) return index.status();
  const WorkoutExercise& exercise = before.exercises[*index];
  const std::string_view replacement = Trim(substitution.replacement);

  // A table names it in every row of its sets; a title only once, and what follows may mention it.
  const Lines lines = SplitLines(markdown);
  const std::size_t next = *index + 1 < before.exercises.size() ? before.exercises[*index + 1].line : 0;
  const std::size_t end = next > exercise.line ? next - 1 : lines.size();
  for (const std::size_t last : {std::size_t{exercise.line}, end}) {
    Lines changed = lines;
    bool named = false;
    for (std::size_t line = exercise.line; line <= last && line > 0; ++line) {
      named = ReplaceWords(exercise.name, replacement, changed[line - 1]) || named;
    }
    if (!named) break;
    if (!substitution.target.empty()) Retarget(exercise, Trim(substitution.target), changed);
    std::string document = absl::StrJoin(changed, "");
    if (IsReplacedAlone(before, BuildWorkout(document), *index, substitution)) return document;
  }
  return Error(
      absl::StatusCode::kFailedPrecondition, "EXERCISE_NOT_REPLACEABLE",
      "the way the document writes this exercise does not let it be replaced alone: edit its section",
      {{"line", std::to_string(exercise.line)}});
}

}  // namespace liftmark::views
