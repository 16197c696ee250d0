#include "tests/support/golden.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "absl/strings/str_format.h"

namespace liftmark::test {
namespace {

using google::protobuf::Value;

constexpr double kTolerance = 1e-9;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string Text(const Value& value) {
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(value, &text).ok()) throw std::runtime_error("no JSON");
  return text;
}

Value Parsed(std::string_view json) {
  Value value;
  if (!google::protobuf::util::JsonStringToMessage({json.data(), json.size()}, &value).ok())
    throw std::runtime_error("no JSON: " + std::string(json.substr(0, 80)));
  return value;
}

bool IsNothing(const Value* value) {
  if (value == nullptr) return true;
  switch (value->kind_case()) {
    case Value::kListValue:
      return value->list_value().values().empty();
    case Value::kStructValue:
      return value->struct_value().fields().empty();
    case Value::kStringValue:
      return value->string_value().empty();
    default:
      return value->has_null_value();
  }
}

bool IsSame(const Value& expected, const Value& actual) {
  if (expected.has_number_value())
    return std::abs(expected.number_value() - actual.number_value()) < kTolerance;
  return Text(expected) == Text(actual);
}

void Compare(const Value& expected, const Value* actual, const std::string& path,
             std::vector<std::string>& found) {
  const auto differs = [&] {
    found.push_back(path + ": expected " + Text(expected) + ", got " +
                    (actual == nullptr ? "nothing" : Text(*actual)));
  };
  if (IsNothing(&expected)) {
    if (!IsNothing(actual)) differs();
  } else if (actual == nullptr || expected.kind_case() != actual->kind_case()) {
    differs();
  } else if (expected.has_struct_value()) {
    const auto& fields = actual->struct_value().fields();
    for (const auto& [name, value] : expected.struct_value().fields()) {
      const auto field = fields.find(name);
      Compare(value, field == fields.end() ? nullptr : &field->second, path + "." + name, found);
    }
  } else if (expected.has_list_value()) {
    const auto& wanted = expected.list_value().values();
    const auto& values = actual->list_value().values();
    if (wanted.size() != values.size()) return differs();
    for (int i = 0; i < wanted.size(); ++i)
      Compare(wanted[i], &values[i], path + "[" + std::to_string(i) + "]", found);
  } else if (!IsSame(expected, *actual)) {
    differs();
  }
}

}  // namespace

std::vector<GoldenDocument> ReadGoldenDocuments(const std::filesystem::path& directory) {
  std::vector<GoldenDocument> documents;
  for (const auto& file : std::filesystem::directory_iterator(directory)) {
    if (file.path().extension() != ".md") continue;
    std::filesystem::path expected = file.path();
    expected.replace_extension(".json");
    documents.push_back({file.path().stem().string(), ReadFile(file.path()), ReadFile(expected)});
  }
  std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return documents;
}

std::vector<std::string> Differences(std::string_view expected, std::string_view actual) {
  const Value actual_value = Parsed(actual);
  std::vector<std::string> found;
  Compare(Parsed(expected), &actual_value, "", found);
  return found;
}

std::string WithMember(std::string_view object, std::string_view name,
                       const std::vector<std::string>& values) {
  Value value = Parsed(object);
  auto& list = *(*value.mutable_struct_value()->mutable_fields())[std::string(name)].mutable_list_value();
  for (const std::string& text : values) list.add_values()->set_string_value(text);
  return Text(value);
}

void Digest::Add(std::string_view bytes) {
  for (const char byte : bytes) {
    state_ ^= static_cast<unsigned char>(byte);
    state_ *= 1099511628211u;
  }
}

std::string Digest::Hex() const { return absl::StrFormat("%016x", state_); }

std::string DigestOf(const std::filesystem::path& file, int version) {
  std::istringstream lines(ReadFile(file));
  int number = 0;
  std::string digest;
  while (lines >> number >> digest) {
    if (number == version) return digest;
  }
  return {};
}

}  // namespace liftmark::test
