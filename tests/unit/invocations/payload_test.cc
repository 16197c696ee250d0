#include "services/invocations/payload.h"

#include <catch2/catch.hpp>

#include "absl/strings/escaping.h"

namespace liftmark::invocations {
namespace {

std::string Nested(int depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string ErrorOf(std::string_view payload) { return std::string(ReadPayload(payload).error); }

TEST_CASE("JSON is kept as it came") {
  const std::string json =
      GENERATE(as<std::string>{},
               R"({"tools": ["get_dossier"], "context": "naïve 🏋 \"quoted\" \\ \n\t\u00e9 \ud83c\udfcb"})",
               R"("text")", "17", "-0.5e-7", "null", "[]", R"({"a": {"a": 1}, "b": {"a": 1}})",
               R"([{"a": 1}, {"a": 1}])", " { \"spaced\" : true } ", Nested(kMaxPayloadDepth),
               "1" + std::string(300, '0'));
  const Payload payload = ReadPayload(json);
  CHECK(payload.error.empty());
  CHECK(payload.json() == json);
}

TEST_CASE("every payload that jsonb would refuse or change is found") {
  const auto [json, error] = GENERATE(table<std::string, std::string>({
      {"{\"a\": \"\\u0000\"}", "NUL"},
      {"{\"\\u0000\": 1}", "NUL"},
      {std::string("{\"a\":1}\0junk", 12), "NUL"},
      {"{\"a\": \"\xff\"}", "NOT_UTF8"},
      {"{\"a\": \"\xed\xa0\xbd\"}", "NOT_UTF8"},
      {R"({"a": "\ude00"})", "LONE_SURROGATE"},
      {R"({"a": "\ud83d"})", "LONE_SURROGATE"},
      {R"({"a": "\ud83d\ud83d"})", "LONE_SURROGATE"},
      {R"({"\ude00": 1})", "LONE_SURROGATE"},
      {R"({"a": 1, "b": 2, "a": 3})", "DUPLICATE_KEY"},
      {R"([{"x": {"a": 1, "\u0061": 2}}])", "DUPLICATE_KEY"},
      {"1e131071", "NUMBER_TOO_LARGE"},
      {"[1e-131071]", "NUMBER_TOO_LARGE"},
      {"1e99999999999999999999", "NUMBER_TOO_LARGE"},
      {"1e-99999999999999999999", "NUMBER_TOO_LARGE"},
      {"0." + std::string(2000, '1'), "NUMBER_TOO_LARGE"},
      {std::string(2000, '1'), "NUMBER_TOO_LARGE"},
      {Nested(kMaxPayloadDepth + 1), "TOO_DEEP"},
      {std::string(200'000, '['), "TOO_DEEP"},
      {"# Workout\n\nJust markdown.", "NOT_JSON"},
      {"{\"a\": 1} {\"b\": 2}", "NOT_JSON"},
      {"{'a': 1}", "NOT_JSON"},
      {"[1,]", "NOT_JSON"},
      {"NaN", "NOT_JSON"},
      {" ", "NOT_JSON"},
      {"\"" + std::string(kMaxPayloadBytes, 'x') + "\"", "TOO_LARGE"},
  }));
  CHECK(ErrorOf(json) == error);
}

TEST_CASE("what cannot be kept leaves its beginning, its size and its hash") {
  const Payload payload = ReadPayload("# Workout \xff\n\"quoted\"");
  CHECK(payload.error == "NOT_UTF8");
  CHECK(payload.json() == "\"# Workout \uFFFD\\n\\\"quoted\\\"\"");
  CHECK(payload.sent.size() == 20);
  const liftmark::invocations::v1::PayloadInfo info = InfoOf(payload);
  CHECK(info.bytes() == 20);
  CHECK(info.error() == "NOT_UTF8");
  CHECK(info.sha256() == absl::BytesToHexString(payload.sha256));
  CHECK(InfoOf(ReadPayload("abc")).sha256() ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("the beginning is bounded, and JSON again") {
  const std::string sent(kMaxPayloadBytes * 4, '"');
  const Payload payload = ReadPayload(sent);
  CHECK(payload.error == "TOO_LARGE");
  CHECK(payload.sent.size() == kMaxPayloadBytes * 4);
  CHECK(payload.json().size() == 2 * kKeptBytes + 2);  // each quote is escaped
  CHECK(ErrorOf(payload.json()).empty());
}

// `count` times the same number, in a list.
std::string ListOf(std::string_view number, int count) {
  std::string list = "[";
  for (int i = 0; i < count; ++i) (list += i == 0 ? "" : ",") += number;
  return list + "]";
}

TEST_CASE("numbers that would be written out at length are too large together") {
  CHECK(ErrorOf(ListOf("1e300", 800)).empty());
  CHECK(ErrorOf(ListOf("1e300", 900)) == "NUMBER_TOO_LARGE");
  CHECK(ErrorOf(ListOf("1e-900", 300)) == "NUMBER_TOO_LARGE");
  CHECK(ErrorOf(ListOf("0.125", 40'000)).empty());
}

TEST_CASE("the largest payload is kept") {
  const std::string json = "\"" + std::string(kMaxPayloadBytes - 2, 'x') + "\"";
  CHECK(ReadPayload(json).json() == json);
}

}  // namespace
}  // namespace liftmark::invocations
