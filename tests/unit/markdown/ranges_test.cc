// Lines and ranges of blocks in the source.
#include <array>
#include <random>
#include <vector>

#include "tests/support/markdown_checks.h"
#include "tests/unit/markdown/outline.h"

namespace liftmark::markdown {
namespace {

// The source of every block, with "|" between blocks.
std::string Ranges(std::string_view source) {
  const absl::StatusOr<Document> document = Parse(source);
  REQUIRE(document.ok());
  CHECK(test::FindFault(source, *document) == "");
  std::string ranges;
  for (const Block& block : document->blocks()) {
    if (!ranges.empty()) ranges += "|";
    ranges += source.substr(block.source.begin, block.source.end - block.source.begin);
  }
  return ranges;
}

std::vector<std::uint32_t> LineNumbers(std::string_view source) {
  const absl::StatusOr<Document> document = Parse(source);
  REQUIRE(document.ok());
  std::vector<std::uint32_t> numbers;
  for (const Block& block : document->blocks()) {
    for (const Line& line : block.lines) numbers.push_back(line.number);
  }
  return numbers;
}

TEST_CASE("a block's range is its whole lines") {
  CHECK(Ranges("# A\n\ntext\nmore\n\n- a\n  - b\n") == "# A\n|text\nmore\n|- a\n|  - b\n");
  CHECK(Ranges("Title\n===\r\ntext\n---\n") == "Title\n===\r\n|text\n|---\n");
  CHECK(Ranges("a\n`\n`\n===\nb\n") == "a\n`\n`\n===\n|b\n");
  CHECK(Ranges("[](#a)b\n===\nc\n") == "[](#a)b\n===\n|c\n");
  CHECK(Ranges("> - # a\n> ===\n") == "> - # a\n|> - # a\n|> ===\n");
  CHECK(Ranges("●#\na\n> b\n> ===\n") == "●#\n|●#\n|a\n|> b\n> ===\n");
  CHECK(Ranges("> `\n> -|\n=\n") == "> `\n> -|\n|=\n");
  CHECK(Ranges("A title above the code that is longer\n\n```\na\n\n```\nb") ==
        "A title above the code that is longer\n|```\na\n\n```\n|b");
  CHECK(Ranges("| a |\n|---|\n| b |\n") == "| a |\n|| b |\n");
  CHECK(Ranges("[](a \"\n|-\n\")\n\nb\n---|:-:\nc|d\n") == "b\n|c|d\n");
  CHECK(Ranges("a\n=== B ===\nc\n") == "a\n|=== B ===\n|c\n");
  CHECK(Ranges("\uFEFF# A\r\n- b\r\n") == "\uFEFF# A\r\n|- b\r\n");
  CHECK(Ranges("---\na: 1\nb: 2\n---\nc\n") == "a: 1\nb: 2\n|c\n");
  CHECK(Ranges("## M\n\n```\nlong text\n- b\n```\n") == "## M\n|long text\n|- b\n");
  CHECK(Ranges("- a\n[x]: http://y\n\n#\n> c\n") == "- a\n[x]: http://y\n|#\n|> c\n");
  CHECK(Ranges("[x]: http://y\n\n- a\n") == "- a\n");
}

TEST_CASE("a fence ends code, also with tabs behind it or outside of the item that the code began in") {
  CHECK(Ranges("long enough a text\n\n```\na\n```\t \nb\n") == "long enough a text\n|```\na\n```\t \n|b\n");
  CHECK(Ranges("- ```\n  a\n  ```\nb\n") == "- ```\n|- ```\n  a\n  ```\n|b\n");
  CHECK(Ranges("- ```\n  a\n```\nb\n") == "- ```\n|- ```\n  a\n```\n|b\n");
  CHECK(Ranges("> ```\n> a\n```\nb\n") == "> ```\n> a\n```\n|b\n");
  CHECK(Ranges("- ```\n> ```\n> a\n") == "- ```\n|- ```\n|> ```\n> a\n");
  CHECK(Ranges("- > ```\n> ```\n> a\n") == "- > ```\n|- > ```\n|> ```\n> a\n");
  CHECK(Ranges("> - ```\n>   ```\n> a\n") == "> - ```\n|> - ```\n>   ```\n|> a\n");
  CHECK(Ranges("-\t```\n```\t") == "-\t```\n|-\t```\n```\t");
  CHECK(Ranges("a longer text above\n\n~~~~\n~~~\na\n~~~~~\nb") ==
        "a longer text above\n|~~~~\n~~~\na\n~~~~~\n|b");
}

TEST_CASE("what looks like the begin or the end of a table leaves the blocks around it their lines") {
  CHECK(Ranges("-\t```\nA|\n|---\n|\n") == "-\t```\n|-\t```\n|A|\n||\n");
  CHECK(Ranges("x\nb\n|```\n-|\n```\nc\n") == "x\nb\n|```\n-|\n|```\nc\n");
  CHECK(Ranges("t\n-|\n- a\n") == "t\n-|\n|- a\n");
  CHECK(Ranges("-\n|*\n|-\n* a") == "-\n||*\n|-\n|* a");
  CHECK(Ranges("|\n--:|\n|\n>|-\n>:-:|---\n") == "|\n||\n|>|-\n");
  CHECK(Ranges("z\na\n|**\t*\n-|\n---\n") == "z\na\n|**\t*\n-|\n|---\n");
  CHECK(Ranges("#######\n-\na\n") == "#######\n|a\n");
}

TEST_CASE("lines are numbered from 1 in every kind of line end") {
  using Numbers = std::vector<std::uint32_t>;
  CHECK(LineNumbers("a\nb\n\nc") == Numbers{1, 2, 4});
  CHECK(LineNumbers("a\r\nb\r\n\r\nc") == Numbers{1, 2, 4});
  CHECK(LineNumbers("a\rb\r\rc") == Numbers{1, 2, 4});
  CHECK(LineNumbers("\n\n- a\n  lazy\n| x |\n|---|\n| y |\n") == Numbers{3, 4, 5, 7});
  CHECK(LineNumbers("a\n\n| x | |\n|---|---|\n|  |  |\n") == Numbers{1, 3, 3, 5, 5});
  CHECK(LineNumbers("```\n\nb\n```\n") == Numbers{3});
  CHECK(LineNumbers("a<br>b\nc\n") == Numbers{1, 1, 2});
}

TEST_CASE("documents of any tokens keep the invariants") {
  constexpr std::array<std::string_view, 44> kTokens = {"\n",
                                                        "\n\n",
                                                        "\r\n",
                                                        " ",
                                                        "  ",
                                                        "    ",
                                                        "\t",
                                                        "- ",
                                                        "* ",
                                                        "1. ",
                                                        "3) ",
                                                        "185.",
                                                        "# ",
                                                        "##",
                                                        "> ",
                                                        "```",
                                                        "~~~",
                                                        "---",
                                                        "===",
                                                        "| ",
                                                        "|",
                                                        "|---|---|\n",
                                                        "**",
                                                        "*",
                                                        "_",
                                                        "`",
                                                        "~~",
                                                        "~",
                                                        "[",
                                                        "]",
                                                        "(",
                                                        ")",
                                                        "]: http://x",
                                                        "<br>",
                                                        "<!--",
                                                        "-->",
                                                        "<b>",
                                                        "&#9;",
                                                        "&lt;",
                                                        "\\",
                                                        "=== A ===",
                                                        "a",
                                                        "Set 1: 135 × 5",
                                                        "é"};
  std::mt19937 random(20260302);
  std::uniform_int_distribution<std::size_t> token(0, kTokens.size() - 1);
  for (int round = 0; round < 20'000; ++round) {
    std::string source;
    for (int i = 0; i < 40; ++i) source += kTokens[token(random)];
    const absl::StatusOr<Document> document = Parse(source);
    if (!document.ok()) continue;
    const std::string fault = test::FindFault(source, *document);
    if (!fault.empty()) {
      CAPTURE(source);
      FAIL_CHECK(fault);
    }
  }
}

}  // namespace
}  // namespace liftmark::markdown
