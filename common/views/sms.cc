#include "common/views/sms.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/views/gsm7.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// How much of a workout a text tells. Each step leaves out one thing more, in the order of the list: where
// accessories go, rest and notes have gone.
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

// ": 3 sets"
std::string CountText(const WorkoutExercise& exercise) {
  const std::size_t sets = exercise.sets.empty() && exercise.target && exercise.target->sets
                               ? static_cast<std::size_t>(*exercise.target->sets)
                               : exercise.sets.size();
  return sets == 0 ? "" : absl::StrCat(": ", sets, sets == 1 ? " set" : " sets");
}

std::string Joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) absl::StrAppend(&text, text.empty() ? "" : "; ", item);
  return text;
}

// "Warm-up (5 min)".
std::string RoutineName(std::string_view name, const Routine& routine) {
  std::string line(name);
  if (routine.duration_min) absl::StrAppend(&line, " (", *routine.duration_min, " min)");
  return line;
}

std::string RoutineItems(const Routine& routine) {
  return routine.items.empty() ? std::string() : absl::StrCat(": ", Joined(routine.items));
}

// All that could be told, in GSM-7, in pieces that are told with a detail, without it, or always.
class Message {
 public:
  explicit Message(const Workout& workout) {
    const auto& heading = workout.focus ? workout.focus : workout.title;
    if (workout.is_rest_day && workout.exercises.empty()) {
      Add("Rest day");
      if (workout.focus) AddLine(*workout.focus);
    } else {
      Add(heading ? *heading : "Workout");
    }
    if (workout.warm_up) {
      AddLine(RoutineName("Warm-up", *workout.warm_up));
      Add(RoutineItems(*workout.warm_up), &Detail::warm_up_items);
    }
    for (const WorkoutExercise& exercise : workout.exercises) AddExercise(exercise);
    if (workout.cool_down) {
      AddLine(RoutineName("Cool-down", *workout.cool_down), &Detail::cool_down);
      Add(RoutineItems(*workout.cool_down), &Detail::cool_down);
    }
    if (!workout.notes.empty()) AddLine("Notes: " + Joined(workout.notes), &Detail::notes);
  }

  // Septets of the text that tells `detail`.
  int Characters(const Detail& detail) const {
    int characters = 0;
    for (const Piece& piece : pieces_) {
      if (piece.IsTold(detail)) characters += piece.characters;
    }
    return characters;
  }

  std::string Text(const Detail& detail) const {
    std::string text;
    text.reserve(text_.size());
    std::size_t begin = 0;
    for (const Piece& piece : pieces_) {
      if (piece.IsTold(detail)) text.append(text_, begin, piece.end - begin);
      begin = piece.end;
    }
    return text;
  }

  // Whether characters were left out.
  bool dropped() const { return dropped_; }

 private:
  struct Piece {
    std::size_t end = 0;  // in text_; it begins where the one before ends
    int characters = 0;
    bool Detail::* part = nullptr;  // null where it is always told
    bool with = true;               // told with the part, or in its place

    bool IsTold(const Detail& detail) const { return part == nullptr || detail.*part == with; }
  };

  void AddExercise(const WorkoutExercise& exercise) {
    AddLine("- ");
    if (exercise.superset) Add(absl::StrCat("[", *exercise.superset, "] "));
    Add(exercise.name);
    std::string scheme;
    if (!exercise.sets.empty()) {
      scheme = absl::StrCat(": ", SetsText(exercise));
    } else if (exercise.target && !exercise.target->text.empty()) {
      scheme = absl::StrCat(": ", exercise.target->text);
    }
    if (IsAccessory(exercise)) {
      Add(scheme, &Detail::accessories);
      Add(CountText(exercise), &Detail::accessories, false);
    } else {
      Add(scheme);
    }
    if (exercise.rest_seconds && *exercise.rest_seconds > 0)
      Add(absl::StrCat(", rest ", DurationText(*exercise.rest_seconds)), &Detail::rest);
    if (exercise.notes) Add(absl::StrCat(". ", *exercise.notes), &Detail::notes);
  }

  void AddLine(std::string_view line, bool Detail::* part = nullptr) {
    text_ += '\n';
    pieces_.push_back({text_.size(), 1, part});
    Add(line, part);
  }

  void Add(std::string_view text, bool Detail::* part = nullptr, bool with = true) {
    const std::size_t begin = text_.size();
    AppendGsm7(text, text_, dropped_);
    const std::string_view added = std::string_view(text_).substr(begin);
    pieces_.push_back({text_.size(), CountGsm7Septets(added), part, with});
  }

  std::string text_;
  std::vector<Piece> pieces_;
  bool dropped_ = false;
};

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
  const Message message(workout);
  Detail detail;
  int characters = message.Characters(detail);
  for (const Step& step : kSteps) {
    if (characters <= kSmsMaxCharacters) break;
    detail.*step.part = false;
    const int fewer = message.Characters(detail);
    if (fewer < characters) sms.omitted.emplace_back(step.name);
    characters = fewer;
  }
  sms.text = message.Text(detail);
  if (message.dropped()) sms.omitted.emplace_back("CHARACTERS");
  sms.size = MeasureSms(sms.text);
  if (characters > kSmsMaxCharacters) sms.parts = SplitSms(sms.text);
  return sms;
}

}  // namespace liftmark::views
