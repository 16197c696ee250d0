#include "common/pg/result.h"

#include <catch2/catch.hpp>
#include <limits>

namespace liftmark::pg {
namespace {

using namespace std::string_literals;

constexpr std::uint32_t kInt2 = 21;
constexpr std::uint32_t kInt4 = 23;
constexpr std::uint32_t kInt8 = 20;
constexpr std::uint32_t kTimestamptz = 1184;
constexpr std::uint32_t kDate = 1082;
constexpr std::uint32_t kTextArray = 1009;

template <class T>
T Read(std::uint32_t type, std::string_view bytes) {
  T value{};
  Decode({.bytes = bytes, .type = type}, value);
  return value;
}

// Of PostgreSQL's binary format for text[]: dimensions, whether there are NULLs, type, length, lower bound.
std::string TextArray(const std::string& elements, char count) {
  return "\0\0\0\1\0\0\0\0\0\0\0\x19\0\0\0"s + count + "\0\0\0\1"s + elements;
}

TEST_CASE("integers are read in their own width, or a wider one") {
  CHECK(Read<std::int16_t>(kInt2, "\xff\xfe"s) == -2);
  CHECK(Read<std::int32_t>(kInt2, "\xff\xfe"s) == -2);
  CHECK(Read<std::int64_t>(kInt4, "\x80\0\0\0"s) == std::numeric_limits<std::int32_t>::min());
  CHECK(Read<std::int64_t>(kInt8, "\0\0\0\1\0\0\0\2"s) == 0x1'0000'0002);
  CHECK_THROWS_AS(Read<std::int16_t>(kInt4, "\0\0\0\1"s), ResultError);
  CHECK_THROWS_AS(Read<std::int32_t>(kInt8, "\0\0\0\0\0\0\0\1"s), ResultError);
}

TEST_CASE("times without end are what they are") {
  CHECK(Read<absl::Time>(kTimestamptz, "\x7f\xff\xff\xff\xff\xff\xff\xff"s) == absl::InfiniteFuture());
  CHECK(Read<absl::Time>(kTimestamptz, "\x80\0\0\0\0\0\0\0"s) == absl::InfinitePast());
  CHECK(Read<std::string>(kDate, "\x7f\xff\xff\xff"s) == "infinity");
  CHECK(Read<std::string>(kDate, "\0\0\0\x3b"s) == "2000-02-29");
}

TEST_CASE("a value that is cut short is an error, not a read past its end") {
  CHECK_THROWS_AS(Read<std::int32_t>(kInt4, "\0\0\0"s), ResultError);
  CHECK_THROWS_AS(Read<std::vector<std::string>>(kTextArray, TextArray("\0\0\0\5abc"s, 1)), ResultError);
  CHECK_THROWS_AS(Read<std::vector<std::string>>(kTextArray, TextArray("\0\0\0\1a"s, 2)), ResultError);
}

TEST_CASE("an array is read as its elements") {
  using Texts = std::vector<std::string>;
  CHECK(Read<Texts>(kTextArray, TextArray("\0\0\0\1a\0\0\0\0"s, 2)) == Texts{"a", ""});
  CHECK(Read<Texts>(kTextArray, "\0\0\0\0\0\0\0\0\0\0\0\x19"s).empty());
  CHECK_THROWS_WITH(Read<Texts>(kTextArray, TextArray("\xff\xff\xff\xff"s, 1)),
                    Catch::Contains("NULL element"));
  CHECK_THROWS_WITH(Read<Texts>(kTextArray, "\0\0\0\2"s), Catch::Contains("several dimensions"));
}

TEST_CASE("NULL is read as an optional only") {
  const Field null{.bytes = {}, .null = true, .type = kInt4};
  std::optional<std::int32_t> optional = 1;
  Decode(null, optional);
  CHECK_FALSE(optional.has_value());
  std::int32_t plain = 1;
  CHECK_THROWS_WITH(Decode(null, plain), Catch::Contains("is NULL"));
}

TEST_CASE("a result without rows has none") {
  const Result none;
  CHECK(none.rows() == 0);
  CHECK(none.affected() == 0);
  CHECK_THROWS_AS(none[0], ResultError);
}

}  // namespace
}  // namespace liftmark::pg
