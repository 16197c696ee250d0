#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/message.h>
#include <google/protobuf/wire_format_lite.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/views/codec.h"

namespace liftmark::views {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// MICROCYCLE_KIND_PHASE of the enum MicrocycleKind as "phase".
std::string EnumText(const EnumValueDescriptor& value) {
  const std::string& type = value.type()->name();
  std::string_view name = value.name();
  // The prefix is the enum's name in upper snake case: as many letters, and an underscore for each word.
  std::size_t letters = 0;
  std::size_t prefix = 0;
  while (prefix < name.size() && letters < type.size()) {
    if (name[prefix] != '_') ++letters;
    ++prefix;
  }
  name.remove_prefix(prefix < name.size() ? prefix + 1 : 0);
  return absl::AsciiStrToLower({name.data(), name.size()});
}

struct Field;
using Fields = std::vector<Field>;  // in the order of their numbers

// A field as JSON needs it. Asking the descriptor for every value would cost more than writing it.
struct Field {
  int number;
  FieldDescriptor::Type type;
  bool is_repeated;
  std::string key;     // with quotes and colon
  std::string unsaid;  // what is written where the message has no such field, with the key
  const EnumDescriptor* enum_type;
  const Fields* message_type;
};

// A field without presence always has a value: false and 0 are said, and a list that is empty is known to be
// empty (D7). Only an enum that says nothing is left out.
std::string_view UnsaidValue(const FieldDescriptor& field) {
  if (field.is_repeated()) return "[]";
  if (field.has_presence() || field.type() == FieldDescriptor::TYPE_ENUM) return {};
  if (field.type() == FieldDescriptor::TYPE_BOOL) return "false";
  return field.type() == FieldDescriptor::TYPE_STRING ? "\"\"" : "0";
}

const Fields& FieldsOf(const Descriptor* descriptor) {
  thread_local absl::flat_hash_map<const Descriptor*, std::unique_ptr<Fields>> known;
  if (const auto found = known.find(descriptor); found != known.end()) return *found->second;
  Fields& fields = *(known[descriptor] = std::make_unique<Fields>());
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor& field = *descriptor->field(i);
    std::string key = absl::StrCat("\"", field.name(), "\":");
    const std::string_view unsaid = UnsaidValue(field);
    const Descriptor* message_type = field.message_type();
    fields.push_back({.number = field.number(),
                      .type = field.type(),
                      .is_repeated = field.is_repeated(),
                      .key = key,
                      .unsaid = unsaid.empty() ? std::string() : key.append(unsaid),
                      .enum_type = field.enum_type(),
                      .message_type = message_type == nullptr ? nullptr : &FieldsOf(message_type)});
  }
  std::sort(fields.begin(), fields.end(), [](const Field& a, const Field& b) { return a.number < b.number; });
  return fields;
}

// Goes through the wire form once: messages are neither parsed nor looked into by reflection.
class JsonWriter {
 public:
  JsonWriter(std::string_view message, std::string& out)
      : in_(reinterpret_cast<const std::uint8_t*>(message.data()), static_cast<int>(message.size())),
        out_(out) {}

  void Write(const Fields& fields) {
    out_ += '{';
    const std::size_t begin = out_.size();
    auto next = fields.begin();
    std::uint32_t tag = in_.ReadTag();
    while (tag != 0) {
      const int number = WireFormatLite::GetTagFieldNumber(tag);
      for (; next != fields.end() && next->number < number; ++next) WriteKey(begin, next->unsaid);
      if (next == fields.end() || next->number != number) {
        if (!WireFormatLite::SkipField(&in_, tag)) break;
        tag = in_.ReadTag();
      } else {
        WriteKey(begin, next->key);
        tag = next->is_repeated ? WriteList(*next, tag) : WriteSingle(*next);
        ++next;
      }
    }
    for (; next != fields.end(); ++next) WriteKey(begin, next->unsaid);
    out_ += '}';
  }

 private:
  // What is read of the wire form comes from protobuf; where it is cut off, the rest reads as nothing.
  std::uint64_t Varint() {
    std::uint64_t value = 0;
    in_.ReadVarint64(&value);
    return value;
  }

  std::string_view Bytes() {
    const void* data = nullptr;
    int left = 0;
    const int size = static_cast<int>(Varint());
    if (!in_.GetDirectBufferPointer(&data, &left) || size > left || !in_.Skip(size)) return {};
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
  }

  // `key` of a member of the object that began at `begin`, or the member; nothing where it is empty.
  void WriteKey(std::size_t begin, std::string_view key) {
    if (key.empty()) return;
    if (out_.size() > begin) out_ += ',';
    out_ += key;
  }

  // Both return the next tag.
  std::uint32_t WriteSingle(const Field& field) {
    WriteValue(field);
    return in_.ReadTag();
  }

  std::uint32_t WriteList(const Field& field, std::uint32_t tag) {
    out_ += '[';
    const bool is_packed = field.type != FieldDescriptor::TYPE_STRING && field.message_type == nullptr &&
                           WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    std::uint32_t next = tag;
    if (is_packed) {
      const auto limit = in_.PushLimit(static_cast<int>(Varint()));
      while (in_.BytesUntilLimit() > 0) {
        WriteValue(field);
        if (in_.BytesUntilLimit() > 0) out_ += ',';
      }
      in_.PopLimit(limit);
      next = in_.ReadTag();
    } else {
      while (next == tag) {
        WriteValue(field);
        next = in_.ReadTag();
        if (next == tag) out_ += ',';
      }
    }
    out_ += ']';
    return next;
  }

  void WriteValue(const Field& field) {
    switch (field.type) {
      case FieldDescriptor::TYPE_INT32:
        WriteNumber(static_cast<std::int32_t>(Varint()));
        break;
      case FieldDescriptor::TYPE_INT64:
        WriteNumber(static_cast<std::int64_t>(Varint()));
        break;
      case FieldDescriptor::TYPE_UINT32:
      case FieldDescriptor::TYPE_UINT64:
        WriteNumber(Varint());
        break;
      case FieldDescriptor::TYPE_DOUBLE: {
        std::uint64_t bits = 0;
        in_.ReadLittleEndian64(&bits);
        WriteDouble(WireFormatLite::DecodeDouble(bits));
        break;
      }
      case FieldDescriptor::TYPE_BOOL:
        out_ += Varint() != 0 ? "true" : "false";
        break;
      case FieldDescriptor::TYPE_ENUM:
        WriteEnum(*field.enum_type, static_cast<int>(Varint()));
        break;
      case FieldDescriptor::TYPE_STRING:
        WriteString(Bytes());
        break;
      case FieldDescriptor::TYPE_MESSAGE: {
        const auto limit = in_.PushLimit(static_cast<int>(Varint()));
        Write(*field.message_type);
        in_.PopLimit(limit);
        break;
      }
      default:
        throw std::logic_error(absl::StrCat(field.key, " is of a type that no view has"));
    }
  }

  // A value that this build does not know is said by its number.
  void WriteEnum(const EnumDescriptor& type, int number) {
    const EnumValueDescriptor* value = type.FindValueByNumber(number);
    value == nullptr ? WriteNumber(number) : WriteString(EnumText(*value));
  }

  // The shortest text that reads as the same number.
  template <class Number>
  void WriteNumber(Number number) {
    char text[32];
    const std::to_chars_result end = std::to_chars(text, text + sizeof text, number);
    out_.append(text, end.ptr);
  }

  // Whole numbers as whole numbers: 155, not 155.0 and not 1e+06.
  void WriteDouble(double number) {
    constexpr double kMaxExact = 9007199254740992.0;
    if (std::trunc(number) == number && std::abs(number) < kMaxExact) {
      WriteNumber(static_cast<std::int64_t>(number));
    } else {
      WriteNumber(number);
    }
  }

  void WriteString(std::string_view text) {
    out_ += '"';
    while (!text.empty()) {
      std::size_t plain = 0;
      while (plain < text.size() && !IsEscaped(text[plain])) ++plain;
      out_.append(text, 0, plain);
      if (plain == text.size()) break;
      WriteEscaped(text[plain]);
      text.remove_prefix(plain + 1);
    }
    out_ += '"';
  }

  static bool IsEscaped(char c) { return static_cast<unsigned char>(c) < ' ' || c == '"' || c == '\\'; }

  void WriteEscaped(char c) {
    constexpr char kHex[] = "0123456789abcdef";
    switch (c) {
      case '"':
      case '\\':
        out_ += {'\\', c};
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\t':
        out_ += "\\t";
        break;
      default: {
        const auto code = static_cast<unsigned char>(c);
        out_ += "\\u00";
        out_ += {kHex[code >> 4], kHex[code & 0xF]};
      }
    }
  }

  CodedInputStream in_;
  std::string& out_;
};

}  // namespace

std::string ToJson(const Descriptor& type, std::string_view message) {
  std::string json;
  json.reserve(message.size() * 2);
  JsonWriter(message, json).Write(FieldsOf(&type));
  return json;
}

std::string ToJson(const Message& message) {
  return ToJson(*message.GetDescriptor(), message.SerializeAsString());
}

}  // namespace liftmark::views
