#include "common/views/sms.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/views/gsm7.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// How much of a workout a text tells. Each step leaves out one thing more, in the order of the list.
struct Detail {
  bool cool_down = true;
  bool warm_up_items = true;
  bool notes = true;
  bool rest = true;
  bool accessories = true;
};

// ---- Sets

// What two sets have in common when they are told as one.
bool SameScheme(const WorkoutSet& a, const WorkoutSet& b) {
  return a.weight == b.weight && a.unit == b.unit && a.reps == b.reps && a.seconds == b.seconds &&
         a.warmup == b.warmup && a.per_side == b.per_side && a.bodyweight == b.bodyweight;
}

// "30 s", "90 s", "2 min", "2:30 min".
std::string DurationText(int seconds) {
  if (seconds < 120) return absl::StrCat(seconds, " s");
  const int rest = seconds % 60;
  if (rest == 0) return absl::StrCat(seconds / 60, " min");
  return absl::StrCat(seconds / 60, rest < 10 ? ":0" : ":", rest, " min");
}

// "3x5 @ 145 lb", "2x8/side @ BW", "60 s", "1 set".
std::string SchemeText(const WorkoutSet& set, int count) {
  std::string text;
  if (set.reps) {
    text = absl::StrCat(count, "x", *set.reps);
  } else if (set.seconds) {
    text = count == 1 ? DurationText(*set.seconds) : absl::StrCat(count, "x", DurationText(*set.seconds));
  } else {
    text = absl::StrCat(count, count == 1 ? " set" : " sets");
  }
  if (set.per_side) text += "/side";
  if (set.weight) {
    absl::StrAppend(&text, " @ ", set.bodyweight ? "BW+" : "", *set.weight, " ", set.unit.value_or("lb"));
  } else if (set.bodyweight) {
    text += " @ BW";
  }
  if (set.warmup) text += " warm-up";
  return text;
}

// "(RPE 7-8)" over the working sets; empty where none says it.
std::string RpeText(const WorkoutExercise& exercise) {
  std::optional<double> low;
  std::optional<double> high;
  for (const WorkoutSet& set : exercise.sets) {
    if (set.warmup || !set.rpe) continue;
    low = std::min(low.value_or(*set.rpe), *set.rpe);
    high = std::max(high.value_or(*set.rpe), *set.rpe);
  }
  if (!low) return "";
  return *low == *high ? absl::StrCat(" (RPE ", *low, ")") : absl::StrCat(" (RPE ", *low, "-", *high, ")");
}

// Equal sets in a row are told once.
std::string SetsText(const WorkoutExercise& exercise) {
  std::string text;
  for (std::size_t i = 0; i < exercise.sets.size();) {
    std::size_t end = i + 1;
    while (end < exercise.sets.size() && SameScheme(exercise.sets[i], exercise.sets[end])) ++end;
    absl::StrAppend(&text, text.empty() ? "" : ", ", SchemeText(exercise.sets[i], static_cast<int>(end - i)));
    i = end;
  }
  return text + RpeText(exercise);
}

// ---- Lines

// Sections beside the main work, whose detail goes before the message is split.
bool IsAccessory(const WorkoutExercise& exercise) {
  if (!exercise.section) return false;
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"accessor", "optional", "core", "finisher", "conditioning",
                                              "extra", "bonus"},
      [&](std::string_view word) { return StartsWithIgnoringCase(*exercise.section, word); });
}

std::string ExerciseLine(const WorkoutExercise& exercise, const Detail& detail) {
  std::string line = "- ";
  if (exercise.superset) absl::StrAppend(&line, "[", *exercise.superset, "] ");
  line += exercise.name;
  if (!detail.accessories && IsAccessory(exercise)) {
    const std::size_t sets = exercise.sets.empty() && exercise.target && exercise.target->sets
                                 ? static_cast<std::size_t>(*exercise.target->sets)
                                 : exercise.sets.size();
    if (sets > 0) absl::StrAppend(&line, ": ", sets, sets == 1 ? " set" : " sets");
    return line;
  }
  if (!exercise.sets.empty()) {
    absl::StrAppend(&line, ": ", SetsText(exercise));
  } else if (exercise.target && !exercise.target->text.empty()) {
    absl::StrAppend(&line, ": ", exercise.target->text);
  }
  if (detail.rest && exercise.rest_seconds && *exercise.rest_seconds > 0) {
    absl::StrAppend(&line, ", rest ", DurationText(*exercise.rest_seconds));
  }
  if (detail.notes && exercise.notes) absl::StrAppend(&line, ". ", *exercise.notes);
  return line;
}

std::string Joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) absl::StrAppend(&text, text.empty() ? "" : "; ", item);
  return text;
}

// "Warm-up (5 min): Row; Band Pull-Apart".
std::string RoutineLine(std::string_view name, const Routine& routine, bool items) {
  std::string line(name);
  if (routine.duration_min) absl::StrAppend(&line, " (", *routine.duration_min, " min)");
  if (items && !routine.items.empty()) absl::StrAppend(&line, ": ", Joined(routine.items));
  return line;
}

class Composer {
 public:
  explicit Composer(const Workout& workout) : workout_(workout) {}

  std::string Compose(const Detail& detail) {
    text_.clear();
    const auto& heading = workout_.focus ? workout_.focus : workout_.title;
    if (workout_.is_rest_day && workout_.exercises.empty()) {
      AddLine("Rest day");
      if (workout_.focus) AddLine(*workout_.focus);
    } else {
      AddLine(heading ? *heading : "Workout");
    }
    if (workout_.warm_up) AddLine(RoutineLine("Warm-up", *workout_.warm_up, detail.warm_up_items));
    for (const WorkoutExercise& exercise : workout_.exercises) AddLine(ExerciseLine(exercise, detail));
    if (detail.cool_down && workout_.cool_down) AddLine(RoutineLine("Cool-down", *workout_.cool_down, true));
    if (detail.notes && !workout_.notes.empty()) AddLine("Notes: " + Joined(workout_.notes));
    return text_;
  }

  bool dropped() const { return dropped_; }

 private:
  void AddLine(std::string_view line) {
    if (!text_.empty()) text_ += '\n';
    text_ += ToGsm7(line, dropped_);
  }

  const Workout& workout_;
  std::string text_;
  bool dropped_ = false;
};

bool Fits(std::string_view text) { return MeasureSms(text).characters <= kSmsMaxCharacters; }

}  // namespace

Sms BuildSms(const Workout& workout) {
  // What goes, in this order, until the text fits; never a main exercise.
  struct Step {
    bool Detail::* part;
    std::string_view name;
  };
  constexpr Step kSteps[] = {{&Detail::cool_down, "COOL_DOWN"},
                             {&Detail::warm_up_items, "WARM_UP_ITEMS"},
                             {&Detail::notes, "NOTES"},
                             {&Detail::rest, "REST"},
                             {&Detail::accessories, "ACCESSORY_DETAIL"}};
  Sms sms;
  Composer composer(workout);
  Detail detail;
  sms.text = composer.Compose(detail);
  for (const Step& step : kSteps) {
    if (Fits(sms.text)) break;
    detail.*step.part = false;
    std::string shorter = composer.Compose(detail);
    if (shorter.size() < sms.text.size()) sms.omitted.emplace_back(step.name);
    sms.text = std::move(shorter);
  }
  if (composer.dropped()) sms.omitted.emplace_back("CHARACTERS");
  sms.size = MeasureSms(sms.text);
  sms.parts = SplitSms(sms.text);
  return sms;
}

}  // namespace liftmark::views
