#include "common/formats/json_filter.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "common/status/status.h"

namespace liftmark::formats {
namespace {

// What RapidJSON lets pass and PostgreSQL refuses: NUL characters and lone surrogates, which come out of
// escapes.
bool IsStorable(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') return false;
    const bool surrogate =
        text[i] == '\xED' && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xA0;
    if (surrogate) return false;
  }
  return true;
}

class FilterHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, FilterHandler> {
 public:
  // Scalars; the root is none.
  bool Default() const { return depth_ > 0; }
  bool String(const char* text, rapidjson::SizeType size, bool) const {
    return depth_ > 0 && IsStorable({text, size});
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) const { return IsStorable({text, size}); }
  bool StartObject() { return Enter(); }
  bool EndObject(rapidjson::SizeType) { return Leave(); }
  bool StartArray() { return depth_ > 0 && Enter(); }
  bool EndArray(rapidjson::SizeType) { return Leave(); }

 private:
  bool Enter() {
    ++depth_;
    return depth_ <= kMaxFilterDepth;
  }
  bool Leave() {
    --depth_;
    return true;
  }

  int depth_ = 0;
};

bool IsJsonFilter(std::string_view json) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  FilterHandler handler;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, handler);
  // The reader takes a NUL for the end.
  return !result.IsError() && stream.Tell() == json.size();
}

}  // namespace

absl::Status CheckJsonFilter(std::string_view json, std::string_view field) {
  Violations violations;
  if (!IsJsonFilter(json)) {
    violations.Add(field, "is not a JSON object that can be stored, at most 16 levels deep");
  }
  return violations.ToStatus();
}

}  // namespace liftmark::formats
