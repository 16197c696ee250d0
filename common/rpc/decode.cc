#include "common/rpc/decode.h"

#include <map>
#include <string>

#include "common/rpc/field_path.h"
#include "common/status/status.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/stubs/common.h"
#include "google/protobuf/wire_format_lite.h"

namespace liftmark::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

const int kMaxDepth = CodedInputStream::GetDefaultRecursionLimit();
// Violations beyond these tell the caller nothing new.
constexpr int kMaxViolations = 100;

// Reads bytes that the parser has refused once more, to say what is wrong with them.
class Diagnosis {
 public:
  absl::Status Of(std::string_view bytes, const Descriptor& type) {
    CodedInputStream input(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                           static_cast<int>(bytes.size()));
    const bool well_formed = ReadMessage(input, type, nullptr, 0);
    if (too_deep_) return Malformed("the request nests too deep");
    if (well_formed && !violations_.empty()) return violations_.ToStatus();
    return Malformed("the request is truncated, or not a message of this method");
  }

 private:
  static absl::Status Malformed(std::string_view message) {
    return Error(absl::StatusCode::kInvalidArgument, "MALFORMED_REQUEST", message);
  }

  bool ReadMessage(CodedInputStream& input, const Descriptor& type, const FieldPath* parent, int depth) {
    if (depth > kMaxDepth) {
      too_deep_ = true;
      return false;
    }
    std::map<const FieldDescriptor*, int> seen;
    while (const std::uint32_t tag = input.ReadTag()) {
      const FieldDescriptor* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
      const bool delimited = WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
      if (field == nullptr || !delimited) {
        if (!WireFormatLite::SkipField(&input, tag)) return false;
      } else if (!ReadDelimited(input, {parent, field, seen[field]++}, depth)) {
        return false;
      }
    }
    return input.ConsumedEntireMessage();
  }

  bool ReadDelimited(CodedInputStream& input, const FieldPath& path, int depth) {
    int size = 0;
    if (!input.ReadVarintSizeAsInt(&size) || size > input.BytesUntilLimit()) return false;
    switch (path.field->type()) {
      case FieldDescriptor::TYPE_STRING:
        return ReadText(input, path, size);
      case FieldDescriptor::TYPE_MESSAGE: {
        const CodedInputStream::Limit limit = input.PushLimit(size);
        const bool ok = ReadMessage(input, *path.field->message_type(), &path, depth + 1);
        input.PopLimit(limit);
        return ok;
      }
      default:
        return input.Skip(size);
    }
  }

  bool ReadText(CodedInputStream& input, const FieldPath& path, int size) {
    std::string text;
    if (!input.ReadString(&text, size)) return false;
    if (!google::protobuf::internal::IsStructurallyValidUTF8(text.data(), size) && found_ < kMaxViolations) {
      violations_.Add(path.ToString(), "must be valid UTF-8");
      ++found_;
    }
    return true;
  }

  Violations violations_;
  int found_ = 0;
  bool too_deep_ = false;
};

}  // namespace

absl::Status Decode(std::string_view bytes, google::protobuf::Message& request) {
  if (request.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return absl::OkStatus();
  return Diagnosis().Of(bytes, *request.GetDescriptor());
}

}  // namespace liftmark::rpc
