// Dated entries of dossiers and plans.
#include "common/markdown/history.h"

#include <catch2/catch.hpp>

#include "common/markdown/sections.h"
#include "common/status/status.h"

namespace liftmark::markdown {
namespace {

std::string Append(std::string_view source, const HistoryEntry& entry) {
  const absl::StatusOr<std::string> appended = AppendHistory(source, entry);
  return appended.ok() ? *appended : ReasonOf(appended.status());
}

std::string Modify(std::string_view source, std::string_view date, std::string_view text) {
  const absl::StatusOr<std::string> modified = AppendModification(source, date, text);
  return modified.ok() ? *modified : ReasonOf(modified.status());
}

TEST_CASE("a new entry stands above the first that is not newer") {
  constexpr std::string_view kDossier =
      "## Training History\n### 2026-03-01 - Deload\n- a\n\n### 2026-01-01 - Start\nBaseline.\n\n## Current "
      "Training Plan\n**Phase:** 1\n";
  CHECK(Append(kDossier, {"2026-03-02", "Check-in", {"b", "c"}}) ==
        "## Training History\n### 2026-03-02 - Check-in\n- b\n- c\n\n### 2026-03-01 - Deload\n- a\n\n"
        "### 2026-01-01 - Start\nBaseline.\n\n## Current Training Plan\n**Phase:** 1\n");
  CHECK(Append(kDossier, {"2026-02-01", "", {"b"}}) ==
        "## Training History\n### 2026-03-01 - Deload\n- a\n\n### 2026-02-01\n- b\n\n"
        "### 2026-01-01 - Start\nBaseline.\n\n## Current Training Plan\n**Phase:** 1\n");
  CHECK(Append(kDossier, {"2025-12-31", "Before", {}}) ==
        "## Training History\n### 2026-03-01 - Deload\n- a\n\n### 2026-01-01 - Start\nBaseline.\n\n"
        "### 2025-12-31 - Before\n\n## Current Training Plan\n**Phase:** 1\n");
}

TEST_CASE("a new entry takes the form of those that are there") {
  CHECK(Append("# LOG\n\n## 2026-01-01 — Start\n\n* a\n", {"2026-03-02", "Check-in", {"b"}}) ==
        "# LOG\n\n## 2026-03-02 — Check-in\n\n* b\n\n## 2026-01-01 — Start\n\n* a\n");
  CHECK(Append("# LOG\r\n## 2026-01-01: Start\r\n- a", {"2025-03-02", "X", {"b"}}) ==
        "# LOG\r\n## 2026-01-01: Start\r\n- a\r\n\r\n## 2025-03-02: X\r\n- b");
  CHECK(Append("## History\n", {"2026-03-02", "X", {"b"}}) == "## History\n\n### 2026-03-02 - X\n- b\n");
  CHECK(Append("# Log (newest first)\ntext\n\n# B\n", {"2026-03-02", "X", {}}) ==
        "# Log (newest first)\ntext\n\n## 2026-03-02 - X\n\n# B\n");
}

TEST_CASE("entries beside the history's heading belong to it") {
  constexpr std::string_view kDossier = "## LOG\n\n## 2026-02-27 — Profile\n- a\n\n---\n\n## Other\n";
  CHECK(Append(kDossier, {"2026-03-02", "", {"b"}}) ==
        "## LOG\n\n## 2026-03-02\n- b\n\n## 2026-02-27 — Profile\n- a\n\n---\n\n## Other\n");
  CHECK(Append(kDossier, {"2026-01-02", "", {"b"}}) ==
        "## LOG\n\n## 2026-02-27 — Profile\n- a\n\n## 2026-01-02\n- b\n\n---\n\n## Other\n");
  CHECK(Append("### LOG\n## 2026-02-27\n### Detail\nx\n## 2026-02-01\n", {"2026-02-03", "", {}}) ==
        "### LOG\n## 2026-02-27\n### Detail\nx\n## 2026-02-03\n\n## 2026-02-01\n");
}

TEST_CASE("an entry of the same date and title gets the items") {
  constexpr std::string_view kDossier =
      "# LOG\n## 2026-03-02 — Check-In\n* a\n## 2026-03-02\ntext\n### Detail\nx\n";
  CHECK(Append(kDossier, {"2026-03-02", "check-in", {"b", "c"}}) ==
        "# LOG\n## 2026-03-02 — Check-In\n* a\n* b\n* c\n## 2026-03-02\ntext\n### Detail\nx\n");
  CHECK(Append(kDossier, {"2026-03-02", "", {"b"}}) ==
        "# LOG\n## 2026-03-02 — Check-In\n* a\n## 2026-03-02\ntext\n\n- b\n### Detail\nx\n");
  CHECK(Append(kDossier, {"2026-03-02", "Other", {"b"}}) ==
        "# LOG\n## 2026-03-02 — Other\n* b\n\n## 2026-03-02 — Check-In\n* a\n## 2026-03-02\ntext\n### "
        "Detail\nx\n");
}

TEST_CASE("entries that are out of order stay where they are") {
  constexpr std::string_view kDossier = "# LOG\n## 2026-03-05\n## 2026-01-01\n## 2026-02-01\n";
  CHECK(Append(kDossier, {"2026-01-15", "", {}}) ==
        "# LOG\n## 2026-03-05\n## 2026-01-15\n\n## 2026-01-01\n## 2026-02-01\n");
}

TEST_CASE("items and titles stay on their line") {
  CHECK(Append("# LOG\n", {"2026-03-02", "a\n# b", {"c\r\n\r\n## d\t- e", "\n", "  f\u2028g"}}) ==
        "# LOG\n\n## 2026-03-02 - a # b\n- c ## d - e\n- f g\n");
  CHECK(Modify("## Modification History\n", "2026-03-02", "a\n## b") ==
        "## Modification History\n\n- **2026-03-02:** a ## b\n");
}

TEST_CASE("a dossier without one history is refused") {
  CHECK(Append("# A\n", {"2026-03-02", "", {}}) == "SECTION_NOT_FOUND");
  CHECK(Append("# History of injuries\n", {"2026-03-02", "", {}}) == "SECTION_NOT_FOUND");
  CHECK(Append("# Log\n# Log\n", {"2026-03-02", "", {}}) == "SECTION_AMBIGUOUS");
  CHECK(Append("# Log\n## Training History\n", {"2026-03-02", "", {}}) ==
        "# Log\n## Training History\n\n### 2026-03-02\n");
  CHECK(Append("# Log\n```\n", {"2026-03-02", "", {}}) == "MARKDOWN_UNCLOSED");
}

TEST_CASE("a modification goes on top of the list") {
  CHECK(Modify("# P\n## Modification History\n- **2026-01-01:** a\n", "2026-03-02", "b") ==
        "# P\n## Modification History\n- **2026-03-02:** b\n- **2026-01-01:** a\n");
  CHECK(Modify("## Modification History\r\n\r\nNewest first:\r\n  * a\r\n", "2026-03-02", "b") ==
        "## Modification History\r\n\r\nNewest first:\r\n  * **2026-03-02:** b\r\n  * a\r\n");
  CHECK(Modify("## Modification History\n*None yet.*\n\n# B\n- x\n", "2026-03-02", "b") ==
        "## Modification History\n*None yet.*\n\n- **2026-03-02:** b\n\n# B\n- x\n");
}

TEST_CASE("a modification history that is missing is made at the end") {
  CHECK(Modify("# P\n## Phase 1\n- x\n\n", "2026-03-02", "b") ==
        "# P\n## Phase 1\n- x\n\n## Modification History\n- **2026-03-02:** b\n\n");
  CHECK(Modify("# Phase 1\nx\n# Phase 2\ny", "2026-03-02", "b") ==
        "# Phase 1\nx\n# Phase 2\ny\n\n# Modification History\n- **2026-03-02:** b");
  CHECK(Modify("text\r\n", "2026-03-02", "b") ==
        "text\r\n\r\n## Modification History\r\n- **2026-03-02:** b\r\n");
  CHECK(Modify("```\nopen\n", "2026-03-02", "b") == "MARKDOWN_UNCLOSED");
  CHECK(Modify("# Modification History\n# Modification History\n", "2026-03-02", "b") == "SECTION_AMBIGUOUS");
}

TEST_CASE("appending entries in any order sorts them, newest first") {
  std::string dossier = "# Dossier\n\n## Training History\n\n## Current Training Plan\n";
  for (const char* date : {"2026-01-15", "2026-03-02", "2025-12-01", "2026-02-01", "2026-03-01"}) {
    dossier = Append(dossier, {date, "Entry", {"item"}});
  }
  const absl::StatusOr<std::vector<Section>> sections = ListSections(dossier);
  REQUIRE(sections.ok());
  std::vector<std::string> titles;
  for (const Section& section : *sections) titles.push_back(section.title);
  CHECK(titles == std::vector<std::string>{"Dossier", "Training History", "2026-03-02 - Entry",
                                           "2026-03-01 - Entry", "2026-02-01 - Entry", "2026-01-15 - Entry",
                                           "2025-12-01 - Entry", "Current Training Plan"});
}

}  // namespace
}  // namespace liftmark::markdown
