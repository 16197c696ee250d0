#include "common/documents/diff.h"

#include <catch2/catch.hpp>

namespace liftmark::documents {
namespace {

TEST_CASE("a difference is unified text with three lines of context") {
  const auto diff =
      UnifiedDiff("a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\nE\nf\ng\nh\n", "revision 1", "revision 2");

  REQUIRE(diff.ok());
  CHECK(*diff == "--- revision 1\n+++ revision 2\n@@ -2,7 +2,7 @@ a\n b\n c\n d\n-e\n+E\n f\n g\n h\n");
}

TEST_CASE("equal texts have no difference") { CHECK(UnifiedDiff("a\n", "a\n", "x", "y").value().empty()); }

TEST_CASE("a missing end of line is told, and text that looks like a header is text") {
  CHECK(UnifiedDiff("--- a\n", "--- a", "x", "y").value() ==
        "--- x\n+++ y\n@@ -1 +1 @@\n---- a\n+--- a\n\\ No newline at end of file\n");
}

}  // namespace
}  // namespace liftmark::documents
