#include "common/rpc/reply.h"

#include <grpcpp/support/slice.h>

#include <catch2/catch.hpp>

#include "google/protobuf/util/message_differencer.h"
#include "liftmark/testing/v1/testing.pb.h"

namespace liftmark::rpc {
namespace {

namespace pb = liftmark::testing::v1;
using google::protobuf::util::MessageDifferencer;

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  grpc::Slice slice;
  REQUIRE(buffer.DumpToSingleSlice(&slice).ok());
  return std::string(slice.begin(), slice.end());
}

pb::Part MakePart(const std::string& text, int words) {
  pb::Part part;
  part.set_text(text);
  part.mutable_inner()->set_text("inner of " + text);
  for (int i = 0; i < words; ++i) part.add_words("word");
  return part;
}

TEST_CASE("a spliced field reads as if it had been set") {
  pb::EchoResponse expected;
  expected.set_text("beside");
  *expected.mutable_part() = MakePart("one", 100);
  *expected.add_parts() = MakePart("two", 0);
  *expected.add_parts() = MakePart("three", 30'000);

  Reply<pb::EchoResponse> reply;
  reply->set_text("beside");
  reply.AppendBytes(pb::EchoResponse::kPartFieldNumber, expected.part().SerializeAsString());
  for (const pb::Part& part : expected.parts())
    reply.AppendBytes(pb::EchoResponse::kPartsFieldNumber, part.SerializeAsString());

  pb::EchoResponse parsed;
  REQUIRE(parsed.ParseFromString(BytesOf(reply.Serialize())));
  CHECK(MessageDifferencer::Equals(parsed, expected));
}

TEST_CASE("a message spliced into a message reads as if it had been set") {
  pb::EchoResponse expected;
  *expected.mutable_part() = MakePart("outer", 3);

  pb::Part outer = expected.part();
  outer.clear_inner();
  std::string bytes = outer.SerializeAsString();
  AppendLengthDelimited(bytes, pb::Part::kInnerFieldNumber, expected.part().inner().SerializeAsString());
  Reply<pb::EchoResponse> reply;
  reply.AppendBytes(pb::EchoResponse::kPartFieldNumber, bytes);

  pb::EchoResponse parsed;
  REQUIRE(parsed.ParseFromString(BytesOf(reply.Serialize())));
  CHECK(MessageDifferencer::Equals(parsed, expected));
}

TEST_CASE("an empty reply is no bytes") { CHECK(Reply<pb::EchoResponse>().Serialize().Length() == 0); }

TEST_CASE("large field numbers and empty fields keep the wire form") {
  std::string bytes;
  AppendLengthDelimited(bytes, 15, "");
  AppendLengthDelimited(bytes, 16, "x");
  AppendLengthDelimited(bytes, 536'870'911, "y");
  CHECK(bytes == std::string("\x7A\x00\x82\x01\x01x\xFA\xFF\xFF\xFF\x0F\x01y", 13));
}

}  // namespace
}  // namespace liftmark::rpc
