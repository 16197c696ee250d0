#include "common/rpc/decode.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/rpc/wire.h"
#include "common/status/status.h"
#include "liftmark/testing/v1/testing.pb.h"

namespace liftmark::rpc {
namespace {

namespace pb = liftmark::testing::v1;

constexpr const char* kNotUtf8 = "a\xFF";

std::vector<std::string> FieldsOf(const absl::Status& status) {
  google::rpc::BadRequest bad_request;
  BadRequestOf(status, bad_request);
  std::vector<std::string> fields;
  for (const auto& violation : bad_request.field_violations()) fields.push_back(violation.field());
  return fields;
}

absl::Status DecodeEcho(const std::string& bytes) {
  pb::EchoRequest request;
  return Decode(bytes, request);
}

std::string Field(int number, const std::string& bytes) {
  std::string out;
  AppendLengthDelimited(out, number, bytes);
  return out;
}

TEST_CASE("what a client serialized is decoded") {
  pb::EchoRequest request;
  request.set_text("héllo");
  request.mutable_part()->add_words("one");
  pb::EchoRequest decoded;
  REQUIRE(Decode(request.SerializeAsString(), decoded).ok());
  CHECK(decoded.SerializeAsString() == request.SerializeAsString());
  CHECK(DecodeEcho("").ok());
}

TEST_CASE("strings that are not UTF-8 are named, all of them") {
  const std::string words = Field(3, "fine") + Field(3, kNotUtf8);
  const std::string part = Field(1, kNotUtf8) + Field(2, words);
  const absl::Status status = DecodeEcho(Field(1, kNotUtf8) + Field(3, Field(1, "fine")) + Field(3, part));
  CHECK(status.code() == absl::StatusCode::kInvalidArgument);
  CHECK(ReasonOf(status) == "INVALID_REQUEST");
  CHECK(FieldsOf(status) == std::vector<std::string>{"text", "parts[1].text", "parts[1].inner.words[1]"});
}

TEST_CASE("a truncated request is malformed, wherever it is cut") {
  pb::EchoRequest request;
  request.set_text("some text");
  request.mutable_part()->mutable_inner()->set_text("more text");
  const std::string bytes = request.SerializeAsString();
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    CAPTURE(size);
    if (size == request.text().size() + 2) continue;  // cut between two fields: nothing is missing
    const absl::Status status = DecodeEcho(bytes.substr(0, size));
    CHECK(status.code() == absl::StatusCode::kInvalidArgument);
    CHECK(ReasonOf(status) == "MALFORMED_REQUEST");
  }
}

TEST_CASE("bytes of no message are malformed") {
  for (const std::string& bytes :
       {std::string(1, '\0'), std::string("\x0F"), std::string("\x0A\xFF\xFF\xFF\xFF\x0F"),
        std::string("not a message at all"), std::string(64, '\xFF')}) {
    CHECK(ReasonOf(DecodeEcho(bytes)) == "MALFORMED_REQUEST");
  }
}

TEST_CASE("nesting over 100 messages is malformed") {
  const auto nested = [](int depth) {
    std::string part;
    for (int i = 0; i < depth; ++i) part = Field(2, part);
    return Field(2, part);
  };
  CHECK(DecodeEcho(nested(50)).ok());
  CHECK(DecodeEcho(nested(99)).ok());
  const absl::Status status = DecodeEcho(nested(101));
  CHECK(ReasonOf(status) == "MALFORMED_REQUEST");
  CHECK(std::string(status.message()).find("too deep") != std::string::npos);
  CHECK(ReasonOf(DecodeEcho(nested(20'000))) == "MALFORMED_REQUEST");
}

}  // namespace
}  // namespace liftmark::rpc
