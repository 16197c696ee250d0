#include "common/views/sms.h"

#include <catch2/catch.hpp>
#include <string>

#include "common/views/gsm7.h"

namespace liftmark::views {
namespace {

std::string Repeat(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

TEST_CASE("segments are counted as networks count them") {
  struct Case {
    const char* what;
    std::string text;
    SmsEncoding encoding;
    int characters;
    int segments;
  };
  const Case cases[] = {
      {"nothing", "", SmsEncoding::kGsm7, 0, 0},
      {"one character", "a", SmsEncoding::kGsm7, 1, 1},
      {"a full message", Repeat("a", 160), SmsEncoding::kGsm7, 160, 1},
      {"one more takes a header", Repeat("a", 161), SmsEncoding::kGsm7, 161, 2},
      {"two full parts", Repeat("a", 306), SmsEncoding::kGsm7, 306, 2},
      {"and one more", Repeat("a", 307), SmsEncoding::kGsm7, 307, 3},
      {"accents of the alphabet", "éèùìòÇØøÅåÄÖÑÜäöñüà§¿¡", SmsEncoding::kGsm7, 22, 1},
      {"extension characters count twice", "[]{}\\~^|€", SmsEncoding::kGsm7, 18, 1},
      {"80 of them fill a message", Repeat("€", 80), SmsEncoding::kGsm7, 160, 1},
      {"an escape is not split: 76 fit a part of 153", Repeat("€", 81), SmsEncoding::kGsm7, 162, 2},
      {"153 septets hold 76 escapes", Repeat("€", 152), SmsEncoding::kGsm7, 304, 2},
      {"153 escapes need a third part", Repeat("€", 153), SmsEncoding::kGsm7, 306, 3},
      {"an escape at the edge moves whole", Repeat("a", 152) + "€" + Repeat("a", 151), SmsEncoding::kGsm7,
       305, 2},
      {"and its room is lost", Repeat("a", 152) + "€" + Repeat("a", 152), SmsEncoding::kGsm7, 306, 3},
      {"a backtick is no GSM-7", "`", SmsEncoding::kUcs2, 1, 1},
      {"UCS-2 in one message", Repeat("×", 70), SmsEncoding::kUcs2, 70, 1},
      {"UCS-2 in two", Repeat("×", 71), SmsEncoding::kUcs2, 71, 2},
      {"two full UCS-2 parts", Repeat("×", 134), SmsEncoding::kUcs2, 134, 2},
      {"and one more UCS-2 unit", Repeat("×", 135), SmsEncoding::kUcs2, 135, 3},
      {"an emoji is a surrogate pair", "💪", SmsEncoding::kUcs2, 2, 1},
      {"35 pairs fill a message", Repeat("💪", 35), SmsEncoding::kUcs2, 70, 1},
      {"a pair is not split: 33 fit a part of 67", Repeat("💪", 67), SmsEncoding::kUcs2, 134, 3},
      {"line ends count", "a\nb", SmsEncoding::kGsm7, 3, 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const SmsSize size = MeasureSms(c.text);
    CHECK(size.encoding == c.encoding);
    CHECK(size.characters == c.characters);
    CHECK(size.segments == c.segments);
  }
}

TEST_CASE("what GSM-7 lacks is replaced by what reads the same") {
  bool dropped = false;
  CHECK(ToGsm7("3 × 5 – 8 “easy” 45° ≤ 7 → next…", dropped) == "3 x 5 - 8 \"easy\" 45 deg <= 7 -> next...");
  CHECK(ToGsm7("Pilates, crème brûlée, Škoda", dropped) == "Pilates, crème brulée, Skoda");
  CHECK(ToGsm7("e\u0302", dropped) == "e");
  CHECK_FALSE(dropped);
}

TEST_CASE("what has no replacement is left out, and said") {
  bool dropped = false;
  CHECK(ToGsm7("Rest 🛌 day", dropped) == "Rest  day");
  CHECK(dropped);
}

WorkoutSet Set(double weight, int reps, std::optional<double> rpe = {}) {
  WorkoutSet set;
  set.weight = weight;
  set.weight_lbs = weight;
  set.unit = "lb";
  set.reps = reps;
  set.rpe = rpe;
  return set;
}

WorkoutExercise Exercise(std::string name, std::vector<WorkoutSet> sets) {
  WorkoutExercise exercise;
  exercise.name = std::move(name);
  exercise.sets = std::move(sets);
  return exercise;
}

TEST_CASE("equal sets are told once, unequal ones kept, with the range of RPE over working sets") {
  Workout workout;
  workout.focus = "Upper";
  workout.exercises = {
      Exercise("Close-Grip Bench", {Set(145, 5, 7), Set(145, 5, 7.5), Set(145, 5, 7.5), Set(145, 4, 8)})};

  CHECK(BuildSms(workout).text == "Upper\n- Close-Grip Bench: 3x5 @ 145 lb, 1x4 @ 145 lb (RPE 7-8)");
}

TEST_CASE("units, sides, time, bodyweight, warm-ups, supersets and rest are told") {
  Workout workout;
  workout.title = "Monday";
  WorkoutSet kilograms = Set(24, 8);
  kilograms.unit = "kg";
  kilograms.per_side = true;
  WorkoutSet added = Set(25, 5);
  added.bodyweight = true;
  WorkoutSet body;
  body.reps = 8;
  body.bodyweight = true;
  WorkoutSet plank;
  plank.seconds = 45;
  WorkoutSet warm_up = Set(95, 8);
  warm_up.warmup = true;
  workout.exercises = {Exercise("Lunge", {kilograms}), Exercise("Pull-Up", {body, added}),
                       Exercise("Plank", {plank, plank}), Exercise("Bench Press", {warm_up, Set(135, 5)})};
  workout.exercises[0].superset = "A";
  workout.exercises[3].rest_seconds = 150;

  CHECK(BuildSms(workout).text ==
        "Monday\n- [A] Lunge: 1x8/side @ 24 kg\n- Pull-Up: 1x8 @ BW, 1x5 @ BW+25 lb\n- Plank: 2x45 s\n"
        "- Bench Press: 1x8 @ 95 lb warm-up, 1x5 @ 135 lb, rest 2:30 min");
}

TEST_CASE("a target stands where nothing is logged") {
  Workout workout;
  workout.exercises = {Exercise("Squat", {})};
  workout.exercises[0].target.emplace().text = "4 × 8–12 @ RPE 8";

  CHECK(BuildSms(workout).text == "Workout\n- Squat: 4 x 8-12 @ RPE 8");
}

TEST_CASE("a rest day has its own short form") {
  Workout workout;
  workout.is_rest_day = true;
  workout.notes = {"Walk 20 min"};

  CHECK(BuildSms(workout).text == "Rest day\nNotes: Walk 20 min");
}

// A workout of `exercises` main exercises, each with notes of `note_bytes`.
Workout LongWorkout(int exercises, int note_bytes) {
  Workout workout;
  workout.focus = "Everything";
  workout.warm_up = Routine{8, {"Row: 5 min"}};
  workout.cool_down = Routine{5, {"Stretch"}};
  for (int i = 0; i < exercises; ++i) {
    workout.exercises.push_back(
        Exercise("Exercise " + std::to_string(i), {Set(100 + i, 5), Set(105 + i, 5)}));
    workout.exercises.back().rest_seconds = 90;
    if (note_bytes > 0) workout.exercises.back().notes = Repeat("n", note_bytes);
  }
  return workout;
}

TEST_CASE("over the limit, detail goes in order and no further than needed") {
  CHECK(BuildSms(LongWorkout(10, 0)).omitted.empty());
  CHECK(BuildSms(LongWorkout(10, 200)).omitted ==
        std::vector<std::string>{"COOL_DOWN", "WARM_UP_ITEMS", "NOTES"});
  const Sms without_rest = BuildSms(LongWorkout(34, 10));
  CHECK(without_rest.omitted == std::vector<std::string>{"COOL_DOWN", "WARM_UP_ITEMS", "NOTES", "REST"});
  CHECK(without_rest.size.characters <= kSmsMaxCharacters);
}

TEST_CASE("accessory detail goes before the message is split, a main exercise never") {
  Workout workout = LongWorkout(40, 0);
  for (std::size_t i = 20; i < workout.exercises.size(); ++i) workout.exercises[i].section = "Accessory Work";

  const Sms sms = BuildSms(workout);

  CHECK(sms.omitted.back() == "ACCESSORY_DETAIL");
  CHECK(sms.text.find("- Exercise 19: 1x5 @ 119 lb, 1x5 @ 124 lb") != std::string::npos);
  CHECK(sms.text.find("- Exercise 20: 2 sets") != std::string::npos);
  CHECK(sms.parts.empty());
}

TEST_CASE("what is still too long comes in parts, cut between exercises") {
  const Sms sms = BuildSms(LongWorkout(100, 0));

  REQUIRE(sms.parts.size() >= 2);
  std::size_t exercises = 0;
  for (std::size_t i = 0; i < sms.parts.size(); ++i) {
    const std::string& part = sms.parts[i];
    CHECK(MeasureSms(part).characters <= kSmsMaxCharacters);
    CHECK(part.starts_with(std::to_string(i + 1) + "/" + std::to_string(sms.parts.size()) + " "));
    for (std::size_t at = part.find("- Exercise"); at != std::string::npos;
         at = part.find("- Exercise", at + 1))
      ++exercises;
  }
  CHECK(exercises == 100);
}

TEST_CASE("a line that is longer than a message is cut at a space, and no character is lost") {
  const std::string line = Repeat("word ", 700) + "end";
  const std::vector<std::string> parts = SplitSms(line);

  REQUIRE(parts.size() == 3);
  std::string words;
  for (const std::string& part : parts) words += part.substr(4) + " ";
  CHECK(words == line + " ");
}

TEST_CASE("lost characters are reported") {
  Workout workout;
  workout.focus = "Legs 🦵";

  CHECK(BuildSms(workout).omitted == std::vector<std::string>{"CHARACTERS"});
}

}  // namespace
}  // namespace liftmark::views
