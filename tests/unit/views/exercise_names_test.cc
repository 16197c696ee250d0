#include "common/views/exercise_names.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/views/exercise_table.h"

namespace liftmark::views {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

}  // namespace

TEST_CASE("a name is cleaned of numbers, schemes and asides, and keeps its variation") {
  const Case cases[] = {
      {"3. Cable Row", "Cable Row"},
      {"2) Front Squat", "Front Squat"},
      {"Exercise 2: Hack Squat", "Hack Squat"},
      {"Exercise 1: Front Squat — 3 sets × 5 reps", "Front Squat"},
      {"A) Incline Curl", "Incline Curl"},
      {"B1. Dips", "Dips"},
      {"A2 Chin-Up", "Chin-Up"},
      {"🏋️ Deadlift", "Deadlift"},
      {"→ Leg Press", "Leg Press"},
      {"1-Arm Dumbbell Row", "1-Arm Dumbbell Row"},
      {"45° Press", "45° Press"},
      {"90/90 Breathing", "90/90 Breathing"},
      {"Barbell Row — 4×8", "Barbell Row"},
      {"Bench Press 4×8", "Bench Press"},
      {"Squat: 5x5 @ 225", "Squat"},
      {"Row @ RPE 7", "Row"},
      {"Deadlift — Heavy Triple", "Deadlift"},
      {"Deadlift - Heavy Doubles", "Deadlift"},
      {"Press — Technique → Heavy Singles", "Press"},
      {"Step-Down — Slow Tap", "Step-Down — Slow Tap"},
      {"Optional Finisher — Sled Push", "Sled Push"},
      {"Bench Press (3-Board)", "Bench Press (3-Board)"},
      {"Lat Pulldown (Underhand Grip)", "Lat Pulldown (Underhand Grip)"},
      {"Bench Press (Dumbbells)", "Bench Press (Dumbbells)"},
      {"Squat (Low Bar)", "Squat (Low Bar)"},
      {"Pushdown (rope)", "Pushdown (rope)"},
      {"Side Bend (long lever)", "Side Bend (long lever)"},
      {"Romanian Deadlift (RDL)", "Romanian Deadlift"},
      {"Overhead Press (OHP)", "Overhead Press"},
      {"Deficit Deadlift (2\" deficit)", "Deficit Deadlift"},
      {"Leg Curl (slow eccentric, no bounce)", "Leg Curl"},
      {"Trap Bar Deadlift (High Handles)", "Trap Bar Deadlift (High Handles)"},
      {"Push-Up (feet elevated)", "Push-Up (feet elevated)"},
      {"Box Squat (Wide Stance, w/ chains)", "Box Squat (Wide Stance, w/ chains)"},
      {"Leg ext 120x15, 130x12", "Leg ext"},
      {"Leg press 3 plates/side x 12", "Leg press"},
      {"Dips BW 3x8", "Dips"},
      {"Pull-ups — BW × 8, 7, 6", "Pull-ups"},
      {"Chins bwx8", "Chins"},
      {"RDL 80 3x8", "RDL"},
      {"Split Squat, Bodyweight", "Split Squat, Bodyweight"},
      {"Back ext, BW, 3x12", "Back ext"},
      {"Chest Press (or push-up)", "Chest Press"},
      {"Leg Press (machine or hack)", "Leg Press"},
      {"Chin-Up (if available)", "Chin-Up"},
      {"Calf Raise (3 × 12)", "Calf Raise"},
      {"Paused Squat (3-sec pause)", "Paused Squat"},
      {"Squats OR Leg Press", "Squats OR Leg Press"},
      {"Curl + Pushdown", "Curl + Pushdown"},
      {"Bench Press:", "Bench Press"},
      {"", ""},
      {"4 × 8", ""},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    CHECK(CleanExerciseName(text) == std::string(expected));
    CHECK(CleanExerciseName(CleanExerciseName(text)) == std::string(expected));
  }
}

TEST_CASE("one lift has one key however it is spelt") {
  const std::pair<std::string_view, std::vector<std::string_view>> lifts[] = {
      {"bench press",
       {"BB Bench Press", "Barbell bench press", "Bench Press", "bench", "BENCH PRESS",
        "Flat Barbell Bench Press", "Bench-Press", "Barbell Bench", "bench press (barbell)", "Benchpress",
        "3. Bench Press", "Flat Bench", "Competition Bench", "**Bench  Press**", "Bench Presses", "BP"}},
      {"dumbbell bench press",
       {"DB Bench Press", "Dumbbell Bench", "Bench Press (Dumbbells)", "Flat DB Bench", "DB bench"}},
      {"incline dumbbell bench press",
       {"Incline DB Press", "DB Incline Press", "Incline Dumbbell Bench Press",
        "Dumbbell Incline Bench Press", "Incline Press (DBs)", "Incline Dumbbell Press (30° bench)"}},
      {"close grip bench press",
       {"CGBP", "Close-Grip Bench", "Close–Grip Bench Press", "Narrow Grip Bench Press",
        "Bench Press (close grip)", "Close Grip BB Bench Press"}},
      {"back squat",
       {"Squat", "Barbell Back Squat", "Squats", "BB Squat", "Competition Squat", "back squats"}},
      {"romanian deadlift",
       {"RDL", "Romanian Deadlift (RDL)", "Barbell RDL", "Romanian Deadlifts", "BB Romanian Dead-lift",
        "RDLs", "Barbell Romanian Deadlift (slow, controlled)"}},
      {"deadlift", {"Deadlift", "Conventional Deadlift", "Barbell Deadlift", "Dead lift", "DL", "Deadlifts"}},
      {"overhead press",
       {"OHP", "Military Press", "Standing Barbell Overhead Press", "BB OH Press", "Strict Press",
        "Barbell Shoulder Press", "Overhead press"}},
      {"pull up", {"Pull-Up", "Pullups", "Pull Ups", "pull‑up", "Pull-ups"}},
      {"bulgarian split squat",
       {"BSS", "Bulgarian Split Squats", "RFESS", "Rear-Foot Elevated Split Squat",
        "Rear-Foot-Elevated Split-Squat"}},
      {"single arm dumbbell row",
       {"1-Arm DB Row", "One-Arm Dumbbell Row", "Single Arm Dumbbell Rows", "Dumbbell Row (single-arm)",
        "Single-Arm DB Row (hand on bench)"}},
      {"trap bar deadlift", {"Trap Bar Deadlift", "Hex Bar Deadlift", "Trap-Bar DL", "Hex-bar deadlifts"}},
      {"farmer carry",
       {"Farmer's Carry", "Farmers Walk", "Farmer’s Walk", "Farmer Carries (DBs)", "Farmer Carry"}},
      {"tricep pushdown",
       {"Triceps Pushdown", "Cable Pressdown", "Tricep Push-Downs", "Cable Triceps Pushdown"}},
      {"leg press", {"Leg Press", "45° Leg Press", "45-degree leg press", "Leg Press Machine"}},
      {"skull crusher",
       {"Skullcrushers", "Skull Crushers", "EZ-Bar Skull Crusher", "Lying Triceps Extension"}},
      {"hip thrust", {"Hip Thrusts", "Barbell Hip Thrust", "BB hip thruster"}},
      {"clean and jerk", {"Clean & Jerk", "C&J", "Clean and Jerk"}},
      {"paused bench press",
       {"Paused Bench Press", "Bench Press (Paused)", "Pause Bench", "BB Bench (pause)"}},
      {"dumbbell fly", {"DB Flyes", "Dumbbell Flies", "Dumbbell Flys", "DB Fly"}},
  };
  for (const auto& [key, spellings] : lifts) {
    for (const std::string_view spelling : spellings) {
      CAPTURE(std::string(spelling));
      CHECK(ExerciseKey(spelling) == std::string(key));
    }
  }
}

TEST_CASE("different lifts never share a key") {
  const std::string_view lifts[] = {
      "Bench Press",
      "Incline Bench Press",
      "Decline Bench Press",
      "Close-Grip Bench Press",
      "Dumbbell Bench Press",
      "Incline Dumbbell Press",
      "Paused Bench Press",
      "Floor Press",
      "Spoto Press",
      "2-Board Press",
      "3-Board Press",
      "Board Press",
      "Pin Press",
      "Machine Chest Press",
      "Smith Machine Bench Press",
      "Wide-Grip Bench Press",
      "Push-Up",
      "Diamond Push-Up",
      "Incline Push-Up",
      "Decline Push-Up",
      "Dips",
      "Bench Dips",
      "Ring Dips",
      "Weighted Dips",
      "Back Squat",
      "Front Squat",
      "Goblet Squat",
      "Box Squat",
      "Overhead Squat",
      "Hack Squat",
      "Low Bar Squat",
      "High Bar Squat",
      "SSB Squat",
      "Split Squat",
      "Bulgarian Split Squat",
      "Jump Squat",
      "Bodyweight Squat",
      "Paused Squat",
      "Tempo Squat",
      "Leg Press",
      "Single-Leg Press",
      "Deadlift",
      "Sumo Deadlift",
      "Romanian Deadlift",
      "Stiff-Leg Deadlift",
      "Deficit Deadlift",
      "Trap Bar Deadlift",
      "Dumbbell Romanian Deadlift",
      "Single-Leg Romanian Deadlift",
      "Paused Deadlift",
      "Block Pull",
      "Rack Pull",
      "Snatch-Grip Deadlift",
      "Kettlebell Deadlift",
      "Smith Machine Romanian Deadlift",
      "Good Morning",
      "Overhead Press",
      "Seated Overhead Press",
      "Dumbbell Shoulder Press",
      "Seated Dumbbell Shoulder Press",
      "Push Press",
      "Arnold Press",
      "Landmine Press",
      "Barbell Row",
      "Pendlay Row",
      "Dumbbell Row",
      "One-Arm Dumbbell Row",
      "Chest-Supported Row",
      "T-Bar Row",
      "Seated Cable Row",
      "Inverted Row",
      "Upright Row",
      "Pull-Up",
      "Chin-Up",
      "Weighted Pull-Up",
      "Lat Pulldown",
      "Wide-Grip Lat Pulldown",
      "Neutral-Grip Lat Pulldown",
      "Straight-Arm Pulldown",
      "Barbell Curl",
      "Dumbbell Curl",
      "Hammer Curl",
      "Preacher Curl",
      "Incline Dumbbell Curl",
      "Reverse Curl",
      "Cable Curl",
      "EZ-Bar Curl",
      "Triceps Pushdown",
      "Overhead Triceps Extension",
      "Skull Crushers",
      "Lateral Raise",
      "Dumbbell Lateral Raise",
      "Cable Lateral Raise",
      "Front Raise",
      "Rear Delt Fly",
      "Face Pull",
      "Band Face Pull",
      "Cable Fly",
      "Pec Deck",
      "Reverse Pec Deck",
      "Leg Curl",
      "Seated Leg Curl",
      "Lying Leg Curl",
      "Nordic Curl",
      "Leg Extension",
      "Calf Raise",
      "Standing Calf Raise",
      "Seated Calf Raise",
      "Single-Leg Calf Raise",
      "Hip Thrust",
      "Glute Bridge",
      "Single-Leg Glute Bridge",
      "Back Extension",
      "Lunge",
      "Walking Lunge",
      "Reverse Lunge",
      "Lateral Lunge",
      "Step-Up",
      "Plank",
      "Side Plank",
      "Copenhagen Plank",
      "Crunch",
      "Cable Crunch",
      "Reverse Crunch",
      "Leg Raise",
      "Hanging Leg Raise",
      "Hanging Knee Raise",
      "Pallof Press",
      "Farmer Carry",
      "Suitcase Carry",
      "Power Clean",
      "Hang Power Clean",
      "Clean",
      "Snatch",
      "Power Snatch",
      "Clean & Jerk",
      "Kettlebell Swing",
      "Box Jump",
  };
  std::map<std::string, std::string_view> seen;
  for (const std::string_view lift : lifts) {
    const auto [other, fresh] = seen.emplace(ExerciseKey(lift), lift);
    CAPTURE(std::string(lift), std::string(other->second));
    CHECK(fresh);
  }
}

TEST_CASE("an unknown exercise has a key of its own words, in one order") {
  CHECK(ExerciseKey("Zercher Wobble") == "zercher wobble");
  CHECK(ExerciseKey("Wobble Zercher Cable (Kneeling)") == "kneeling cable wobble zercher");
  CHECK(ExerciseKey("Kneeling Cable Wobble Zercher") == "kneeling cable wobble zercher");
  CHECK(ExerciseKey("") == "");
  CHECK(ExerciseKey("Développé couché") == ExerciseKey("DÉVELOPPÉ COUCHÉ"));
  CHECK(ExerciseKey(std::string(5000, 'x')).size() <= kMaxExerciseNameBytes);
}

TEST_CASE("the table knows two hundred exercises, each by one key, each spelling once") {
  CHECK(Exercises().size() >= 200);
  std::set<std::string_view> keys;
  for (const ExerciseEntry& exercise : Exercises()) {
    CAPTURE(std::string(exercise.key));
    CHECK(keys.insert(exercise.key).second);
    CHECK(ExerciseKey(exercise.key) == std::string(exercise.key));
    for (std::string_view rest = exercise.spellings; !rest.empty();) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string spelling(rest.substr(0, comma));
      CAPTURE(spelling);
      CHECK(ExerciseKey(spelling) == std::string(exercise.key));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
}

}  // namespace liftmark::views
