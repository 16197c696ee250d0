#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "common/views/codec.h"

namespace liftmark::views {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

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

// Whole numbers as whole numbers: 155, not 155.0.
void WriteDouble(double number, JsonWriter& writer) {
  constexpr double kMaxExact = 9007199254740992.0;
  if (std::trunc(number) == number && std::abs(number) < kMaxExact) {
    writer.Int64(static_cast<std::int64_t>(number));
  } else {
    writer.Double(number);
  }
}

void WriteMessage(const Message& message, JsonWriter& writer);

// `index` is -1 for a field that is not repeated.
template <class Single, class Repeated>
auto Value(const Message& message, const FieldDescriptor* field, int index, Single single,
           Repeated repeated) {
  const Reflection* reflection = message.GetReflection();
  return index < 0 ? (reflection->*single)(message, field) : (reflection->*repeated)(message, field, index);
}

void WriteValue(const Message& message, const FieldDescriptor* field, int index, JsonWriter& writer) {
  const Reflection* reflection = message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      writer.Int(Value(message, field, index, &Reflection::GetInt32, &Reflection::GetRepeatedInt32));
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      writer.Int64(Value(message, field, index, &Reflection::GetInt64, &Reflection::GetRepeatedInt64));
      break;
    case FieldDescriptor::CPPTYPE_UINT32:
      writer.Uint(Value(message, field, index, &Reflection::GetUInt32, &Reflection::GetRepeatedUInt32));
      break;
    case FieldDescriptor::CPPTYPE_UINT64:
      writer.Uint64(Value(message, field, index, &Reflection::GetUInt64, &Reflection::GetRepeatedUInt64));
      break;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      WriteDouble(Value(message, field, index, &Reflection::GetDouble, &Reflection::GetRepeatedDouble),
                  writer);
      break;
    case FieldDescriptor::CPPTYPE_FLOAT:
      WriteDouble(Value(message, field, index, &Reflection::GetFloat, &Reflection::GetRepeatedFloat), writer);
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      writer.Bool(Value(message, field, index, &Reflection::GetBool, &Reflection::GetRepeatedBool));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      writer.String(
          EnumText(*Value(message, field, index, &Reflection::GetEnum, &Reflection::GetRepeatedEnum)));
      break;
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      writer.String(index < 0 ? reflection->GetStringReference(message, field, &scratch)
                              : reflection->GetRepeatedStringReference(message, field, index, &scratch));
      break;
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      WriteMessage(index < 0 ? reflection->GetMessage(message, field)
                             : reflection->GetRepeatedMessage(message, field, index),
                   writer);
      break;
  }
}

// A field without presence always has a value: false and 0 are said, and a list that is empty is known to be
// empty (D7). Only an enum that says nothing is left out.
bool IsSaid(const Message& message, const FieldDescriptor* field) {
  if (field->has_presence() || field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return message.GetReflection()->HasField(message, field);
  }
  return true;
}

void WriteMessage(const Message& message, JsonWriter& writer) {
  const google::protobuf::Descriptor* descriptor = message.GetDescriptor();
  writer.StartObject();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (field->is_repeated()) {
      writer.Key(field->name().data(), static_cast<rapidjson::SizeType>(field->name().size()));
      writer.StartArray();
      const int size = message.GetReflection()->FieldSize(message, field);
      for (int index = 0; index < size; ++index) WriteValue(message, field, index, writer);
      writer.EndArray();
    } else if (IsSaid(message, field)) {
      writer.Key(field->name().data(), static_cast<rapidjson::SizeType>(field->name().size()));
      WriteValue(message, field, -1, writer);
    }
  }
  writer.EndObject();
}

}  // namespace

std::string ToJson(const Message& message) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  WriteMessage(message, writer);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace liftmark::views
