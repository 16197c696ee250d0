#include "common/views/dossier.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "common/views/codec.h"
#include "common/views/dossier_codec.h"
#include "tests/support/golden.h"

namespace liftmark::views {
namespace {

const std::filesystem::path kHere = LIFTMARK_GOLDEN;

std::string ViewOf(std::string_view markdown) {
  liftmark::dossier::v1::Profile message;
  ToProto(BuildDossier(markdown), message);
  return ToJson(message);
}

std::vector<std::string> Rules(const Profile& profile) {
  std::vector<std::string> rules;
  for (const Diagnostic& diagnostic : profile.diagnostics) rules.push_back(diagnostic.rule);
  return rules;
}

TEST_CASE("a profile is what a careful reader takes from the dossier") {
  for (const test::GoldenDocument& document : test::ReadGoldenDocuments(kHere / "golden")) {
    INFO(document.name);
    CHECK(test::Differences(document.expected, ViewOf(document.markdown)) == std::vector<std::string>());
  }
}

TEST_CASE("a golden profile changes only with the builder's version") {
  test::Digest digest;
  for (const test::GoldenDocument& document : test::ReadGoldenDocuments(kHere / "golden"))
    digest.Add(ViewOf(document.markdown));
  INFO(
      "Views of golden documents changed: raise kDossierBuilderVersion, so that every cache is stale, and "
      "add a "
      "line with the new version and digest to tests/unit/views_dossier/digests.");
  CHECK(test::DigestOf(kHere / "digests", kDossierBuilderVersion) == digest.Hex());
}

TEST_CASE("the same bytes give the same profile") {
  for (const test::GoldenDocument& document : test::ReadGoldenDocuments(kHere / "golden"))
    CHECK(ViewOf(document.markdown) == ViewOf(document.markdown));
}

TEST_CASE("a dossier that cannot be parsed carries the parser's reason") {
  CHECK(Rules(BuildDossier("")) == std::vector<std::string>{"MARKDOWN_BLANK"});
  CHECK(Rules(BuildDossier(" \n\n")) == std::vector<std::string>{"MARKDOWN_BLANK"});
  CHECK(Rules(BuildDossier("# A\xff")) == std::vector<std::string>{"MARKDOWN_NOT_UTF8"});
  CHECK(BuildDossier("").diagnostics[0].severity == Severity::kError);
}

TEST_CASE("one fact is enough to be a dossier") {
  CHECK(Rules(BuildDossier("- Age: 30\n")) == std::vector<std::string>(5, "DOSSIER_MISSING_SECTION"));
  CHECK(Rules(BuildDossier("# Training Dossier - Mo Idris\n")).front() != "DOSSIER_EMPTY");
  CHECK(Rules(BuildDossier("# Training Dossier - [User Name]\n")) ==
        std::vector<std::string>{"DOSSIER_EMPTY"});
}

TEST_CASE("a canonical section is one of the second level and of the very name") {
  const Profile profile = BuildDossier(
      "# Training Dossier - Mo Idris\n### Profile\n## Equipment\n## Schedule & Availability\n"
      "## training history:\n## Current Training Plan\n");
  CHECK(Rules(profile) == std::vector<std::string>(2, "DOSSIER_MISSING_SECTION"));
}

TEST_CASE("a heading that says nothing known belongs to the part it is deeper than") {
  const Profile inside = BuildDossier("## Equipment\n### Upstairs\n- Kettlebell\n");
  CHECK(inside.equipment_tags == std::vector<std::string>{"Kettlebell"});
  const Profile beside = BuildDossier("- Age: 30\n\n## Equipment\n\n## Upstairs\n- Kettlebell\n");
  CHECK(beside.equipment_tags.empty());
}

TEST_CASE("the first of two lines that say the same counts") {
  const Profile profile = BuildDossier("- Name: Mo\n- Age: 30\n- Name: Jo\n- Age: 40\n");
  CHECK(profile.name == "Mo");
  CHECK(profile.age == 30);
}

}  // namespace
}  // namespace liftmark::views
