#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <memory>
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
using google::protobuf::Reflection;

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

// A field as JSON needs it. Asking the descriptor for every value would cost more than writing it.
struct Field {
  const FieldDescriptor* descriptor;
  std::string key;  // with quotes and colon
  FieldDescriptor::CppType type;
  bool is_repeated;
  // A field without presence always has a value: false and 0 are said, and a list that is empty is known to
  // be empty (D7). Only an enum that says nothing is left out.
  bool may_be_unsaid;
};
using Fields = std::vector<Field>;

const Fields& FieldsOf(const Descriptor* descriptor) {
  thread_local absl::flat_hash_map<const Descriptor*, std::unique_ptr<const Fields>> known;
  std::unique_ptr<const Fields>& fields = known[descriptor];
  if (fields == nullptr) {
    auto read = std::make_unique<Fields>();
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor* field = descriptor->field(i);
      const bool is_enum = field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
      read->push_back({field, absl::StrCat("\"", field->name(), "\":"), field->cpp_type(),
                       field->is_repeated(), field->has_presence() || is_enum});
    }
    fields = std::move(read);
  }
  return *fields;
}

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void Write(const Message& message) {
    const Source source{message, *message.GetReflection()};
    out_ += '{';
    const std::size_t begin = out_.size();
    for (const Field& field : FieldsOf(message.GetDescriptor())) {
      if (!field.is_repeated && field.may_be_unsaid && !source.reflection.HasField(message, field.descriptor))
        continue;
      if (out_.size() > begin) out_ += ',';
      out_ += field.key;
      field.is_repeated ? WriteList(source, field) : WriteValue(source, field, kSingle);
    }
    out_ += '}';
  }

 private:
  static constexpr int kSingle = -1;

  // A message and how it is looked into.
  struct Source {
    const Message& message;
    const Reflection& reflection;
  };

  void WriteList(const Source& source, const Field& field) {
    out_ += '[';
    const int size = source.reflection.FieldSize(source.message, field.descriptor);
    for (int index = 0; index < size; ++index) {
      if (index > 0) out_ += ',';
      WriteValue(source, field, index);
    }
    out_ += ']';
  }

  // `index` is kSingle for a field that is not repeated.
  template <class Single, class Repeated>
  static auto Value(const Source& source, const Field& field, int index, Single single, Repeated repeated) {
    return index == kSingle ? (source.reflection.*single)(source.message, field.descriptor)
                            : (source.reflection.*repeated)(source.message, field.descriptor, index);
  }

  void WriteValue(const Source& source, const Field& field, int index) {
    const auto& [message, reflection] = source;
    switch (field.type) {
      case FieldDescriptor::CPPTYPE_INT32:
        WriteNumber(Value(source, field, index, &Reflection::GetInt32, &Reflection::GetRepeatedInt32));
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        WriteNumber(Value(source, field, index, &Reflection::GetInt64, &Reflection::GetRepeatedInt64));
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        WriteNumber(Value(source, field, index, &Reflection::GetUInt32, &Reflection::GetRepeatedUInt32));
        break;
      case FieldDescriptor::CPPTYPE_UINT64:
        WriteNumber(Value(source, field, index, &Reflection::GetUInt64, &Reflection::GetRepeatedUInt64));
        break;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        WriteDouble(Value(source, field, index, &Reflection::GetDouble, &Reflection::GetRepeatedDouble));
        break;
      case FieldDescriptor::CPPTYPE_FLOAT:
        WriteDouble(Value(source, field, index, &Reflection::GetFloat, &Reflection::GetRepeatedFloat));
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        out_ += Value(source, field, index, &Reflection::GetBool, &Reflection::GetRepeatedBool) ? "true"
                                                                                                : "false";
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        WriteString(
            EnumText(*Value(source, field, index, &Reflection::GetEnum, &Reflection::GetRepeatedEnum)));
        break;
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        WriteString(index == kSingle
                        ? reflection.GetStringReference(message, field.descriptor, &scratch)
                        : reflection.GetRepeatedStringReference(message, field.descriptor, index, &scratch));
        break;
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Write(index == kSingle ? reflection.GetMessage(message, field.descriptor)
                               : reflection.GetRepeatedMessage(message, field.descriptor, index));
        break;
    }
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

  std::string& out_;
};

}  // namespace

std::string ToJson(const Message& message) {
  std::string json;
  json.reserve(message.ByteSizeLong() * 2);
  JsonWriter(json).Write(message);
  return json;
}

}  // namespace liftmark::views
