// The grammar of what people write about sets: loads, repetitions, times, distances, rests, efforts,
// percentages.
//
// Read the same way everywhere: "×", "x", "X" and "*" multiply; any dash makes a range; "~", "≈" and "about"
// are ignored; decimals with a point. Weights stay as written, with their unit; nothing is doubled for a pair
// of dumbbells or for two sides. Nothing here fails: what cannot be read is absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftmark::views {

inline constexpr double kPoundsPerKilogram = 2.20462262;

enum class WeightUnit : std::uint8_t { kPound, kKilogram };

std::string_view UnitName(WeightUnit unit);  // "lb", "kg"

// In pounds; kilograms are converted and rounded to two decimals.
double ToPounds(double weight, WeightUnit unit);

// A number or two: "8", "8-12", "RPE 7–8". A single number has low == high.
struct Range {
  double low = 0;
  double high = 0;
  bool single() const { return low == high; }
};

// What a document prescribes: "2–3 × 8–12/side @ RPE 7-8", "5 x 5 @ 185 lb", "3 sets of 30-45 sec", "4x6 @
// 75%".
struct Target {
  std::optional<int> sets, sets_max;  // sets_max only where it is a range
  std::optional<int> reps, reps_max;  // reps_max only where it is a range
  std::optional<double> weight_lbs, percent_1rm, rpe, rpe_max;
  std::optional<int> seconds;  // of one set, lower bound
  std::string text;            // as written, trimmed

  // Whether anything but the text was understood.
  bool understood() const;
};

// A compound target ("1 × 1 @ 80%, then 4 × 4 @ 70%") gives the sum of its sets, and the rest from its first
// part. `unit` is for weights without one.
Target ParseTarget(std::string_view text, WeightUnit unit = WeightUnit::kPound);

// One set as it was done: "95 lb × 8 (warm-up)", "BW × 10 each", "3 x 130kg @ RPE 8", "20s/side".
struct LoggedSet {
  std::optional<double> weight;  // as written, per implement
  WeightUnit unit = WeightUnit::kPound;
  std::optional<int> reps;  // the number written; absent for ranges, partials, times, distances and steps
  std::optional<int> seconds;
  std::optional<double> rpe;  // a single number only
  bool warmup = false;        // the line says so
  bool per_side = false;
  bool bodyweight = false;
  bool weight_is_unclear = false;  // a weight that is not one number: plates, a range, a choice
  std::string_view note;           // what is left of the line, where it is a remark
};

// `unit` is for weights without one. Absent where the text holds neither load nor reps, time or distance.
std::optional<LoggedSet> ParseLoggedSet(std::string_view text, WeightUnit unit = WeightUnit::kPound);

// Several equal sets in compact notation.
struct Scheme {
  int sets = 1;
  LoggedSet set;
  bool complete = false;      // says sets or a load, not only reps or a time
  bool counts = false;        // says reps, a time or a distance
  bool prescriptive = false;  // a range of sets, reps, weight or RPE: nobody does a range
};

// "2x8@95, 1x6@115" (sets x reps @ weight), "165x10x3, 165x9" (weight x reps x sets), "3x10 @ 50 lb", "3 x
// 120kg" (reps x weight), "5x5". Empty where the text is anything else. At most kMaxSetsPerLine sets each.
inline constexpr int kMaxSetsPerLine = 100;
std::vector<Scheme> ParseSchemes(std::string_view text, WeightUnit unit = WeightUnit::kPound);

// Whether commas or slashes part a text: "60, 60, 62.5", "50/50/45 lb".
bool IsList(std::string_view text);

// The sets of a log that tells loads and repetitions apart, "60, 60, 62.5" and "8, 8, 7": one of either
// stands for all, and there may be no loads. Empty where one cannot be read, where they are not as many, or
// of one set.
std::vector<Scheme> ListedSets(std::string_view loads, std::string_view reps,
                               WeightUnit unit = WeightUnit::kPound);

// Lower bound in seconds: "90 sec", "2:30–3:00", "2.5-3 min", "60-90s between sets", "2 minutes (per leg)". A
// bare number is seconds from 15 on, else minutes. Absent for "as needed", and where a time is one of several
// things
// ("walk back + 60 sec").
std::optional<int> ParseRestSeconds(std::string_view text);

// Minutes: "~55 minutes", "85–95 min", "1 hour 15 min", "1:10 h", "60". Absent where no time is said.
std::optional<Range> ParseMinutes(std::string_view text);

// The first number of minutes or hours anywhere in `text`, in minutes: "Took me 50 minutes".
std::optional<Range> FindMinutes(std::string_view text);

// The number after "RPE" anywhere in `text`: "RPE 7-8", "@ RPE ~7", "RPE: 8.5".
std::optional<Range> FindRpe(std::string_view text);

// "12 weeks", "Weeks 1-4", "Week 3": the numbers beside the word. Absent without the word.
std::optional<Range> FindWeeks(std::string_view text);

// A number or a range at the beginning of `text`, after "~": "8", "8–12", "8 to 12", "2½". `size` gets its
// bytes.
std::optional<Range> ParseRange(std::string_view text, std::size_t* size = nullptr);

}  // namespace liftmark::views
