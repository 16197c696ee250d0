#include "common/views/quantities.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace liftmark::views {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

// "135lb x8 rpe7.5 side" and so on: what was understood, in one line.
std::string Describe(const LoggedSet& set) {
  std::string line;
  const auto add = [&](const auto&... pieces) { absl::StrAppend(&line, line.empty() ? "" : " ", pieces...); };
  const std::string_view unit = UnitName(set.unit);
  if (set.bodyweight) add("bw");
  if (set.weight) add(*set.weight, absl::string_view(unit.data(), unit.size()));
  if (set.weight_is_unclear) add("unclear");
  if (set.reps) add("x", *set.reps);
  if (set.seconds) add(*set.seconds, "s");
  if (set.per_side) add("side");
  if (set.rpe) add("rpe", *set.rpe);
  if (set.warmup) add("warmup");
  return line;
}

std::string Describe(const std::optional<Range>& range) {
  if (!range) return "none";
  return range->single() ? absl::StrCat(range->low) : absl::StrCat(range->low, "-", range->high);
}

std::string Describe(const Target& target) {
  std::string line;
  const auto add = [&](const auto&... pieces) { absl::StrAppend(&line, line.empty() ? "" : " ", pieces...); };
  if (target.sets) add("sets", *target.sets);
  if (target.sets_max) add("to", *target.sets_max);
  if (target.reps) add("reps", *target.reps);
  if (target.reps_max) add("to", *target.reps_max);
  if (target.seconds) add(*target.seconds, "s");
  if (target.weight_lbs) add(*target.weight_lbs, "lb");
  if (target.percent_1rm) add(*target.percent_1rm, "%");
  if (target.rpe) add("rpe", *target.rpe);
  if (target.rpe_max) add("to", *target.rpe_max);
  return line;
}

std::string Describe(const std::vector<Scheme>& schemes) {
  std::string line;
  for (const Scheme& scheme : schemes) {
    absl::StrAppend(&line, line.empty() ? "" : " | ", scheme.sets, "* ", Describe(scheme.set),
                    scheme.prescriptive ? " wish" : "");
  }
  return line;
}

}  // namespace

TEST_CASE("a logged set is read in every order and notation") {
  const Case cases[] = {
      // weight first
      {"95 lb × 8 (warm-up)", "95lb x8 warmup"},
      {"95 lbs × 8", "95lb x8"},
      {"155 lbs × 5 (RPE 7.5)", "155lb x5 rpe7.5"},
      {"135 x 8", "135lb x8"},
      {"135X8", "135lb x8"},
      {"135*8", "135lb x8"},
      {"12.5 × 20", "12.5lb x20"},
      {"2.5kg x 15", "2.5kg x15"},
      {"24 kg (53 lb) × 6", "24kg x6"},
      {"82,5 kg × 5", "82.5kg x5"},
      {"245 lbs × 4 (warm-up set, RPE 6)", "245lb x4 rpe6 warmup"},
      {"295 lbs × 3 (RPE 8.5 — cut a rep, form broke on 3rd)", "295lb x3 rpe8.5"},
      {"60 lbs × 10 reps", "60lb x10"},
      {"185# x 5", "185lb x5"},
      {"95 lb - 8 reps", "95lb x8"},
      {"95 lb, 8 reps", "95lb x8"},
      {"50 lb for 12 reps", "50lb x12"},
      {"225 for 5", "225lb x5"},
      {"25 lb for 12/side", "25lb x12 side"},
      {"40 lb for 30 sec", "40lb 30s"},
      {"95 lb × 8 [Warm-up]", "95lb x8 warmup"},
      {"95 lb × 8 — warm-up", "95lb x8 warmup"},
      {"160 kg × 1 @ 8.5", "160kg x1 rpe8.5"},
      {"12 × 25kg @ 3010", "25kg x12"},
      {"135 x 10 @8", "135lb x10 rpe8"},
      {"20/side × 15", "20lb x15"},
      {"8/side", "x8 side"},
      {"160 lb × 12 / BW × 20", "160lb x12"},
      {"22.5/side × 12 + 15/side × 8 (drop)", "22.5lb x12"},
      {"135 lb × 10 [RPE 8]", "135lb x10 rpe8"},
      {"135 lb × 10 (RPE 8/10)", "135lb x10 rpe8"},
      {"135 lb × 10 @ RPE 8/10", "135lb x10 rpe8"},
      {"135 lb × 10 (RPE: 8)", "135lb x10 rpe8"},
      {"135 lb × 10 (RPE-8)", "135lb x10 rpe8"},
      {"135 lb × 10 (RPE=8)", "135lb x10 rpe8"},
      {"135-lb × 10", "135lb x10"},
      {"60-kg x 8 (WU)", "60kg x8 warmup"},
      {"62,5 × 6", "62.5lb x6"},
      {"80 kg × 6 (RPE 7,5)", "80kg x6 rpe7.5"},
      {"80 kg × 6 @ RPE 7,5", "80kg x6 rpe7.5"},
      // remarks behind the reps
      {"275 x 5 felt heavy", "275lb x5"},
      {"275 x 5 heavy", "275lb x5"},
      {"50 x 15 to failure", "50lb x15"},
      {"Medium band × 15", "x15"},
      {"40 lb × 10 @ RPE 8", "40lb x10 rpe8"},
      {"40 × 10, RPE 8", "40lb x10 rpe8"},
      {"205 lbs x 4, RPE 9", "205lb x4 rpe9"},
      {"40 × 10 — RPE 8", "40lb x10 rpe8"},
      // reps first
      {"3 x 130kg @ RPE 8 [target_reps=3, target_rpe=9]", "130kg x3 rpe8"},
      {"12 × 25kg @ RPE 7 [target_reps=12, target_rpe=8]", "25kg x12 rpe7"},
      {"5 × 62.5", "62.5lb x5"},
      {"5 × 225", "225lb x5"},
      {"20 reps @ 50 lb", "50lb x20"},
      {"10 reps with 50 lb", "50lb x10"},
      {"8 @ 155", "155lb x8"},
      {"60kgx5", "60kg x5"},
      {"135lbx8", "135lb x8"},
      {"225 lb @ 5 reps", "225lb x5"},
      {"8 reps @ 3-1-1 tempo", "x8"},
      {"8 × 60 kg @ 2-sec pause", "60kg x8"},
      {"10 reps @ 150 bpm", "x10"},
      {"5 @ 2 RIR", "x5"},
      {"20 min @ 6.5", "1200s"},
      {"500 m @ 2:05", ""},
      // dumbbells, kettlebells, balls, boxes
      {"40 lb DBs × 10", "40lb x10"},
      {"DBs 40 lb each × 6/side (RPE ~7)", "40lb x6 side rpe7"},
      {"35s × 10/leg", "35lb x10 side"},
      {"35sx10", "35lb x10"},
      {"30 lbs (each hand) × 8 each", "30lb x8 side"},
      {"15 lb (each hand) × 10 (RPE 6)", "15lb x10 rpe6"},
      {"15 lb DBs (30 total) × 8/side", "15lb x8 side"},
      {"2 x 20 kg DBs × 10", "20kg x10"},
      {"2×35 lb DBs × 8", "35lb x8"},
      {"8 lb med ball × 8 each side", "8lb x8 side"},
      {"15 lb DB across hips × 12 (working)", "15lb x12"},
      {"20\" box × 3 reps", "x3"},
      {"24” box × 2 reps (stick 2-sec landing)", "x2"},
      {"45 lb plate × 10", "45lb x10"},
      // bodyweight, added load, bands
      {"BW × 8", "bw x8"},
      {"Bodyweight × 6/side", "bw x6 side"},
      {"Bodyweight (170 lb) × 8", "bw x8"},
      {"Bodyweight 165 lb × 6 (warm-up)", "bw x6 warmup"},
      {"Body weight x 10", "bw x10"},
      {"+25 lb × 5", "bw 25lb x5"},
      {"+10 × 8", "bw 10lb x8"},
      {"BW + 25 lb × 5 (RPE 8)", "bw 25lb x5 rpe8"},
      {"BW+25 × 5", "bw 25lb x5"},
      {"BW - 12 reps", "bw x12"},
      {"BWx10", "bw x10"},
      {"8 × +20kg", "bw 20kg x8"},
      {"10 × BW+10kg", "bw 10kg x10"},
      {"Medium band × 15", "x15"},
      {"Light band × 15 each", "x15 side"},
      // weights that are no single number
      {"3 plates/side × 15 (RPE 8)", "unclear x15 rpe8"},
      {"2 plates/side + 10/side × 12", "unclear x12"},
      {"Bodyweight or 10 lb × 8/side", "bw unclear x8 side"},
      {"10-14 lb ball × 10", "unclear x10"},
      {"195–205 × 5", "unclear x5"},
      {"Empty bar × 10", "unclear x10"},
      {"Empty bar (45 lb) × 10", "45lb x10"},
      {"Light × 12", "unclear x12"},
      {"75% × 5", "unclear x5"},
      // reps that are no single number
      {"15 lb DB × 10–12", "15lb"},
      {"10 x 12 + 1 RPE 10 perfect", "10lb rpe10"},
      {"4.5 x 15+1 RPE 10", "4.5lb rpe10"},
      {"20 x 8+4", "20lb"},
      {"60 kg × (2+2)", "60kg"},
      {"135 × 8+", "135lb"},
      {"0 x feel - around the world", "0lb"},
      {"25 lb × 20 steps (left)", "25lb"},
      {"5 breaths", ""},
      {"135 × AMRAP", "135lb"},
      // reps only, times, distances
      {"8/side", "x8 side"},
      {"6 reps", "x6"},
      {"3 reps (3–4 sec lower each rep) (RPE 6.5)", "x3 rpe6.5"},
      {"15", "x15"},
      {"× 12", "x12"},
      {"30 sec each side", "30s side"},
      {"20s/side", "20s side"},
      {"30s each side", "30s side"},
      {"60 sec", "60s"},
      {"1:30", "90s"},
      {"2 min", "120s"},
      {"20–25s/side", "20s side"},
      {"40 lb DBs × 30–40s", "40lb 30s"},
      {"55 lb DBs × 35 sec", "55lb 35s"},
      {"70s × 40 m", "70lb"},
      {"53 lb × 1 min", "53lb 60s"},
      {"2 × 30 sec", "30s"},
      {"30 sec on + 30 sec off", "30s"},
      {"400 m", ""},
      // efforts
      {"70 x 9 RPE 10 good", "70lb x9 rpe10"},
      {"70 × 9 (RPE 7–8)", "70lb x9"},
      {"70 × 9 (RPE 9-)", "70lb x9"},
      {"70 × 9 (RPE ~7.5 if last reps slow)", "70lb x9 rpe7.5"},
      {"70 × 9 @ RPE -", "70lb x9"},
      {"70 × 9 RPE: 8", "70lb x9 rpe8"},
      {"70 × 9 (RPE8)", "70lb x9 rpe8"},
      {"85 lb × 6 (warm-up, ~RPE 5–6)", "85lb x6 warmup"},
      {"205 × 1 (warm-up, last feeler)", "205lb x1 warmup"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    const std::optional<LoggedSet> set = ParseLoggedSet(text);
    CHECK((set ? Describe(*set) : "none") == std::string(expected));
  }
}

TEST_CASE("a text without any quantity is no set") {
  for (const std::string_view text : {"", "as needed", "ribs down, squeeze", "—", "knees over toes"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(ParseLoggedSet(text).has_value());
  }
}

TEST_CASE("weights without a unit take the document's") {
  CHECK(Describe(*ParseLoggedSet("70 x 10", WeightUnit::kKilogram)) == "70kg x10");
  CHECK(Describe(*ParseLoggedSet("70 lb x 10", WeightUnit::kKilogram)) == "70lb x10");
}

TEST_CASE("the remark of a set is what is neither effort nor warm-up") {
  const Case cases[] = {
      {"95 lb × 8 (warm-up)", ""},
      {"95 lb × 8 (RPE 7)", ""},
      {"95 lb × 8 (warm-up, smooth tempo)", "smooth tempo"},
      {"295 lbs × 3 (RPE 8.5 — cut a rep, form broke on 3rd)", "cut a rep, form broke on 3rd"},
      {"175 lbs × 3 (RPE 8) — reduced from 4 reps", "reduced from 4 reps"},
      {"12 lb × 10 - right wrist sore", "right wrist sore"},
      {"15 lb DBs × 8 (working; stop if grip fails)", "stop if grip fails"},
      {"1 × 185kg @ RPE 8 [target_reps=1]", "target_reps=1"},
      {"15 lb DBs (30 total) × 8/side (RPE ~6)", ""},
      {"70 x 9 RPE 10 good", "good"},
      {"25 lb × 20 steps (right)", "right"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    CHECK(std::string(ParseLoggedSet(text)->note) == std::string(expected));
  }
}

TEST_CASE("a target is read in every order and notation") {
  const Case cases[] = {
      {"4 × 6 @ RPE 8", "sets4 reps6 rpe8"},
      {"3 × 8–12 @ RPE 6–7", "sets3 reps8 to12 rpe6 to7"},
      {"2–3 × 10", "sets2 to3 reps10"},
      {"3 × 8/side", "sets3 reps8"},
      {"2 × 10 each leg", "sets2 reps10"},
      {"3 × 30–45 sec (moderate)", "sets3 30s"},
      {"2 × 30s/side", "sets2 30s"},
      {"2 × 60 sec", "sets2 60s"},
      {"4 × 4 @ ~78-80% (RPE 7.5-8)", "sets4 reps4 78% rpe7.5 to8"},
      {"4 × 5 @ 155 lbs", "sets4 reps5 155lb"},
      {"5 x 5 @ 100kg", "sets5 reps5 220.46lb"},
      {"1 × 1 @ 80% TM (RPE 7–8), then 4 × 4 @ 75%", "sets5 reps1 80% rpe7 to8"},
      {"Work to 1 × 2 @ ~85% (RPE 8-8.5)", "sets1 reps2 85% rpe8 to8.5"},
      {"3 × max reps", "sets3"},
      {"→ 3 × 3 @ 75%", "sets3 reps3 75%"},
      {"3 sets × 8-10 reps @ RPE 8", "sets3 reps8 to10 rpe8"},
      {"3 sets of 8-10 reps", "sets3 reps8 to10"},
      {"3 sets 10 reps", "sets3 reps10"},
      {"70 kg x 3 sets x 8-10 reps", "sets3 reps8 to10 154.32lb"},
      {"15kg x 2 sets x 8-10 reps", "sets2 reps8 to10 33.07lb"},
      {"10 rounds of 30 sec", "sets10 30s"},
      {"2 rounds", "sets2"},
      {"6 × 20 m", "sets6"},
      {"4 × 20 steps (alternate sides) @ RPE 6", "sets4 rpe6"},
      {"3 × 15–20 sec @ easy–moderate (quiet contacts)", "sets3 15s"},
      {"4 × 2 @ submax height (RPE 6–7)", "sets4 reps2 rpe6 to7"},
      {"2 × 10/side @ controlled tempo", "sets2 reps10"},
      {"8–10 min easy-moderate", "480s"},
      {"3x8 60 lb", "sets3 reps8 60lb"},
      {"60 lb 3x8", "sets3 reps8 60lb"},
      {"3 x 8 x 60 kg", "sets3 reps8 132.28lb"},
      {"12-15 reps", "reps12 to15"},
      {"5x3@225", "sets5 reps3 225lb"},
      {"as many as feels good", ""},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    CHECK(Describe(ParseTarget(text)) == std::string(expected));
    CHECK(ParseTarget(text).understood() == !expected.empty());
  }
}

TEST_CASE("compact schemes are told apart by unit, @ and magnitude") {
  const Case cases[] = {
      {"5x4@225", "5* 225lb x4"},
      {"2x8@95, 1x6@115", "2* 95lb x8 | 1* 115lb x6"},
      {"3x10 @ 50 lb", "3* 50lb x10"},
      {"165x10x3, 165x9", "3* 165lb x10 | 1* 165lb x9"},
      {"75x20x3, 75x18", "3* 75lb x20 | 1* 75lb x18"},
      {"3x10x165", "3* 165lb x10"},
      {"3 × 120kg", "1* 120kg x3"},
      {"135lb x 8", "1* 135lb x8"},
      {"100 x 8, 8, 6", "1* 100lb x8 | 1* 100lb x8 | 1* 100lb x6"},
      {"100 x 8,5,5", "1* 100lb x8 | 1* 100lb x5 | 1* 100lb x5"},
      {"135 x 10 @8", "1* 135lb x10 rpe8"},
      {"315x5x3 @8", "3* 315lb x5 rpe8"},
      {"275 x 5 felt heavy", "1* 275lb x5"},
      {"5x5", "5* x5"},
      {"5x5 185", "5* 185lb x5"},
      {"4x4 @ 295 lb (RPE 7.5-8)", "4* 295lb x4 wish"},
      {"3x4 @ 195-205 lb (RPE 8)", "3* unclear x4 rpe8 wish"},
      {"3x8-10", "3*  wish"},
      {"bar x5, 135x3", "1* unclear x5 | 1* 135lb x3"},
      {"3x10 BW", "3* bw x10"},
      {"Bodyweight 3x10", "3* bw x10"},
      {"3x30s", "3* 30s"},
      {"x10 each", "1* x10 side"},
      {"225 lb, 5x5", "5* 225lb x5"},
      {"BWx10x3", "3* bw x10"},
      {"60 sec", "1* 60s"},
      {"7/10", ""},
      {"12/10/8", "1* x12 | 1* x10 | 1* x8"},
      {"185 x 5/5/4", "1* 185lb x5 | 1* 185lb x5 | 1* 185lb x4"},
      {"3 x 12/10/8", "1* x12 | 1* x10 | 1* x8"},
      {"15, 12, 10", "1* x15 | 1* x12 | 1* x10"},
      {"25 kg × 12 12 10", "1* 25kg x12 | 1* 25kg x12 | 1* 25kg x10"},
      {"60s for 3 sets of 10", "3* 60lb x10"},
      {"45s × 3 sets", "3* 45s"},
      {"30 sec × 3", "3* 30s"},
      {"6 × 20 s, 60 s walk between", "6* 20s"},
      {"3×BW × 10", "3* bw x10"},
      {"BW, 3x12", "3* bw x12"},
      {"3 plates/side x 12, 4 plates/side x 10 x 2", "1* unclear x12 | 2* unclear x10"},
      {"3/1/1 tempo", ""},
      {"3, 2026", ""},
      {"felt fine", ""},
      {"8", ""},
      {"100x5 110x5 120x5", "1* 100lb x5 | 1* 110lb x5 | 1* 120lb x5"},
      {"bwx8 bwx7", "1* bw x8 | 1* bw x7"},
      {"80 3x8", "3* 80lb x8"},
      {"2 × 32 kg × 40 m × 3", "3* 32kg"},
      {"2 × 32 × 40 m × 3", "3* 32lb"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    CHECK(Describe(ParseSchemes(text)) == std::string(expected));
  }
}

TEST_CASE("loads and repetitions that are listed apart are sets together") {
  struct Lists {
    std::string_view loads;
    std::string_view reps;
    std::string_view expected;
  };
  const Lists cases[] = {
      {"60, 60, 62.5", "8, 8, 7", "1* 60lb x8 | 1* 60lb x8 | 1* 62.5lb x7"},
      {"50/50/45 kg", "10/9/8", "1* 50kg x10 | 1* 50kg x9 | 1* 45kg x8"},
      {"25", "15, 13, 12", "1* 25lb x15 | 1* 25lb x13 | 1* 25lb x12"},
      {"20 kg, 22 kg", "8", "1* 20kg x8 | 1* 22kg x8"},
      {"", "12, 10, 8", "1* x12 | 1* x10 | 1* x8"},
      {"60, 62.5", "8, 8, 7", ""},
      {"60", "8", ""},
      {"60, 62.5", "8-10", ""},
      {"60, light", "8, 8", ""},
      {"60, 62.5", "8, 0", ""},
      {"", "8/8", ""},
  };
  for (const auto& [loads, reps, expected] : cases) {
    CAPTURE(std::string(loads), std::string(reps));
    CHECK(Describe(ListedSets(loads, reps)) == std::string(expected));
  }
}

TEST_CASE("a rest is its lower bound in seconds") {
  const std::pair<std::string_view, int> cases[] = {
      {"90 seconds", 90},
      {"90 sec between sets", 90},
      {"90s", 90},
      {"3 minutes between working sets", 180},
      {"5 min ", 300},
      {"2:30–3:00 between working sets", 150},
      {"2.5–3 minutes", 150},
      {"2½ min", 150},
      {"2,5 min", 150},
      {"75-90 sec", 75},
      {"45–60s between sets", 45},
      {"0 min", 0},
      {"None", 0},
      {"No rest between exercises", 0},
      {"2-3min", 120},
      {"2 - 3 min", 120},
      {"60 sec to 90 sec", 60},
      {"1 min 30 sec", 90},
      {"1 minute (per leg)", 60},
      {"~2 min", 120},
      {"2-3", 120},
      {"90", 90},
      {"2m", 120},
      {"as needed (2–3 min)", 120},
      {"60-75 sec between sets (after both sides)", 60},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    CHECK(ParseRestSeconds(text).value_or(-1) == expected);
  }
  for (const std::string_view text : {"", "as needed", "minimal", "Built-in", "Walk back + 60 sec"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(ParseRestSeconds(text).has_value());
  }
}

TEST_CASE("a duration is minutes") {
  const Case cases[] = {
      {"~55 minutes", "55"},
      {"~85–95 minutes", "85-95"},
      {"~25–30 minutes (with options for 10/20 minutes)", "25-30"},
      {"133 min ", "133"},
      {"60", "60"},
      {"1 hour", "60"},
      {"1.5 hours", "90"},
      {"1 hour 15 min", "75"},
      {"1h 15m", "75"},
      {"1:15", "75"},
      {"45:00", "45"},
      {"90 sec", "1.5"},
      {"short", "none"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    CHECK(Describe(ParseMinutes(text)) == std::string(expected));
  }
}

TEST_CASE("weeks stand before or after their word") {
  const Case cases[] = {
      {"16 weeks", "16"},
      {"Weeks 1-4", "1-4"},
      {"Week 3", "3"},
      {"12-week plan", "12"},
      {"10–12 weeks", "10-12"},
      {"Hypertrophy (Weeks 5–8)", "5-8"},
      {"Week: 4", "4"},
      {"Intensification", "none"},
      {"weekly 3 times", "none"},
      {"6 wks", "6"},
      {"Week 13 to 14 only", "13-14"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(std::string(text));
    CHECK(Describe(FindWeeks(text)) == std::string(expected));
  }
}

TEST_CASE("kilograms become pounds with two decimals") {
  CHECK(ToPounds(130, WeightUnit::kKilogram) == Approx(286.60));
  CHECK(ToPounds(17.5, WeightUnit::kKilogram) == Approx(38.58));
  CHECK(ToPounds(155.5, WeightUnit::kPound) == 155.5);
}

}  // namespace liftmark::views
