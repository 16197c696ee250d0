#include "common/pg/params.h"

#include <catch2/catch.hpp>
#include <limits>

#include "common/status/status.h"

namespace liftmark::pg {
namespace {

// What libpq is given for a single value; "NULL" for none.
template <class T>
std::string Formatted(const T& value) {
  Params::Arrays arrays;
  const Params params(value);
  params.ToArrays(arrays);
  REQUIRE(arrays.values.size() == 1);
  if (arrays.values[0] == nullptr) return "NULL";
  return {arrays.values[0], static_cast<std::size_t>(arrays.lengths[0])};
}

TEST_CASE("values are written as PostgreSQL reads them") {
  CHECK(Formatted("text") == "text");
  CHECK(Formatted(std::string("text")) == "text");
  CHECK(Formatted(std::string_view("text")) == "text");
  CHECK(Formatted("").empty());
  CHECK(Formatted(true) == "t");
  CHECK(Formatted(false) == "f");
  CHECK(Formatted(std::int16_t{-7}) == "-7");
  CHECK(Formatted(42) == "42");
  CHECK(Formatted(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  CHECK(Formatted(0.1) == "0.1");
  CHECK(Formatted(1e300) == "1e+300");
  CHECK(Formatted(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(Formatted(absl::FromUnixMicros(1'700'000'000'000'001)) == "2023-11-14 22:13:20.000001+00");
  CHECK(Formatted(absl::InfiniteFuture()) == "infinity");
  CHECK(Formatted(absl::InfinitePast()) == "-infinity");
}

TEST_CASE("an empty optional is NULL, a full one its value") {
  CHECK(Formatted(std::nullopt) == "NULL");
  CHECK(Formatted(std::optional<int>()) == "NULL");
  CHECK(Formatted(std::optional<int>(3)) == "3");
  CHECK(Formatted(std::optional<std::string>("x")) == "x");
  CHECK(Formatted(std::optional<std::vector<std::string>>()) == "NULL");
}

TEST_CASE("elements of an array are quoted") {
  using Texts = std::vector<std::string>;
  CHECK(Formatted(Texts{}) == "{}");
  CHECK(Formatted(Texts{"a"}) == R"({"a"})");
  CHECK(Formatted(Texts{"", "NULL", "a,b", "{}", R"(say "hi")", R"(back\slash)"}) ==
        R"({"","NULL","a,b","{}","say \"hi\"","back\\slash"})");
}

TEST_CASE("values of one statement are told apart, whatever they hold") {
  const std::string binary("\0\1\0", 3);
  const Params params("first", std::nullopt, Bytes(binary), 4);
  Params::Arrays arrays;
  params.ToArrays(arrays);
  REQUIRE(params.size() == 4);
  CHECK(arrays.values[0] == std::string("first"));
  CHECK(arrays.values[1] == nullptr);
  CHECK(std::string(arrays.values[2], 3) == binary);
  CHECK(arrays.lengths[2] == 3);
  CHECK(arrays.values[3] == std::string("4"));
  CHECK(arrays.formats == std::vector<int>{0, 0, 1, 0});
}

TEST_CASE("a NUL is refused in text, and taken in bytes") {
  const std::string nul("a\0b", 3);
  CHECK(Params(Bytes(nul)).Check().ok());
  for (const Params& params : {Params(nul), Params(std::vector<std::string>{"a", nul}), Params(1, nul, 2)}) {
    CHECK(params.Check().code() == absl::StatusCode::kInvalidArgument);
    CHECK(ReasonOf(params.Check()) == "TEXT_HAS_NUL");
  }
}

TEST_CASE("values of more than 4 MiB together are refused") {
  const std::string half(Params::kMaxBytes / 2, 'x');
  CHECK(Params(half, Bytes("x")).Check().ok());
  const absl::Status refused = Params(half, Bytes(half)).Check();
  CHECK(refused.code() == absl::StatusCode::kInvalidArgument);
  CHECK(ReasonOf(refused) == "PARAMETERS_TOO_LARGE");
}

}  // namespace
}  // namespace liftmark::pg
