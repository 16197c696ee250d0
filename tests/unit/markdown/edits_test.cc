// Edits of one section.
#include <catch2/catch.hpp>
#include <random>

#include "common/markdown/sections.h"
#include "common/status/status.h"

namespace liftmark::markdown {
namespace {

std::string Edit(std::string_view source, EditKind kind, std::string_view text, std::string section = "A") {
  const absl::StatusOr<std::string> edited = EditSection(source, {std::move(section)}, kind, text);
  return edited.ok() ? *edited : ReasonOf(edited.status());
}

TEST_CASE("replacing puts the text in the place of the body") {
  constexpr auto kReplace = EditKind::kReplace;
  CHECK(Edit("# A\n\nold\n\n# B\n", kReplace, "new") == "# A\n\nnew\n\n# B\n");
  CHECK(Edit("# A\nold\n# B\n", kReplace, "\n\nnew\nlines\n\n\n") == "# A\nnew\nlines\n# B\n");
  CHECK(Edit("# A\n\nold\n## C\nx\n\n\n# B\n", kReplace, "new\n") == "# A\n\nnew\n\n\n# B\n");
  CHECK(Edit("# A\n# B\n", kReplace, "new") == "# A\n\nnew\n\n# B\n");
  CHECK(Edit("# A\n\n\n\n# B\n", kReplace, "new") == "# A\n\nnew\n\n# B\n");
  CHECK(Edit("# A\nold", kReplace, "new\n") == "# A\nnew");
  CHECK(Edit("# A\n", kReplace, "new") == "# A\n\nnew\n");
  CHECK(Edit("# A", kReplace, "new") == "# A\n\nnew");
  CHECK(Edit("A\n===\nold\n", kReplace, "new") == "A\n===\nnew\n");
  CHECK(Edit("A\n`\n`\n===\nold\n", kReplace, "new") == "A\n`\n`\n===\nnew\n");
}

TEST_CASE("replacing with a blank text empties the body") {
  constexpr auto kReplace = EditKind::kReplace;
  CHECK(Edit("# A\n\nold\n\n# B\n", kReplace, "") == "# A\n\n# B\n");
  CHECK(Edit("# A\nold\n", kReplace, " \n") == "# A\n");
  CHECK(Edit("# A\n\n\n# B\n", kReplace, "") == "# A\n\n\n# B\n");
}

TEST_CASE("appending adds after the body, before the next heading of its level") {
  constexpr auto kAppend = EditKind::kAppend;
  CHECK(Edit("# A\n\nold\n\n# B\n", kAppend, "new\n") == "# A\n\nold\n\nnew\n\n# B\n");
  CHECK(Edit("# A\n## C\nold\n# B\n", kAppend, "new") == "# A\n## C\nold\n\nnew\n# B\n");
  CHECK(Edit("# A\n- a\n- b\n\n# B\n", kAppend, "- c\n- d") == "# A\n- a\n- b\n- c\n- d\n\n# B\n");
  CHECK(Edit("# A\n1. a\n", kAppend, "2. b") == "# A\n1. a\n2. b\n");
  CHECK(Edit("# A\n- a\n", kAppend, "* b") == "# A\n- a\n\n* b\n");
  CHECK(Edit("# A\nold", kAppend, "new") == "# A\nold\n\nnew");
  CHECK(Edit("# A\n", kAppend, "new") == "# A\n\nnew\n");
  CHECK(Edit("# A\nold\n", kAppend, " ") == "# A\nold\n");
}

TEST_CASE("prepending adds under the heading") {
  constexpr auto kPrepend = EditKind::kPrepend;
  CHECK(Edit("# A\n\nold\n", kPrepend, "new") == "# A\n\nnew\n\nold\n");
  CHECK(Edit("# A\nold\n", kPrepend, "new") == "# A\nnew\n\nold\n");
  CHECK(Edit("# A\n- a\n", kPrepend, "- new\n") == "# A\n- new\n- a\n");
  CHECK(Edit("# A\n## C\n", kPrepend, "new") == "# A\nnew\n\n## C\n");
  CHECK(Edit("# A\n", kPrepend, "new") == "# A\n\nnew\n");
}

TEST_CASE("deleting removes heading and body") {
  constexpr auto kDelete = EditKind::kDelete;
  CHECK(Edit("x\n\n# A\n\nold\n## C\n\n# B\ny\n", kDelete, "") == "x\n\n# B\ny\n");
  CHECK(Edit("x\n\n# A\nold", kDelete, "") == "x\n\n");
  CHECK(Edit("x\n# A\nB\n===\n", kDelete, "") == "x\n\nB\n===\n");
  CHECK(Edit("# A\n", kDelete, "") == "MARKDOWN_BLANK");
}

TEST_CASE("a rule that parts sections stays behind the body") {
  CHECK(Edit("# A\n\nold\n\n---\n\n# B\n", EditKind::kReplace, "new") == "# A\n\nnew\n\n---\n\n# B\n");
  CHECK(Edit("# A\n\nold\n\n---\n\n# B\n", EditKind::kReplace, "new\n\n---") == "# A\n\nnew\n\n---\n\n# B\n");
  CHECK(Edit("# A\n- a\n---\n# B\n", EditKind::kAppend, "- b") == "# A\n- a\n- b\n---\n# B\n");
  CHECK(Edit("# A\n\n---\n\n# B\n", EditKind::kAppend, "new") == "# A\n\nnew\n\n---\n\n# B\n");
  CHECK(Edit("# A\nold\n# B\n", EditKind::kReplace, "new\n\n---") == "# A\nnew\n# B\n");
  CHECK(Edit("# A\nold\n***\n\n---\n# B\n", EditKind::kReplace, "") == "# A\n\n***\n\n---\n# B\n");
  CHECK(Edit("# A\nold\n", EditKind::kPrepend, "new\n\n---") == "# A\nnew\n\n---\n\nold\n");
}

TEST_CASE("text takes the document's line ends") {
  CHECK(Edit("# A\r\n\r\nold\r\n", EditKind::kAppend, "new\nlines\n") ==
        "# A\r\n\r\nold\r\n\r\nnew\r\nlines\r\n");
  CHECK(Edit("# A\nold\n", EditKind::kReplace, "new\r\nlines") == "# A\nnew\nlines\n");
  CHECK(Edit("# A\r\nold\n", EditKind::kReplace, "new\r\nlines\n.") == "# A\r\nnew\r\nlines\n.\n");
}

TEST_CASE("text that would swallow the next heading is refused") {
  CHECK(Edit("# A\nold\n\n# B\n", EditKind::kReplace, "```\ncode") == "SECTION_TEXT_UNCLOSED");
  CHECK(Edit("# A\nold\n\n# B\n", EditKind::kAppend, "<!-- note") == "SECTION_TEXT_UNCLOSED");
  CHECK(Edit("# A\nold\n\n# B\n", EditKind::kReplace, "```\ncode\n```") == "# A\n```\ncode\n```\n\n# B\n");
}

TEST_CASE("text may bring sections of its own") {
  CHECK(Edit("# A\nold\n\n# B\n", EditKind::kAppend, "## C\nc\n# D") == "# A\nold\n\n## C\nc\n# D\n\n# B\n");
}

TEST_CASE("a setext heading below stays one") {
  CHECK(Edit("# A\n```\nx\n```\nB\n===\n", EditKind::kReplace, "new") == "# A\nnew\n\nB\n===\n");
}

TEST_CASE("headings in lists, quotes and code are not edited") {
  CHECK(Edit("- # A\n> # A\n", EditKind::kReplace, "new") == "SECTION_NOT_FOUND");
  CHECK(Edit("# A\n\n# A\n", EditKind::kReplace, "new") == "SECTION_AMBIGUOUS");
}

// A document of sections with bodies of many shapes, in one kind of line end.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string Document(std::string_view line_end, std::vector<std::string>& titles) {
    std::string document = Chance(4) ? "\uFEFF" : "";
    if (Chance(3)) document += Body();
    int level = 1;
    const int sections = 1 + Below(6);
    for (int i = 0; i < sections; ++i) {
      level = std::min(1 + Below(level + 1), 6);
      titles.push_back("Section " + std::to_string(i));
      const bool is_setext = level == 1 && Chance(4);
      document += is_setext ? "\n" + titles.back() + "\n===\n"
                            : std::string(static_cast<std::size_t>(level), '#') + " " + titles.back() + "\n";
      document += Body();
    }
    if (Chance(3)) document.erase(document.find_last_not_of('\n') + 1);
    std::string written;
    for (const char c : document) c == '\n' ? written += line_end : written += c;
    return written;
  }

  std::string Body() {
    static constexpr std::string_view kPieces[] = {"text\n",
                                                   "**Label:** value  \nmore\n",
                                                   "- a\n- b\n",
                                                   "1. a\n   - b\n",
                                                   "> # quoted\n",
                                                   "```\n# code\n```\n",
                                                   "| a | b |\n|---|---|\n| 1 | |\n",
                                                   "---\n",
                                                   "<!-- # no -->\n",
                                                   "- # in a list\n",
                                                   "    indented\n"};
    std::string body = std::string(static_cast<std::size_t>(Below(3)), '\n');
    for (int i = Below(4); i > 0; --i) {
      body += kPieces[static_cast<std::size_t>(Below(std::size(kPieces)))];
      body += std::string(static_cast<std::size_t>(1 + Below(2)), '\n');
    }
    return body;
  }

  int Below(std::size_t limit) { return static_cast<int>(random_() % limit); }
  bool Chance(std::size_t one_in) { return Below(one_in) == 0; }

 private:
  std::mt19937 random_;
};

TEST_CASE("edits change no byte outside the section, and a body that is put back is as it was") {
  Generator generator(20260302);
  int undone = 0;
  for (int round = 0; round < 3'000; ++round) {
    std::vector<std::string> titles;
    const std::string source = generator.Document(round % 2 == 0 ? "\n" : "\r\n", titles);
    const std::vector<std::string> path = {titles[static_cast<std::size_t>(generator.Below(titles.size()))]};
    const std::string text = "new\n\n" + generator.Body();
    CAPTURE(round, source, path.front(), text);
    const absl::StatusOr<Section> section = FindSection(source, path);
    REQUIRE(section.ok());
    const std::string_view above = std::string_view(source).substr(0, section->body.begin);
    const std::string_view below = std::string_view(source).substr(section->body.end);
    const std::string body = source.substr(section->body.begin, section->body.end - section->body.begin);
    for (const EditKind kind : {EditKind::kReplace, EditKind::kAppend, EditKind::kPrepend}) {
      const absl::StatusOr<std::string> edited = EditSection(source, path, kind, text);
      REQUIRE(edited.ok());
      REQUIRE(edited->starts_with(above));
      REQUIRE(edited->ends_with(below));
      const absl::StatusOr<Section> again = FindSection(*edited, path);
      REQUIRE(again.ok());
      REQUIRE(edited->size() - again->body.end == below.size());
      if (body.find_first_not_of("\r\n-") == std::string::npos) continue;
      REQUIRE(EditSection(*edited, path, EditKind::kReplace, body).value() == source);
      ++undone;
    }
    const absl::StatusOr<std::string> deleted = EditSection(source, path, EditKind::kDelete, "");
    if (!deleted.ok()) continue;
    REQUIRE(deleted->starts_with(above.substr(0, section->heading.begin)));
    REQUIRE(deleted->ends_with(below));
  }
  CHECK(undone > 3'000);
}

}  // namespace
}  // namespace liftmark::markdown
