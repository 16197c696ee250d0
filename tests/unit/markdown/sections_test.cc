// Sections and the paths that name them.
#include "common/markdown/sections.h"

#include <catch2/catch.hpp>

#include "common/status/status.h"
#include "tests/support/markdown_checks.h"

namespace liftmark::markdown {
namespace {

using Path = std::vector<std::string>;

// Line of the section that `path` names, or the reason that there is none.
std::string Find(std::string_view source, const Path& path) {
  const absl::StatusOr<Section> section = FindSection(source, path);
  return section.ok() ? std::to_string(section->line) : ReasonOf(section.status());
}

std::string Titles(std::string_view source) {
  const absl::StatusOr<std::vector<Section>> sections = ListSections(source);
  REQUIRE(sections.ok());
  CHECK(test::FindFault(source, *sections) == "");
  std::string titles;
  for (const Section& section : *sections) {
    if (!titles.empty()) titles += "|";
    titles += std::to_string(section.level) + " " + section.title;
  }
  return titles;
}

constexpr std::string_view kPlan =
    "# Plan\n"              // 1
    "intro\n"               // 2
    "## Phase 1: Base\n"    // 3
    "### Monday — Squat\n"  // 4
    "a\n"                   // 5
    "### Notes\n"           // 6
    "## Phase 10: Peak\n"   // 7
    "### Monday\n"          // 8
    "## **Notes:**\n"       // 9
    "b\n";                  // 10

TEST_CASE("a section reaches to the next heading of its level or above") {
  const absl::StatusOr<std::vector<Section>> sections = ListSections(kPlan);
  REQUIRE(sections.ok());
  REQUIRE(sections->size() == 7);
  const auto body = [&](std::size_t i) {
    const SourceRange range = (*sections)[i].body;
    return kPlan.substr(range.begin, range.end - range.begin);
  };
  CHECK(body(0) == kPlan.substr(7));
  CHECK(body(1) == "### Monday — Squat\na\n### Notes\n");
  CHECK(body(2) == "a\n");
  CHECK(body(6) == "b\n");
  CHECK((*sections)[0].parent == -1);
  CHECK((*sections)[2].parent == 1);
  CHECK((*sections)[4].parent == 0);
  CHECK((*sections)[6].title == "Notes:");
  CHECK((*sections)[6].line == 9);
}

TEST_CASE("only headings that stand on their own begin a section") {
  CHECK(Titles("# A\n- # no\n> # no\n```\n# no\n```\n<!--\n# no\n-->\n<div>\n# "
               "no\n</div>\n\nB\n===\ntext\n---\n") == "1 A|1 B");
  CHECK(Titles("```\n# no\n```\n") == "");
  CHECK(Titles("# A\n```\n# swallowed\n") == "1 A");
  CHECK(Titles("\uFEFF# A\r\n##B\r\n#no\r\n") == "1 A|2 B");
  CHECK(Titles("---\na: b\n---\n# C\n#\n") == "1 C|1 ");
  CHECK(Titles("text\n") == "");
}

TEST_CASE("a path names a section whatever the case, dashes, marks and ending") {
  CHECK(Find(kPlan, {"plan"}) == "1");
  CHECK(Find(kPlan, {"MONDAY - SQUAT"}) == "4");
  CHECK(Find(kPlan, {"### monday –  squat"}) == "4");
  CHECK(Find(kPlan, {"phase 1: base", "notes"}) == "6");
  CHECK(Find("## Café “A”\n", {"CAFÉ \"a\""}) == "1");
}

TEST_CASE("steps may skip levels, but the last is the section itself") {
  CHECK(Find(kPlan, {"Plan", "Phase 1: Base", "Notes"}) == "6");
  CHECK(Find(kPlan, {"Phase 1", "Notes"}) == "6");
  CHECK(Find(kPlan, {"Notes", "Phase 1"}) == "SECTION_NOT_FOUND");
  CHECK(Find(kPlan, {"Monday", "Phase 1"}) == "SECTION_NOT_FOUND");
}

TEST_CASE("an equal heading wins over a prefix, a full path over one that skips") {
  CHECK(Find(kPlan, {"Monday"}) == "8");
  CHECK(Find(kPlan, {"Phase 1"}) == "3");
  CHECK(Find(kPlan, {"Phase 1", "Monday"}) == "4");
  CHECK(Find(kPlan, {"Phase"}) == "SECTION_AMBIGUOUS");
  CHECK(Find(kPlan, {"Plan", "Notes"}) == "9");
  CHECK(Find("# Notes\n# A\n## Notes\n", {"Notes"}) == "1");
  CHECK(Find("# A\n## Notes\n# B\n## Notes\n", {"Notes"}) == "SECTION_AMBIGUOUS");
  CHECK(Find("# A\n## Notes\n# B\n## Notes\n", {"B", "Notes"}) == "4");
}

TEST_CASE("every section that is alone under its path is found by it") {
  const absl::StatusOr<std::vector<Section>> sections = ListSections(kPlan);
  REQUIRE(sections.ok());
  for (std::size_t i = 0; i < sections->size(); ++i) {
    Path path;
    for (int at = static_cast<int>(i); at >= 0; at = (*sections)[static_cast<std::size_t>(at)].parent) {
      path.insert(path.begin(), (*sections)[static_cast<std::size_t>(at)].title);
    }
    CHECK(Find(kPlan, path) == std::to_string((*sections)[i].line));
  }
}

TEST_CASE("a path that names none or several is refused, and says which") {
  CHECK(Find(kPlan, {}) == "SECTION_NOT_FOUND");
  CHECK(Find(kPlan, {""}) == "SECTION_NOT_FOUND");
  CHECK(Find(kPlan, {"Mon"}) == "SECTION_NOT_FOUND");
  const absl::Status ambiguous = FindSection("# A\n\n# A\n", {"a"}).status();
  CHECK(ambiguous.code() == absl::StatusCode::kFailedPrecondition);
  google::rpc::ErrorInfo info;
  REQUIRE(ErrorInfoOf(ambiguous, info));
  CHECK(info.metadata().at("lines") == "1,3");
  CHECK(ReasonOf(FindSection(" ", {"a"}).status()) == "MARKDOWN_BLANK");
}

}  // namespace
}  // namespace liftmark::markdown
