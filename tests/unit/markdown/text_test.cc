// Text as it is rendered.
#include "common/markdown/utf8.h"
#include "tests/unit/markdown/outline.h"

namespace liftmark::markdown {
namespace {

TEST_CASE("emphasis, links, images and code are their text") {
  CheckOutlines({
      {"*a* _b_ __c__ a_b_c\n", "P a b c a_b_c"},
      {"[text](http://x \"title\") and <http://a.b>\n", "P text and http://a.b"},
      {"![alt *text*](pic.png)\n", "P alt text"},
      {"[text][1]\n\n[1]: http://x\n", "P text"},
      {"`a *b*` ``c ` d``\n", "P a *b* c ` d"},
      {"`a\nb`\n", "P a b"},
      {"[not a link] [nor](this one)\n", "P [not a link] [nor](this one)"},
      {"a <b>bold</b> <span class=\"x\">c</span><!-- gone -->\n", "P a bold c"},
      {"\\*a\\* \\_ \\[ \\~\n", "P *a* _ [ ~"},
      {"http://example.com/a_b_c and me@example.com\n", "P http://example.com/a_b_c and me@example.com"},
  });
}

TEST_CASE("what only looks like a tag is text") {
  CheckOutlines({
      {"rest <5 min, >3 sets & more\n", "P rest <5 min, >3 sets & more"},
      {"a < b > c\n", "P a < b > c"},
      {"x <- y\n", "P x <- y"},
  });
}

TEST_CASE("entities are the characters they stand for") {
  CheckOutlines({
      {"3 &times; 8 &ndash; 10 &#215; &#xD7; &amp;lt;\n", "P 3 × 8 – 10 × × &lt;"},
      {"&unknown; &; &#; R&D\n", "P &unknown; &; &#; R&D"},
      {"a&#10;b&#0;c&#xD800;d&#1114112;e\n", "P a b\uFFFDc\uFFFDd\uFFFDe"},
      {"`&times;`\n", "P &times;"},
      {"&#42;a&#42;\n", "P *a*"},
  });
}

TEST_CASE("hyphens and spaces of other kinds are those that people type, dashes stay") {
  CheckOutlines({
      {"# Warm\u2011Up\n", "H1 Warm-Up"},
      {"95\u00a0lb\u202f×\u20095 \u2013 8\n", "P 95 lb × 5 \u2013 8"},
      {"Pull&#8209;up\u2010bar\n", "P Pull-up-bar"},
      {"\u00a0\u00a0left *right*\u00a0\u202f\n", "P left right"},
      {"**Push\u2011up** 10\n", "P <Push-up> 10"},
  });
}

TEST_CASE("struck-through text is void") {
  CheckOutlines({
      {"**Target:** ~~4 × 4~~ → **3 × 3**\n", "P <Target:> → 3 × 3"},
      {"### 2. ~~Squat~~ → Leg Press\n", "H3 2. → Leg Press"},
      {"- ~~Squat 3x5~~\n- Row\n", "I1\nI1 Row"},
      {"~~all\nof it~~\n\nb\n", "P b"},
      {"a ~~**b** [c](d) `e`~~ f\n", "P a f"},
      {"# ~~gone~~\n", "H1 "},
  });
}

TEST_CASE("a line knows the bold run that it begins with") {
  CheckOutlines({
      {"**Set 1:** 135\n", "P <Set 1:> 135"},
      {"**all of it**\n", "P <all of it>"},
      {"**a *b* `c`** d\n", "P <a b c> d"},
      {"***a*** **b**\n", "P <a> b"},
      {"a **b**\n", "P a b"},
      {"**a\nb** c\n", "P <a> / <b> c"},
      {"- **A:** b\n", "I1 <A:> b"},
      {"**[link](x)** b\n", "P <link> b"},
      {"**3 × 8 **\n", "P **3 × 8 **"},
      {"~~x~~ **a** b\n", "P <a> b"},
  });
}

TEST_CASE("a gap in a line that markup leaves is one space") {
  CheckOutlines({
      {"***`Upper `*** **run:** 1m\n", "P <Upper run:> 1m"},
      {"a ~~b~~ c\n", "P a c"},
      {"a <br>\n", "P a"},
      {"a <bra>b\n", "P a b"},
  });
}

TEST_CASE("text is checked before it is parsed") {
  const auto reason = [](std::string_view source) {
    const absl::Status status = CheckText(source);
    CHECK(Parse(source).ok() == status.ok());
    return std::string(status.message());
  };
  CHECK(reason("a") == "");
  CHECK(reason("") == "the markdown is blank");
  CHECK(reason(" \t\r\n\f\v") == "the markdown is blank");
  CHECK(reason("\u00A0\u2003\u3000\u200B\uFEFF") == "the markdown is blank");
  CHECK(reason("\uFEFF.") == "");
  CHECK(reason(std::string_view("a\0b", 3)) == "the markdown holds a NUL");
  CHECK(reason("a\xFF") == "the markdown is not valid UTF-8");
  CHECK(reason(std::string(kMaxBytes, 'a')) == "");
  CHECK(reason(std::string(kMaxBytes + 1, 'a')) == "the markdown is larger than 256 KiB");
}

TEST_CASE("UTF-8 is held to the letter") {
  for (const std::string_view good : {"", "a", "é", "€", "𝄞", "\uFFFD", "\U0010FFFF", "aaaaaaaaé"}) {
    CAPTURE(good);
    CHECK(IsUtf8(good));
  }
  for (const std::string_view bad :
       {"\x80", "\xC3", "\xC3(", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF0\x9D\x84", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE",
        "aaaaaaaaaaa\xC3"}) {
    CHECK_FALSE(IsUtf8(bad));
  }
}

}  // namespace
}  // namespace liftmark::markdown
