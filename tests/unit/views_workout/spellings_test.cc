// One workout, spelt as people and models spell it: what is read from it stays the same.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/views/workout.h"

namespace liftmark::views {
namespace {

constexpr std::string_view kWorkout = R"(# Workout — Monday, March 2, 2026
**Focus:** Lower A
**Location:** Commercial gym
**Duration:** ~60 minutes

## Warm-Up (8 minutes)
1. Bike: 3 minutes
2. Goblet Squat: 25 lb × 10

## Main Workout

### 1. Back Squat
**Target:** 3 × 5 @ RPE 7–8
- **Set 1:** 135 lb × 5 (warm-up)
- **Set 2:** 185 lb × 5 (RPE 7)
- **Set 3:** 195 lb × 5 (RPE 7.5)
- **Set 4:** 200 lb × 4 (RPE 8.5) — *cut a rep*
**Rest:** 2:30–3:00 between working sets
**Notes:** Add 5 lb next week; last week was 190 × 5.

### 2. Walking Lunge
**Target:** 2 × 10/leg
- **Set 1:** 30 lb DBs × 10/leg
- **Set 2:** 35 lb DBs × 8/leg (RPE 9)
**Rest:** 90 sec

### 3. Side Plank
**Target:** 2 × 30 sec/side
- **Set 1:** 30 sec/side
- **Set 2:** 25 sec/side
**Rest:** 45 sec

### 4. Push-Up
**Target:** 2 × max
- **Set 1:** Bodyweight × 20
- **Set 2:** Bodyweight × 15 (RPE 9)
**Rest:** 60 sec

## Cool Down (5 minutes)
1. Couch Stretch: 60 sec/side

## Notes
- Total time: 58 minutes.
)";

// What the figures of a workout are made of.
std::string Gist(std::string_view markdown) {
  const Workout workout = BuildWorkout(markdown);
  std::string gist = absl::StrCat(workout.date.value_or("no date"), " ", workout.total_sets, " sets ",
                                  workout.total_volume_lbs, " lb\n");
  for (const WorkoutExercise& exercise : workout.exercises) {
    absl::StrAppend(&gist, exercise.name, ", rest ", exercise.rest_seconds.value_or(-1), ":");
    for (const WorkoutSet& set : exercise.sets) {
      absl::StrAppend(&gist, " ", set.weight_lbs.value_or(0), "x", set.reps.value_or(0));
      if (set.seconds) absl::StrAppend(&gist, " ", *set.seconds, "s");
      if (set.rpe) absl::StrAppend(&gist, " @", *set.rpe);
      if (set.per_side) absl::StrAppend(&gist, " side");
      if (set.bodyweight) absl::StrAppend(&gist, " bw");
      if (set.warmup) absl::StrAppend(&gist, " warm-up");
      absl::StrAppend(&gist, ";");
    }
    absl::StrAppend(&gist, "\n");
  }
  return gist;
}

// Pairs of what stands in the workout and what somebody else writes there.
using Spelling = std::vector<std::pair<const absl::string_view, absl::string_view>>;

TEST_CASE("a workout reads the same in every spelling") {
  const std::string expected =
      "2026-03-02 10 sets 3955 lb\n"
      "Back Squat, rest 150: 135x5 warm-up; 185x5 @7; 195x5 @7.5; 200x4 @8.5;\n"
      "Walking Lunge, rest 90: 30x10 side; 35x8 @9 side;\n"
      "Side Plank, rest 45: 0x0 30s side; 0x0 25s side;\n"
      "Push-Up, rest 60: 0x20 bw; 0x15 @9 bw;\n";
  REQUIRE(Gist(kWorkout) == expected);

  const Spelling spellings[] = {
      // Signs.
      {{" × ", " x "}},
      {{" × ", " X "}},
      {{" × ", "×"}},
      {{" × ", "x"}},
      {{" × ", "\u00a0×\u00a0"}},
      {{"–", "-"}, {"—", "-"}},
      {{"–", "—"}, {"—", "–"}},
      {{"Warm-Up", "Warm\u2011Up"},
       {"Push-Up", "Push\u2011Up"},
       {"warm-up", "warm\u2011up"},
       {"7–8", "7\u20118"}},
      {{" lb", "\u00a0lb"}, {" sec", "\u202fsec"}, {"Set ", "Set\u00a0"}},
      // Marks.
      {{"**", ""}},
      {{"**", "__"}},
      {{":**", "**:"}},
      {{"\n- **Set", "\n* **Set"}},
      {{"\n- **Set", "\n+ **Set"}},
      {{"\n- **Set", "\n  - **Set"}},
      {{"\n- **Set", "\n\n- **Set"}},
      {{"\n- **Set", "\n- [x] **Set"}},
      {{"\n**Rest", "\n- **Rest"}, {"\n**Target", "\n- **Target"}},
      {{"\n", "  \n"}},
      {{"\n", "\r\n"}},
      {{"\n### ", "\n---\n\n### "}},
      {{"\n### ", "\n#### "}},
      {{"\n### 1.", "\n### 1)"},
       {"\n### 2.", "\n### 2)"},
       {"\n### 3.", "\n### 3)"},
       {"\n### 4.", "\n### 4)"}},
      {{"\n### 1. ", "\n### "}, {"\n### 2. ", "\n### "}, {"\n### 3. ", "\n### "}, {"\n### 4. ", "\n### "}},
      {{"\n### ", "\n### Exercise "}, {"1. Back", "1: Back"}, {"2. Walking", "2: Walking"}},
      {{"\n### 1. Back Squat\n", "\n**1. Back Squat**\n"},
       {"\n### 2. Walking Lunge\n", "\n**2. Walking Lunge**\n"},
       {"\n### 3. Side Plank\n", "\n**3. Side Plank**\n"},
       {"\n### 4. Push-Up\n", "\n**4. Push-Up**\n"}},
      // Words of sections and labels.
      {{"Main Workout", "MAIN WORK"}, {"Warm-Up", "WARM UP"}, {"Cool Down", "COOLDOWN"}},
      {{"## Main Workout", "Main Workout\n---"},
       {"## Warm-Up (8 minutes)", "Warm-Up (8 minutes)\n---"},
       {"## Cool Down (5 minutes)", "Cool Down (5 minutes)\n---"}},
      {{"**Set 1:**", "Set #1:"}, {"**Set 2:**", "Set #2:"}},
      {{"**Set 1:**", "**Set 1** —"}, {"**Set 2:**", "**Set 2** —"}},
      {{"**Set 1:**", "**S1:**"}, {"**Set 2:**", "**S2:**"}},
      {{"**Target:**", "**Prescription:**"}},
      // Units.
      {{" lb", " lbs"}},
      {{" lb", " pounds"}},
      {{" lb", "lb"}},
      {{" lb", "-lb"}},
      {{" lb", "#"}},
      {{" sec", "s"}},
      {{" sec", " seconds"}},
      {{"2:30–3:00 between", "2.5-3 min between"}, {"90 sec", "1:30"}},
      {{"/leg", " each leg"}, {"/side", " per side"}},
      {{"Bodyweight", "BW"}},
      {{"Bodyweight", "Body weight"}},
      // Remarks.
      {{"(RPE 7)", "@ RPE 7"}, {"(RPE 7.5)", "@ 7.5"}, {"(RPE 9)", ", RPE 9"}},
      {{"(RPE 7)", "[RPE 7]"}, {"(RPE 7.5)", "(RPE: 7.5)"}, {"(RPE 9)", "(RPE 9/10)"}},
      {{"(RPE 7)", "*(RPE 7)*"}, {"(RPE 7.5)", "(RPE ~7.5)"}, {"(RPE 9)", "— RPE 9"}},
      {{"(RPE 7)", "(RPE=7)"}, {"(RPE 7.5)", "(RPE7.5)"}, {"(RPE 9)", "rpe 9"}},
      {{"(warm-up)", "(warmup)"}},
      {{"(warm-up)", "— warm-up"}},
      {{"(warm-up)", "(WU)"}},
      {{"(warm-up)", "*[warm-up]*"}},
  };
  for (const Spelling& spelling : spellings) {
    const std::string respelt = absl::StrReplaceAll({kWorkout.data(), kWorkout.size()}, spelling);
    INFO(respelt);
    CHECK(respelt != kWorkout);
    CHECK(Gist(respelt) == expected);
  }
}

}  // namespace
}  // namespace liftmark::views
