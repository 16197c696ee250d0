// Shapes that people write and CommonMark reads otherwise.
#include "tests/unit/markdown/outline.h"

namespace liftmark::markdown {
namespace {

TEST_CASE("a numbered line below text is an item") {
  CheckOutlines({
      {"**Accessories:**\n3. Curl\n4. Row\n", "P <Accessories:>\nI1#3 Curl\nI1#4 Row"},
      {"text\n10) Row\n", "P text\nI1#10 Row"},
      {"> text\n> 7. Row\n", "> P text\n> I1#7 Row"},
      {"text\n- Row\n", "P text\nI1 Row"},
      {"text\n3.5 miles\n", "P text / 3.5 miles"},
  });
}

TEST_CASE("numbers of items end at 99") {
  CheckOutlines({
      {"185. lbs\n", "P 185. lbs"},
      {"99. a\n100. b\n", "I1#99 a / 100. b"},
      {"2026. A year\n", "P 2026. A year"},
      {"- 185. lbs\n", "I1 185. lbs"},
      {"- 95. lbs\n", "I1 95. lbs"},
      {"007. a\n", "I1#7 a"},
      {"1234567890. a\n", "P 1234567890. a"},
  });
}

TEST_CASE("text underlined with dashes is a paragraph and a rule") {
  CheckOutlines({
      {"a\n---\nb\n", "P a\n---\nP b"},
      {"a\nb\n-----  \n", "P a / b\n---"},
      {"- a\n  ---\n", "I1 a\n---1"},
      {"> a\n> ---\n", "> P a\n> ---"},
      {"Notes:\n-\n", "P Notes:"},
      {"Notes:\n--\nb\n", "P Notes:\nP b"},
      {"a\n===\n", "H1 a"},
  });
}

TEST_CASE("headings need no space behind two marks and more") {
  CheckOutlines({
      {"##Warm-Up\n###1. Squat\n", "H2 Warm-Up\nH3 1. Squat"},
      {"#legday #gains\n", "P #legday #gains"},
      {"#1 priority\n", "P #1 priority"},
  });
}

TEST_CASE("a mark that ends a heading without a space is text") {
  CheckOutlines({
      {"## Bench 225#\n", "H2 Bench 225#"},
      {"## Bench ##  \n", "H2 Bench"},
      {"# C##\t\n#\n", "H1 C##\nH1 "},
  });
}

TEST_CASE("a table needs no blank line around it") {
  CheckOutlines({
      {"| a |\n|---|\n| b |\n# H\n", "T* a\nT b\nH1 H"},
      {"| a |\n|---|\n| b |\n- c | d\n", "T* a\nT b\nI1 c | d"},
      {"| a |\n|---|\n| b |\n**Notes:** c\n", "T* a\nT b\nP <Notes:> c"},
      {"a | b\r\n--- | ---\r\n1 | 2\r\n---\r\n", "T* a | b\nT 1 | 2\n---"},
      {"text\n| a |\n|---|\n| b |\n", "P text\nT* a\nT b"},
      {"- text\n| a | b |\n|---|---|\n", "I1 text\nT* a | b"},
      {"# H\n| a | b |\n|---|---|\n| c | d |\n", "H1 H\nT* a | b\nT c | d"},
      {"a | b\nc | d\n", "P a | b / c | d"},
  });
}

TEST_CASE("asterisks between digits and single tildes are text") {
  CheckOutlines({
      {"3*10*8 and 5*5\n", "P 3*10*8 and 5*5"},
      {"*easy 3*8 reps*\n", "P easy 3*8 reps"},
      {"**4*8** `3*8`\n", "P <4*8> 3*8"},
      {"3 * 8 * 2\n", "P 3 * 8 * 2"},
      {"~60 min (~45) and 4~5 sets, 2~3 min\n", "P ~60 min (~45) and 4~5 sets, 2~3 min"},
      {"**~60–70%** of ~100\n", "P <~60–70%> of ~100"},
  });
}

TEST_CASE("a bold label closes before its value without a space") {
  CheckOutlines({
      {"**Rest:**90 s\n", "P <Rest:>90 s"},
      {"- **Weight:**135 lb\n", "I1 <Weight:>135 lb"},
      {"a:**b** c\n", "P a:b c"},
  });
}

TEST_CASE("a link's definition has an address") {
  CheckOutlines({
      {"[ACTIVE]: knee\n", "P [ACTIVE]: knee"},
      {"- [RESOLVED]: shoulder\n", "I1 [RESOLVED]: shoulder"},
      {"[ACTIVE]:\nknee\n", "P [ACTIVE]: / knee"},
      {"[a]\n\n[a]: https://example.com 'title'\n", "P a"},
      {"[a]\n\n[a]: /path\n", "P a"},
  });
}

TEST_CASE("indented text is no code") {
  CheckOutlines({
      {"    a\n", "P a"},
      {"text\n\n    - a\n    - b\n", "P text\nI1 a\nI1 b"},
      {"text\n        more\n", "P text / more"},
      {"- a\n        - b\n", "I1 a\nI2 b"},
  });
}

TEST_CASE("a list that is indented below an item of another is inside it") {
  CheckOutlines({
      {"1. Bench\n  - 3 sets\n  - 4 reps\n2. Row\n  - ok\n",
       "I1#1 Bench\nI2 3 sets\nI2 4 reps\nI1#2 Row\nI2 ok"},
      {"10. Bench\n   - 3 sets\n     - deep\n", "I1#10 Bench\nI2 3 sets\nI3 deep"},
      {"1. Bench\n\n  - 3 sets\n", "I1#1 Bench\nI2 3 sets"},
      {"1. Bench\n - 3 sets\n", "I1#1 Bench\nI1 3 sets"},
      {"1. Bench\n\ntext\n\n  - 3 sets\n", "I1#1 Bench\nP text\nI1 3 sets"},
      {"- a\n  - b\n- c\n", "I1 a\nI2 b\nI1 c"},
  });
}

TEST_CASE("a day fence stands alone") {
  CheckOutlines({
      {"=== MONDAY - March 2, 2026: Workout ===\n# Monday\n- a\n=== END MONDAY ===\nafter\n",
       "P === MONDAY - March 2, 2026: Workout ===\nH1 Monday\nI1 a\nP === END MONDAY ===\nP after"},
      {"a\n=== B ===\nc\n", "P a\nP === B ===\nP c"},
      {"=== A ===\n=== B ===\n", "P === A ===\nP === B ==="},
      {"**a\n=== B ===\nc**\n", "P <a>\nP <=== B ===>\nP <c>"},
      {"| === a === |\n|---|\n", "T* === a ==="},
  });
}

TEST_CASE("a fence around most of the document is looked through") {
  CheckOutlines({
      {"```\n# A\n- b\n```\n", "H1 A\nI1 b"},
      {"```markdown\n# A\n**b**\n", "H1 A\nP <b>"},
      {"## Monday\n\n```\nSquat\n\nWorkout:\n- Bench: 3x5\n```\n",
       "H2 Monday\nP Squat\nP Workout:\nI1 Bench: 3x5"},
      {"# A title that is longer than the code\n\n```\n- b\n```\n",
       "H1 A title that is longer than the code\nC - b"},
      {"~~~~\nSome text\n```\ncode\n```\n~~~~\n", "P Some text\nC code"},
      {"```\n---\ncreated: x\n---\n# A\n```\n", "P created: x\nH1 A"},
  });
}

TEST_CASE("a bold line below an item is a paragraph of its own unless it is indented") {
  CheckOutlines({
      {"- Set 1: 135\n**Rest:** 90 s\n**Notes:** none\n", "I1 Set 1: 135\nP <Rest:> 90 s / <Notes:> none"},
      {"- a\n  - b\n**c**\n- d\n", "I1 a\nI2 b\nP <c>\nI1 d"},
      {"1. a\n**b** c\n2. d\n", "I1#1 a\nP <b> c\nI1#2 d"},
      {"- a\n  **b**\n", "I1 a / <b>"},
      {"> - a\n**b**\n", "> I1 a / <b>"},
      {"- a\n*b*\n", "I1 a / b"},
      {"- a\n**b**\n=== END ===\nc\n", "I1 a\nP <b>\nP === END ===\nP c"},
  });
}

TEST_CASE("a bullet sign makes an item") {
  CheckOutlines({
      {"\u2022 Squat\n\u2022 Bench\n", "I1 Squat\nI1 Bench"},
      {"text\n\u25CFSquat\n", "P text\nI1 Squat"},
      {"\u2022 Squat\n  \u25E6 3 sets\n  \u25E6 5 reps\n\u2022 Row\n",
       "I1 Squat\nI2 3 sets\nI2 5 reps\nI1 Row"},
      {"\u2022 Squat\n  \u2022 3 sets\n", "I1 Squat\nI2 3 sets"},
      {"\u2022 Squat\n  - 3 sets\n", "I1 Squat\nI2 3 sets"},
      {"squat \u2022 bench\n", "P squat \u2022 bench"},
      {"a\n\u2022\nb\n", "P a / \u2022 / b"},
      {"<p>\n\u2022 \nb\n", "P \u2022 / b"},
  });
}

TEST_CASE("front matter comes first, as a paragraph") {
  CheckOutlines({
      {"---\ncreated: \"2026-03-02\"\ntags:\n  - a\n- b\n---\n# A\n",
       "P created: \"2026-03-02\" / tags: / - a / - b\nH1 A"},
      {"\n---\na: 1\n...\nb\n", "P a: 1\nP b"},
      {"---\n---\n", "---\n---"},
      {"---\n\n# A\n\n---\n", "---\nH1 A\n---"},
      {"---\na: 1\n", "---\nP a: 1"},
      {"---\nplain text\n---\n", "---\nP plain text\n---"},
      {"# A\n---\na: 1\n---\n", "H1 A\n---\nP a: 1\n---"},
  });
}

TEST_CASE("a byte order mark is no text") {
  CheckOutlines({
      {"\uFEFF# A\n", "H1 A"},
      {"\uFEFF---\na: 1\n---\nb\n", "P a: 1\nP b"},
      {"\uFEFF- a\n  - b\n", "I1 a\nI2 b"},
  });
}

}  // namespace
}  // namespace liftmark::markdown
