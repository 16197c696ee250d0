// The name of an exercise as shown, and the key that is the same for every spelling of one lift.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace liftmark::views {

inline constexpr std::size_t kMaxExerciseNameBytes = 200;

// A heading, item or label as the exercise's name: without number ("3.", "Exercise 2:", "A1)"), without a
// scheme after a dash or colon ("— 3 × 5", "- Heavy Doubles"), without trailing punctuation. A parenthesis
// stays where it names the variation or implement ("(2-Board)", "(Dumbbells)", "(Low Bar)"), and goes where
// it repeats the name
// ("(RDL)") or is a cue, a setting or an alternative ("(slow eccentric)", "(or machine)", "(if available)").
// Cut to kMaxExerciseNameBytes between characters. Empty where nothing is left.
std::string CleanExerciseName(std::string_view text);

// `text` without "3.", "2)", "Exercise 4:", "A1)" and signs before it.
std::string_view WithoutNumber(std::string_view text);

// A title with its scheme: "2. Barbell Row — 4×8", "Squat: 5x5 @ 225", "Curl (3 × 12)".
struct ExerciseTitle {
  std::string name;         // as CleanExerciseName gives it
  std::string_view scheme;  // "4×8", empty where there is none
};
ExerciseTitle ReadExerciseTitle(std::string_view text);

// Folded, abbreviations expanded, plurals singular, words of no weight gone, aliases resolved: "BB Bench
// Press", "Barbell bench press" and "Bench Press" have the key "bench press"; "Dumbbell Bench Press",
// "Incline Bench Press" and "Close-Grip Bench" have others. Words with single spaces, at most
// kMaxExerciseNameBytes. Unknown exercises get a key of their own words. Accepts any text, cleaned or not.
std::string ExerciseKey(std::string_view name);

}  // namespace liftmark::views
