#include "common/formats/json_filter.h"

#include <catch2/catch.hpp>
#include <string>

namespace liftmark::formats {
namespace {

std::string Nested(int depth) {
  std::string json;
  for (int i = 0; i < depth; ++i) json += "{\"a\":";
  return json + "1" + std::string(static_cast<std::size_t>(depth), '}');
}

bool Takes(std::string_view json) { return CheckJsonFilter(json, "filter").ok(); }

TEST_CASE("a filter is an object that jsonb takes") {
  CHECK(Takes("{}"));
  CHECK(
      Takes(R"( {"name": "Ana", "age": 34, "likes": ["squats", null, true], "goals": {"primary": "5e1"}} )"));
  CHECK(Takes(R"({"name": "Jos\u00e9 \ud83d\ude00"})"));
  CHECK(Takes(Nested(kMaxFilterDepth)));
}

TEST_CASE("what is no object, or jsonb would refuse, is no filter") {
  for (const std::string& json : {std::string(""),
                                  std::string("  "),
                                  std::string("[]"),
                                  std::string("\"name\""),
                                  std::string("12"),
                                  std::string("null"),
                                  std::string("{\"a\":1"),
                                  std::string("{\"a\":1} x"),
                                  std::string("{\"a\":1}{}"),
                                  std::string("{a:1}"),
                                  std::string("{\"a\":1,}"),
                                  std::string("{\"a\":1e131071}"),
                                  std::string("{\"a\":\"\\u0000\"}"),
                                  std::string("{\"\\u0000\":1}"),
                                  std::string("{\"a\":\"\\ude00\"}"),
                                  std::string("{\"a\":\"\\ud83d\"}"),
                                  std::string("{\"a\":\"\xff\"}"),
                                  std::string("{\"a\":1}\0", 8),
                                  std::string("{\"a\":1}\0{}", 10),
                                  Nested(kMaxFilterDepth + 1),
                                  Nested(20'000)}) {
    CAPTURE(json.substr(0, 40));
    CHECK_FALSE(Takes(json));
  }
}

}  // namespace
}  // namespace liftmark::formats
