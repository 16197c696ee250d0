#include "common/formats/formats.h"

#include <catch2/catch.hpp>
#include <string>

namespace liftmark::formats {
namespace {

TEST_CASE("a uuid is lower-case, dashed and not nil") {
  CHECK(IsUuid("0c7b1f3e-8a52-4c57-9d0e-3f5f2a6b7c8d"));
  for (const char* text : {"", "0C7B1F3E-8A52-4C57-9D0E-3F5F2A6B7C8D", "0c7b1f3e8a524c579d0e3f5f2a6b7c8d",
                           "{0c7b1f3e-8a52-4c57-9d0e-3f5f2a6b7c8d}", "0c7b1f3e-8a52-4c57-9d0e-3f5f2a6b7c8",
                           "gc7b1f3e-8a52-4c57-9d0e-3f5f2a6b7c8d", "0c7b1f3e-8a52-4c57-9d0e-3f5f2a6b7c8d ",
                           "00000000-0000-0000-0000-000000000000", "0c7b1f3e-8a52-4c57-9d0e03f5f2a6b7c8d"}) {
    CAPTURE(text);
    CHECK_FALSE(IsUuid(text));
  }
}

TEST_CASE("a date is real and within three centuries") {
  for (const char* text : {"1900-01-01", "2026-03-02", "2028-02-29", "2200-12-31"}) {
    CAPTURE(text);
    CHECK(IsDate(text));
  }
  for (const char* text :
       {"", "2026-02-30", "2027-02-29", "1899-12-31", "2201-01-01", "2026-13-01", "2026-00-10", "2026-1-01",
        "2026/01/01", "today", "infinity", "2026-03-02 ", "+026-03-02"}) {
    CAPTURE(text);
    CHECK_FALSE(IsDate(text));
  }
}

TEST_CASE("a token is short and of plain characters") {
  CHECK(IsToken("1a-5fe3.B_2"));
  CHECK(IsToken(std::string(64, 'x')));
  CHECK_FALSE(IsToken(std::string(65, 'x')));
  CHECK_FALSE(IsToken(""));
  CHECK_FALSE(IsToken("a b"));
  CHECK_FALSE(IsToken("\"quoted\""));
  CHECK_FALSE(IsToken("a\n"));
}

TEST_CASE("an author has a kind and a name") {
  CHECK(IsAuthor("agent:planner-2"));
  CHECK(IsAuthor("user:Zoë O'Neil"));
  CHECK(IsAuthor("ops:anna"));
  CHECK(IsAuthor("agent:" + std::string(100, 'x')));
  std::string accents = "user:";
  for (int i = 0; i < 100; ++i) accents += "é";
  CHECK(IsAuthor(accents));
  CHECK_FALSE(IsAuthor(accents + "é"));
  CHECK_FALSE(IsAuthor("agent:"));
  CHECK_FALSE(IsAuthor("sql:postgres"));
  CHECK_FALSE(IsAuthor("planner"));
  CHECK_FALSE(IsAuthor(""));
  CHECK_FALSE(IsAuthor("ops:a\nb"));
}

}  // namespace
}  // namespace liftmark::formats
