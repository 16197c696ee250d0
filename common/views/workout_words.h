// The words by which a workout's lines are told apart: section titles, labels, set labels, rest days.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace liftmark::views {

enum class SectionKind : std::uint8_t {
  kNone,  // not a section's title
  kWarmUp,
  kMain,
  kCoolDown,
  kNotes,
  kOther,  // neither exercises nor remarks: overview, goals, equipment
};

// What a heading or a bold line begins. A numbered title ("3. Core Circuit") is a section only where it is a
// warm-up, a cool-down or notes.
SectionKind SectionOf(std::string_view title);

// What a heading or label below an exercise's own begins.
enum class ExercisePart : std::uint8_t { kNone, kWarmUp, kWorkingSets, kNotes, kOther };
ExercisePart ExercisePartOf(std::string_view title);

enum class LabelKind : std::uint8_t {
  kUnknown,
  kFocus,
  kLocation,
  kDuration,
  kProgram,
  kDate,
  kWeek,
  kDay,
  kSession,  // "Workout: Push A"
  kName,
  kTarget,
  kRest,
  kNotes,
  kRemark,  // a note about the whole day: "Modification", "Note"
  kWarmUp,
  kWeight,
  kReps,
  kSets,
  kRpe,
  kAttribute,  // known, and of no consequence: tempo, setup, cues
};
LabelKind LabelKindOf(std::string_view label);

// "Set 2:", "Sets 1–3:", "All sets:", "Round 4:", "Top single:", "Back-off sets (3 × 5 @ 200):".
struct SetLabel {
  int first = 0;  // 0 where there is no number
  int last = 0;
  bool all = false;           // every set of the target
  bool warmup = false;        // "Warm-up set 1"
  std::optional<double> rpe;  // "Set 1 (RPE 7):", "Set 1 @ RPE 7:"
  std::string_view value;

  bool numbered() const { return first > 0; }
};
std::optional<SetLabel> ReadSetLabel(std::string_view text);

// Whether a title or a first line says that this is a day of rest.
bool SaysRestDay(std::string_view text);

// Whether the exercises below a title are done together.
bool SaysSuperset(std::string_view title);

// Whether a set line says that the set was not done.
bool SaysSkipped(std::string_view value);

// "3. ", "2) ", "A1. ", "Exercise 4": a title that counts.
bool IsNumbered(std::string_view title);

// "A) ", "B1. ": a part of a superset; 0 where it is none, else the capital letter.
char SupersetLetter(std::string_view title);

}  // namespace liftmark::views
