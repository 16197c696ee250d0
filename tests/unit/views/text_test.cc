#include "common/views/text.h"

#include <catch2/catch.hpp>

namespace liftmark::views {

TEST_CASE("folding makes equal what people write differently") {
  CHECK(Fold("  **Close–Grip**  Bench: ") == "close-grip bench");
  CHECK(Fold("Child’s “Pose” × 5") == "child's \"pose\" x 5");
  CHECK(Fold("ÉLÉVATION") == Fold("E\u0301le\u0301vation"));
  CHECK(Fold("\u200BPress\u00A0 Up\u200B") == "press up");
  CHECK(Fold("") == "");
}

TEST_CASE("a title is matched whatever its case, dashes, spaces and tail") {
  CHECK(TitleStarts("Warm-Up (8 minutes)", "warmup"));
  CHECK(TitleStarts("WARM UP", "warmup"));
  CHECK(TitleStarts("2. Warmup", "warmup"));
  CHECK(TitleStarts("🔥 Warm‑Up:", "warmup"));
  CHECK(TitleStarts("Cool Down — easy", "cooldown"));
  CHECK_FALSE(TitleStarts("Warmups", "warmup"));
  CHECK_FALSE(TitleStarts("General Warm-Up", "warmup"));
  CHECK_FALSE(TitleStarts("", "warmup"));
}

TEST_CASE("words are found whole and without case") {
  CHECK(ContainsWord("Easy RPE 7", "rpe"));
  CHECK_FALSE(ContainsWord("scrpe", "rpe"));
  CHECK(FindWord("Optional, if available", "if available") == 10);
  CHECK(StartsWithWord("Sets: 3", "sets"));
  CHECK_FALSE(StartsWithWord("Setsé", "sets"));
}

TEST_CASE("a label ends at its colon") {
  CHECK(SplitLabel("Focus: Upper: heavy")->label == "Focus");
  CHECK(SplitLabel("Focus: Upper: heavy")->value == "Upper: heavy");
  CHECK(SplitLabel("Rest:")->value.empty());
  CHECK_FALSE(SplitLabel("2:30"));
  CHECK_FALSE(SplitLabel("no label"));
}

TEST_CASE("trimming knows spaces beyond ASCII") {
  CHECK(Trim("\u00A0 a b \uFEFF\t") == "a b");
  CHECK(TrimEnding("Deadlift — ") == "Deadlift");
  CHECK(TrimLeadingMarks(" — ~, 5 ") == "5 ");
  CHECK(Trim("\xFF") == "\xFF");
}

TEST_CASE("signs before a title are none of it") {
  CHECK(TrimLeadingSigns("🏋️ Squat") == "Squat");
  CHECK(TrimLeadingSigns("✅ — 2. Row") == "2. Row");
  CHECK(TrimLeadingSigns("1️⃣ Pull-Up") == "Pull-Up");
  CHECK(TrimLeadingSigns("45° Press") == "45° Press");
  CHECK(KeyCapSize("1️⃣ Pull-Up") == 7);
  CHECK(KeyCapSize("1 Pull-Up") == 0);
}

TEST_CASE("bytes that are no UTF-8 are single characters") {
  CHECK(RuneAt("\xC3", 0).size == 1);
  CHECK(RuneAt("\xC3\xA9", 0).code == 0xE9);
  CHECK(RuneAt("\xC0\x80", 0).size == 1);
  CHECK(RuneAt("", 0).size == 0);
}

}  // namespace liftmark::views
