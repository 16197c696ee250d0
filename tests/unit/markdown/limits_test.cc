// What md4c alone would take seconds for, or nest without end.
#include <algorithm>
#include <ctime>
#include <limits>

#include "common/markdown/sections.h"
#include "common/status/status.h"
#include "tests/unit/markdown/outline.h"

namespace liftmark::markdown {
namespace {

// How much more CPU an input may take than an ordinary document of its size, in the same build. What is not
// linear takes a thousand times as much.
constexpr double kMaxCost = 40;

std::string Repeat(std::string_view piece, std::size_t size = kMaxBytes) {
  std::string text;
  while (text.size() + piece.size() <= size) text += piece;
  return text;
}

// CPU seconds of reading an input; the least of several, since a busy machine only ever adds.
double SecondsToRead(std::string_view input) {
  double least = std::numeric_limits<double>::max();
  for (int round = 0; round < 3; ++round) {
    const std::clock_t begin = std::clock();
    const bool is_read = Parse(input).ok();
    CHECK(ListSections(input).ok() == is_read);
    least = std::min(least, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return least;
}

TEST_CASE("any input answers or is refused within a bound") {
  const double ordinary = SecondsToRead(Repeat("- **Set 1:** 135 lb x 5 (RPE 7)\n"));
  const std::string lines = Repeat("a\n", kMaxBytes / 3);
  const std::string inputs[] = {
      Repeat("]("),
      Repeat("](\n"),
      Repeat("[](\n"),
      Repeat("[x]\n"),
      Repeat("[x]\n1.\n"),
      Repeat("[", kMaxBytes / 3) + lines + Repeat("]", kMaxBytes / 3),
      Repeat("[a]: /b\n"),
      Repeat("[a]: http://b\n[a]\n"),
      Repeat("![", kMaxBytes / 2) + Repeat("](", kMaxBytes / 2),
      Repeat("> "),
      Repeat("- "),
      Repeat("1. "),
      Repeat("> - 1. "),
      Repeat("- a\n  - b\n    - c\n"),
      Repeat("```\n"),
      Repeat("- ```\n"),
      Repeat("`a"),
      Repeat("*a **a "),
      Repeat("a**b~~c_"),
      Repeat("<a "),
      Repeat("<!--"),
      Repeat("<![CDATA["),
      Repeat("<?"),
      Repeat("&#1;"),
      Repeat("\\"),
      Repeat("|", 8'000) + "\n" + Repeat("|---", 16'000) + "\n" + Repeat("|\n", 8'000),
      Repeat("|a|\n|---|\n"),
      Repeat("-\n"),
      Repeat("\n-"),
      Repeat("---\n"),
      Repeat("a: b\n"),
      "---\n" + Repeat("a: b\n", kMaxBytes - 8),
      Repeat("=== a ===\n"),
      Repeat("3*8"),
      Repeat("0", kMaxBytes - 1) + ".",
  };
  for (const std::string& input : inputs) {
    CAPTURE(input.substr(0, 40), input.size());
    CHECK(SecondsToRead(input) < kMaxCost * ordinary);
  }
}

TEST_CASE("what is nested too deeply is refused") {
  const auto quotes = [](int depth) { return Repeat("> ", static_cast<std::size_t>(depth) * 2) + "a\n"; };
  CHECK(Parse(quotes(kMaxDepth)).ok());
  const absl::Status refused = Parse(quotes(kMaxDepth + 1)).status();
  CHECK(refused.code() == absl::StatusCode::kInvalidArgument);
  CHECK(ReasonOf(refused) == "MARKDOWN_TOO_COMPLEX");

  std::string stairs;
  for (std::size_t depth = 0; depth <= kMaxDepth; ++depth) stairs += std::string(2 * depth, ' ') + "- a\n";
  CHECK(ReasonOf(Parse(stairs).status()) == "MARKDOWN_TOO_COMPLEX");
}

TEST_CASE("what is glued together so that its blocks cannot be told apart is refused") {
  for (const char* source : {">`\n`\n>-|\n$\n\n=", ")\r|=\n|-\n="}) {
    CAPTURE(std::string(source));
    CHECK(ReasonOf(Parse(source).status()) == "MARKDOWN_AMBIGUOUS");
    CHECK(ReasonOf(ListSections(source).status()) == "MARKDOWN_AMBIGUOUS");
  }
}

TEST_CASE("a table of far more cells than bytes is refused") {
  const std::string wide = Repeat("|a", 4'000) + "\n" + Repeat("|---", 8'000) + "\n" + Repeat("|\n", 4'000);
  CHECK(ReasonOf(Parse(wide).status()) == "MARKDOWN_TOO_COMPLEX");
}

TEST_CASE("a large document that a person could write is read whole") {
  constexpr std::string_view kSet = "- [x] **Set 1:** 135 × 5 [target_reps=3] (RPE 7)\n";
  const std::string workout = Repeat(kSet);
  const absl::StatusOr<Document> document = Parse(workout);
  REQUIRE(document.ok());
  CHECK(document->blocks().size() == workout.size() / kSet.size());
  CHECK(document->blocks().back().text() == "Set 1: 135 × 5 [target_reps=3] (RPE 7)");

  const std::string links = Repeat("- see [this](http://example.com/page) on the *way*\n");
  REQUIRE(Parse(links).ok());
  CHECK(Parse(links)->blocks().back().text() == "see this on the way");
}

}  // namespace
}  // namespace liftmark::markdown
