#include "common/markdown/fold.h"

#include <catch2/catch.hpp>

namespace liftmark::markdown {
namespace {

TEST_CASE("folded text compares without case, dash kind, quote kind and marks") {
  CHECK(Fold("  **Warm‑Up:** ") == "warm-up");
  CHECK(Fold("Push — Day\u00A0 1.") == "push - day 1");
  CHECK(Fold("“Farmer’s” 3×8") == "\"farmer's\" 3x8");
  CHECK(Fold("CAFÉ") == Fold("cafe\u0301"));
  CHECK(Fold("``") == "");
  CHECK(Fold("") == "");
}

TEST_CASE("words begin a title where they end at a boundary") {
  CHECK(StartsWithWords("phase 1: base", "phase 1"));
  CHECK(StartsWithWords("phase 1", "phase 1"));
  CHECK_FALSE(StartsWithWords("phase 10", "phase 1"));
  CHECK_FALSE(StartsWithWords("phases", "phase"));
  CHECK_FALSE(StartsWithWords("phase", ""));
}

}  // namespace
}  // namespace liftmark::markdown
