#include "services/invocations/money.h"

#include <catch2/catch.hpp>
#include <stdexcept>

namespace liftmark::invocations {
namespace {

TEST_CASE("an amount is read and written without a rounding") {
  const auto [text, shortest] = GENERATE(table<std::string, std::string>({
      {"0.000000000", "0"},
      {"0", "0"},
      {"0.000000001", "0.000000001"},
      {"12.340000000", "12.34"},
      {"100.000000000", "100"},
      {"-0.500000000", "-0.5"},
      {"999999999.999999999", "999999999.999999999"},
      // Sums go beyond what one call may cost, and beyond 64 bits.
      {"123456789012345678901.000000001", "123456789012345678901.000000001"},
  }));
  CHECK(FormatDollars(ParseDollars(text)) == shortest);
}

TEST_CASE("a tenth added ten times is one") {
  Nanodollars sum = 0;
  for (int i = 0; i < 10; ++i) sum += ParseDollars("0.1");
  CHECK(FormatDollars(sum) == "1");
}

TEST_CASE("what is no amount is refused") {
  const std::string text = GENERATE("", "-", ".", "1.2.3", "NaN", "1e3", " 1", "0.0000000001");
  CHECK_THROWS_AS(ParseDollars(text), std::invalid_argument);
}

}  // namespace
}  // namespace liftmark::invocations
