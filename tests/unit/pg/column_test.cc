#include "common/pg/column.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "common/pg/params.h"
#include "common/status/status.h"

namespace liftmark::pg {
namespace {

using Type = Column::Type;

TEST_CASE("a column is an array in PostgreSQL's binary format") {
  Column column(Type::kInteger);
  column.Add(1);
  column.Add(std::nullopt);
  column.Add(-2);
  const std::string expected(
      "\0\0\0\1\0\0\0\1\0\0\0\x17\0\0\0\3\0\0\0\1"
      "\0\0\0\4\0\0\0\1\xff\xff\xff\xff\0\0\0\4\xff\xff\xff\xfe",
      40);
  const Params params(column);
  Params::Arrays arrays;
  params.ToArrays(arrays);
  CHECK(arrays.formats == std::vector<int>{1});
  CHECK(std::string(arrays.values[0], static_cast<std::size_t>(arrays.lengths[0])) == expected);
}

TEST_CASE("a column without values is NULL") {
  Column column(Type::kText);
  column.Add(std::nullopt);
  column.Add(std::optional<std::string>());
  Params::Arrays arrays;
  Params(column).ToArrays(arrays);
  CHECK(arrays.values[0] == nullptr);
}

TEST_CASE("a NUL is refused in a column of texts, and taken in bytes") {
  const std::string nul("a\0b", 3);
  Column texts(Type::kText);
  texts.Add(nul);
  CHECK(ReasonOf(Params(texts).Check()) == "TEXT_HAS_NUL");
  Column bytes(Type::kBytes);
  bytes.Add(nul);
  CHECK(Params(bytes).Check().ok());
}

TEST_CASE("a value that its column cannot hold is an error of the program") {
  CHECK_THROWS_AS(Column(Type::kText).Add(1), std::logic_error);
  CHECK_THROWS_AS(Column(Type::kInteger).Add("1"), std::logic_error);
  CHECK_THROWS_AS(Column(Type::kInteger).Add(std::int64_t{1} << 31), std::logic_error);
  CHECK_THROWS_AS(Column(Type::kBigint).Add(absl::UnixEpoch()), std::logic_error);
  for (const char* text : {"", "0b5b5c3e-8a52-4a3b-9a6e-0123456789a", "0b5b5c3e-8a52-4a3b-9a6e-0123456789ag",
                           "0b5b5c3e+8a52-4a3b-9a6e-0123456789ab"})
    CHECK_THROWS_AS(Column(Type::kUuid).Add(text), std::logic_error);
}

}  // namespace
}  // namespace liftmark::pg
