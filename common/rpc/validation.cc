#include "common/rpc/validation.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/formats/formats.h"
#include "common/formats/time_zone.h"
#include "common/rpc/field_path.h"
#include "common/status/status.h"
#include "liftmark/options/v1/options.pb.h"

namespace liftmark::rpc {
namespace {

namespace options = liftmark::options::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::OneofDescriptor;
using google::protobuf::Reflection;

constexpr std::size_t kMaxMarkdownBytes = 256 * 1024;
constexpr int kMaxViolations = 100;

bool IsNumber(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return true;
    default:
      return false;
  }
}

bool IsBlank(std::string_view text) { return absl::StripAsciiWhitespace({text.data(), text.size()}).empty(); }

// What is wrong with a text, empty where nothing is.
std::string_view FaultOf(std::string_view text, options::Format format) {
  switch (format) {
    case options::FORMAT_UUID:
      return formats::IsUuid(text) ? "" : "must be a lower-case UUID, and not nil";
    case options::FORMAT_DATE:
      return formats::IsDate(text) ? "" : "must be a real date from 1900-01-01 to 2200-12-31, as 2026-03-02";
    case options::FORMAT_TIME_ZONE:
      return formats::ParseTimeZone(text).has_value()
                 ? ""
                 : "must be an IANA time zone or an offset from UTC, as Europe/Paris or +05:30";
    case options::FORMAT_ETAG:
      return formats::IsToken(text) ? "" : "must be an etag as a reply gave it";
    case options::FORMAT_AUTHOR:
      return formats::IsAuthor(text)
                 ? ""
                 : "must be agent:ID, user:ID or ops:NAME, with 1 to 100 characters behind the colon";
    case options::FORMAT_MARKDOWN:
      if (text.size() > kMaxMarkdownBytes) return "must be at most 262144 bytes";
      return IsBlank(text) ? "must not be blank" : "";
    default:
      return "";
  }
}

}  // namespace

struct RequestRules::MessageRules {
  struct Field {
    const FieldDescriptor* field;
    options::Rules rules;
    const MessageRules* nested;  // of a message
  };

  std::vector<Field> fields;
  std::vector<const OneofDescriptor*> required_oneofs;
};

class RequestRules::Compiler {
 public:
  explicit Compiler(RequestRules& rules) : rules_(rules) {}

  const MessageRules* Compile(const Descriptor& type) {
    const auto [place, fresh] = rules_.messages_.try_emplace(&type);
    if (!fresh) return place->second.get();
    MessageRules& message = *(place->second = std::make_unique<MessageRules>());
    for (int i = 0; i < type.field_count(); ++i) AddField(*type.field(i), message);
    for (int i = 0; i < type.oneof_decl_count(); ++i) {
      const OneofDescriptor& oneof = *type.oneof_decl(i);
      if (oneof.options().GetExtension(options::required)) message.required_oneofs.push_back(&oneof);
    }
    return &message;
  }

  absl::Status status() const {
    return fault_.empty() ? absl::OkStatus() : absl::FailedPreconditionError(fault_);
  }

 private:
  void AddField(const FieldDescriptor& field, MessageRules& message) {
    const options::Rules& rules = field.options().GetExtension(options::rules);
    Examine(field, rules);
    const Descriptor* nested = rules.items_alone() ? nullptr : field.message_type();
    const bool checked = field.options().HasExtension(options::rules) || nested != nullptr ||
                         field.enum_type() != nullptr || field.type() == FieldDescriptor::TYPE_STRING;
    if (checked) message.fields.push_back({&field, rules, nested == nullptr ? nullptr : Compile(*nested)});
  }

  void Examine(const FieldDescriptor& field, const options::Rules& rules) {
    const bool text = field.type() == FieldDescriptor::TYPE_STRING;
    const bool bytes = field.type() == FieldDescriptor::TYPE_BYTES;
    const bool sizeless = IsNumber(field) || field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
    Expect(rules.format() == options::FORMAT_UNSPECIFIED || text, field, "format is for strings");
    Expect(rules.max_bytes() == 0 || text || bytes, field, "max_bytes is for strings and bytes");
    Expect(rules.max_characters() == 0 || text, field, "max_characters is for strings");
    Expect(rules.max_items() == 0 || field.is_repeated(), field, "max_items is for lists");
    Expect(!rules.items_alone() || (field.is_repeated() && field.message_type() != nullptr), field,
           "items_alone is for lists of messages");
    Expect((!rules.has_min() && !rules.has_max()) || IsNumber(field), field, "min and max are for numbers");
    Expect(!rules.required() || field.is_repeated() || field.has_presence() || !sizeless, field,
           "required cannot tell the zero of a number or bool from its absence: make it optional");
    Expect(!rules.required() || field.real_containing_oneof() == nullptr, field,
           "required is for the oneof, not for its fields");
  }

  void Expect(bool fits, const FieldDescriptor& field, std::string_view otherwise) {
    if (fits) return;
    absl::StrAppend(&fault_, fault_.empty() ? "" : "; ", field.full_name(), ": ",
                    absl::string_view(otherwise.data(), otherwise.size()));
  }

  RequestRules& rules_;
  std::string fault_;
};

class RequestRules::Checker {
 public:
  void CheckMessage(const Message& message, const MessageRules& rules, const FieldPath* parent) {
    const Reflection& reflection = *message.GetReflection();
    for (const MessageRules::Field& field : rules.fields) {
      if (field.field->is_repeated()) {
        CheckList(message, field, parent);
      } else {
        CheckSingle(message, field, {parent, field.field, 0});
      }
    }
    for (const OneofDescriptor* oneof : rules.required_oneofs) {
      if (!reflection.HasOneof(message, oneof)) Add(parent, oneof->name(), "one of its fields is required");
    }
  }

  absl::Status status() const { return violations_.ToStatus(); }

 private:
  using Field = MessageRules::Field;

  void CheckList(const Message& message, const Field& field, const FieldPath* parent) {
    const int size = message.GetReflection()->FieldSize(message, field.field);
    const std::uint32_t most = field.rules.max_items();
    if (size == 0 && field.rules.required()) Add(parent, field.field->name(), "must not be empty");
    if (most > 0 && std::cmp_greater(size, most)) {
      Add(parent, field.field->name(), absl::StrCat("must have at most ", most, " items"));
      return;
    }
    if (field.rules.items_alone()) return;
    for (int i = 0; i < size && count_ < kMaxViolations; ++i)
      CheckValue(message, field, {parent, field.field, i});
  }

  void CheckSingle(const Message& message, const Field& field, const FieldPath& path) {
    const bool zero_counts = IsNumber(*field.field) && !field.field->has_presence();
    if (zero_counts || message.GetReflection()->HasField(message, field.field)) {
      CheckValue(message, field, path);
    } else if (field.rules.required()) {
      Add(path, "is required");
    }
  }

  // One value of `path.field`: the item at `path.index` of a list.
  void CheckValue(const Message& message, const Field& field, const FieldPath& path) {
    const Reflection& reflection = *message.GetReflection();
    const bool list = path.field->is_repeated();
    switch (path.field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return CheckMessage(list ? reflection.GetRepeatedMessage(message, path.field, path.index)
                                 : reflection.GetMessage(message, path.field),
                            *field.nested, &path);
      case FieldDescriptor::CPPTYPE_ENUM:
        return CheckEnum(list ? reflection.GetRepeatedEnumValue(message, path.field, path.index)
                              : reflection.GetEnumValue(message, path.field),
                         path);
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        return CheckText(
            list ? reflection.GetRepeatedStringReference(message, path.field, path.index, &scratch)
                 : reflection.GetStringReference(message, path.field, &scratch),
            field.rules, path);
      }
      default:
        if (!IsWithin(message, field.rules, path)) Add(path, Bounds(field.rules));
    }
  }

  void CheckEnum(int number, const FieldPath& path) {
    if (path.field->enum_type()->FindValueByNumber(number) == nullptr)
      Add(path, absl::StrCat("has no value ", number));
  }

  void CheckText(const std::string& text, const options::Rules& rules, const FieldPath& path) {
    if (rules.max_bytes() > 0 && text.size() > rules.max_bytes()) {
      Add(path, absl::StrCat("must be at most ", rules.max_bytes(), " bytes"));
    } else if (rules.max_characters() > 0 && formats::CountCharacters(text) > rules.max_characters()) {
      Add(path, absl::StrCat("must have at most ", rules.max_characters(), " characters"));
    } else if (path.field->type() == FieldDescriptor::TYPE_STRING && text.find('\0') != text.npos) {
      Add(path, "must not hold NUL characters");
    } else if (const std::string_view fault = FaultOf(text, rules.format()); !fault.empty()) {
      Add(path, fault);
    }
  }

  static bool IsWithin(const Message& message, const options::Rules& rules, const FieldPath& path) {
    const Reflection& reflection = *message.GetReflection();
    const FieldDescriptor* field = path.field;
    const bool list = field->is_repeated();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return IsWithin(list ? reflection.GetRepeatedInt32(message, field, path.index)
                             : reflection.GetInt32(message, field),
                        rules);
      case FieldDescriptor::CPPTYPE_INT64:
        return IsWithin(list ? reflection.GetRepeatedInt64(message, field, path.index)
                             : reflection.GetInt64(message, field),
                        rules);
      case FieldDescriptor::CPPTYPE_UINT32:
        return IsWithin(list ? reflection.GetRepeatedUInt32(message, field, path.index)
                             : reflection.GetUInt32(message, field),
                        rules);
      case FieldDescriptor::CPPTYPE_UINT64:
        return IsWithin(list ? reflection.GetRepeatedUInt64(message, field, path.index)
                             : reflection.GetUInt64(message, field),
                        rules);
      case FieldDescriptor::CPPTYPE_FLOAT:
        return IsWithin<double>(list ? reflection.GetRepeatedFloat(message, field, path.index)
                                     : reflection.GetFloat(message, field),
                                rules);
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return IsWithin(list ? reflection.GetRepeatedDouble(message, field, path.index)
                             : reflection.GetDouble(message, field),
                        rules);
      default:
        return true;
    }
  }

  template <class Number>
  static bool IsWithin(Number value, const options::Rules& rules) {
    if constexpr (std::is_floating_point_v<Number>) {
      // So written that no bound holds for NaN.
      return (!rules.has_min() || value >= static_cast<Number>(rules.min())) &&
             (!rules.has_max() || value <= static_cast<Number>(rules.max()));
    } else {
      return (!rules.has_min() || std::cmp_greater_equal(value, rules.min())) &&
             (!rules.has_max() || std::cmp_less_equal(value, rules.max()));
    }
  }

  static std::string Bounds(const options::Rules& rules) {
    if (!rules.has_max()) return absl::StrCat("must be at least ", rules.min());
    if (!rules.has_min()) return absl::StrCat("must be at most ", rules.max());
    return absl::StrCat("must be from ", rules.min(), " to ", rules.max());
  }

  void Add(const FieldPath& path, std::string_view fault) {
    if (count_++ < kMaxViolations) violations_.Add(path.ToString(), fault);
  }

  // Of something inside `parent` that is not one value of a field.
  void Add(const FieldPath* parent, const std::string& name, std::string_view fault) {
    if (count_++ < kMaxViolations)
      violations_.Add(parent == nullptr ? name : absl::StrCat(parent->ToString(), ".", name), fault);
  }

  Violations violations_;
  int count_ = 0;
};

RequestRules::RequestRules() = default;
RequestRules::RequestRules(RequestRules&&) noexcept = default;
RequestRules& RequestRules::operator=(RequestRules&&) noexcept = default;
RequestRules::~RequestRules() = default;

absl::StatusOr<RequestRules> RequestRules::Compile(const Descriptor& request) {
  RequestRules rules;
  Compiler compiler(rules);
  rules.root_ = compiler.Compile(request);
  if (absl::Status status = compiler.status(); !status.ok()) return status;
  return rules;
}

absl::Status RequestRules::Check(const Message& request) const {
  Checker checker;
  checker.CheckMessage(request, *root_, nullptr);
  return checker.status();
}

}  // namespace liftmark::rpc
