// What CommonMark, tables and task lists become as blocks.
#include "tests/unit/markdown/outline.h"

namespace liftmark::markdown {
namespace {

TEST_CASE("headings have their level and one line") {
  CheckOutlines({
      {"# A\n###### B\n", "H1 A\nH6 B"},
      {"####### seven\n", "P ####### seven"},
      {"## A ##\n## B # \n# C#\n", "H2 A\nH2 B\nH1 C#"},
      {"#\n##\n", "H1 \nH2 "},
      {"   # indented\n", "H1 indented"},
      {"Title\n===\ntext\n", "H1 Title\nP text"},
      {"Title\nof two\n=\n", "H1 Title of two"},
      {"# *A* **b**\n", "H1 A b"},
      {"# **A** b\n", "H1 <A> b"},
      {"\\# no\n", "P # no"},
      {"text\n# A\ntext\n", "P text\nH1 A\nP text"},
  });
}

TEST_CASE("soft and hard breaks separate the lines of a paragraph") {
  CheckOutlines({
      {"a\nb  \nc\\\nd\n", "P a / b / c / d"},
      {"a\n\nb\n", "P a\nP b"},
      {"a<br>b<br/>c<BR />d\n", "P a / b / c / d"},
      {"  a\n   b\n", "P a / b"},
      {"a\r\nb\rc\r\n", "P a / b / c"},
      {"a\n \t \nb", "P a\nP b"},
  });
}

TEST_CASE("items know their depth, number and task") {
  CheckOutlines({
      {"- a\n* b\n+ c\n", "I1 a\nI1 b\nI1 c"},
      {"- a\n  - b\n    - c\n- d\n", "I1 a\nI2 b\nI3 c\nI1 d"},
      {"1. a\n2. b\n", "I1#1 a\nI1#2 b"},
      {"7) a\n9) b\n", "I1#7 a\nI1#9 b"},
      {"1. a\n   - b\n   - c\n2. d\n", "I1#1 a\nI2 b\nI2 c\nI1#2 d"},
      {"- [ ] a\n- [x] b\n- [X] c\n", "I1[ ] a\nI1[x] b\nI1[x] c"},
      {"- - a\n", "I1\nI2 a"},
      {"-\n- a\n", "I1\nI1 a"},
      {"-\n  a\n", "I1 a"},
      {"-a\n1.a\n", "P -a / 1.a"},
      {"- # A\n", "I1\nH11 A"},
      {"0. a\n", "I1#0 a"},
  });
}

TEST_CASE("what continues an item belongs to it") {
  CheckOutlines({
      {"- a\nlazy\n  indented\n", "I1 a / lazy / indented"},
      {"- Set 1: 135\nRest: 90 s\n", "I1 Set 1: 135 / Rest: 90 s"},
      {"- a\n\n  second\n\nout\n", "I1 a\nP1 second\nP out"},
      {"- a\n\n- b\n", "I1 a\nI1 b"},
      {"- a\n  - b\n\n  after\n", "I1 a\nI2 b\nP1 after"},
      {"- a long text above it all\n\n  ```\n  code\n  ```\n", "I1 a long text above it all\nC1 code"},
      {"- a\n---\n- b\n", "I1 a\n---\nI1 b"},
  });
}

TEST_CASE("block quotes mark what they hold") {
  CheckOutlines({
      {"> a\n> - b\n> # C\n", "> P a\n> I1 b\n> H1 C"},
      {"> a\nlazy\n\nout\n", "> P a / lazy\nP out"},
      {">> deep\n", "> P deep"},
      {"- > a\n", "I1\n> P1 a"},
  });
}

TEST_CASE("every row of a table is a block with its cells") {
  CheckOutlines({
      {"| a | b |\n|---|---|\n| 1 | 2 |\n", "T* a | b\nT 1 | 2"},
      {"a|b\n-|-\n1|2\n", "P a|b / -|- / 1|2"},
      {"a|b\n---|---\n1|2\n\ntext\n", "T* a | b\nT 1 | 2\nP text"},
      {"| a | b |\n|:--|--:|\n| | 2 |\n| 1 |\n", "T* a | b\nT  | 2\nT 1 | "},
      {"| a<br>b | c\\|d |\n|---|---|\n", "T* a b | c|d"},
      {"| **a** b |\n|---|\n", "T* <a> b"},
      {"- x\n\n  | a |\n  |---|\n  | b |\n", "I1 x\nT1* a\nT1 b"},
      {"> | a |\n> |---|\n> | b |\n", "> T* a\n> T b"},
  });
}

TEST_CASE("code keeps its lines as they are written") {
  CheckOutlines({
      {"long enough a text above\n\n```\n**a**\n\n  b\n```\n", "P long enough a text above\nC **a** / b"},
      {"long enough a text above\n\n~~~ text\n# a\n~~~\nb\n", "P long enough a text above\nC # a\nP b"},
      {"long enough a text above\n\n```\n```\nb\n", "P long enough a text above\nC\nP b"},
      {"long enough a text above\n\n```\n3*10\n---\n185. x\n```\n",
       "P long enough a text above\nC 3*10 / --- / 185. x"},
  });
}

TEST_CASE("rules are blocks without lines") {
  CheckOutlines({
      {"---\n***\n_ _ _\n- - -\n", "---\n---\n---\n---"},
      {"a\n\n-----\n\nb\n", "P a\n---\nP b"},
  });
}

TEST_CASE("HTML blocks keep their text and lose their tags") {
  CheckOutlines({
      {"<details>\n<summary>Warm-up</summary>\n\n- a\n\n</details>\n", "P Warm-up\nI1 a"},
      {"<!-- # no\n\n# neither -->\n\n# A\n", "H1 A"},
      {"<div>a <b>bold</b>\nb</div>\n", "P a bold / b"},
  });
}

TEST_CASE("a document may hold no block at all") {
  CHECK(Outline("<!-- nothing -->\n") == "");
  CHECK(Outline("[a]: http://example.com\n") == "");
}

}  // namespace
}  // namespace liftmark::markdown
