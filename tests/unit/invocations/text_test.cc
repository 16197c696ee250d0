#include "services/invocations/text.h"

#include <catch2/catch.hpp>

namespace liftmark::invocations {
namespace {

TEST_CASE("text stays as it is") { CHECK(ToText("naïve 🏋 \n", 100) == "naïve 🏋 \n"); }

TEST_CASE("text is cut between characters") {
  CHECK(ToText("aé🏋", 2) == "a");
  CHECK(ToText("aé🏋", 3) == "aé");
  CHECK(ToText("aé🏋", 6) == "aé");
  CHECK(ToText("aé🏋", 7) == "aé🏋");
  CHECK(ToText("aé🏋", 0).empty());
}

TEST_CASE("what is no character becomes a replacement") {
  CHECK(ToText(std::string("a\0b", 3), 100) == "a\uFFFDb");
  CHECK(ToText("a\xff\xfe", 100) == "a\uFFFD\uFFFD");
  CHECK(ToText("cut \xf0\x9f\x8f", 100) == "cut \uFFFD\uFFFD\uFFFD");
  CHECK(ToText("half a pair \xed\xa0\xbd", 100) == "half a pair \uFFFD\uFFFD\uFFFD");
}

}  // namespace
}  // namespace liftmark::invocations
