#include "services/invocations/payload.h"

#include <openssl/sha.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "common/markdown/utf8.h"
#include "services/invocations/text.h"

namespace liftmark::invocations {
namespace {

// jsonb stores numbers as NUMERIC, and writes them out: a few characters can stand for a hundred thousand
// digits. Nothing where they are too many to be counted.
std::optional<std::size_t> DigitsOf(std::string_view number) {
  const std::size_t e = number.find_first_of("eE");
  if (e == number.npos) return number.size();
  std::string_view text = number.substr(e + 1);
  if (text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), exponent).ec != std::errc())
    return std::nullopt;
  return number.size() + static_cast<std::size_t>(std::llabs(exponent));
}

// UTF-8 of U+D800 to U+DFFF: what an escape like \ude00 turns into when its other half is missing.
bool HasSurrogate(std::string_view text) {
  for (std::size_t i = text.find('\xed'); i != text.npos; i = text.find('\xed', i + 1)) {
    if (i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xa0) return true;
  }
  return false;
}

// Looks for what JSON allows and jsonb refuses or changes. Stops the parser at the first fault.
class Inspector : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Inspector> {
 public:
  std::string_view fault() const { return fault_; }

  bool RawNumber(const char* number, rapidjson::SizeType size, bool) {
    const std::optional<std::size_t> digits = DigitsOf({number, size});
    if (!digits.has_value() || *digits > kMaxNumberDigits) return Stop("NUMBER_TOO_LARGE");
    digits_ += *digits;
    return digits_ <= kMaxPayloadBytes || Stop("NUMBER_TOO_LARGE");
  }

  bool String(const char* text, rapidjson::SizeType size, bool) {
    const std::string_view value(text, size);
    if (value.find('\0') != value.npos) return Stop("NUL");
    return !HasSurrogate(value) || Stop("LONE_SURROGATE");
  }

  bool Key(const char* text, rapidjson::SizeType size, bool copy) {
    if (!String(text, size, copy)) return false;
    return keys_.back().emplace(text, size).second || Stop("DUPLICATE_KEY");
  }

  bool StartObject() { return Enter(); }
  bool EndObject(rapidjson::SizeType) { return Leave(); }
  bool StartArray() { return Enter(); }
  bool EndArray(rapidjson::SizeType) { return Leave(); }

 private:
  bool Enter() {
    if (keys_.size() == kMaxPayloadDepth) return Stop("TOO_DEEP");
    keys_.emplace_back();
    return true;
  }

  bool Leave() {
    keys_.pop_back();
    return true;
  }

  bool Stop(std::string_view fault) {
    fault_ = fault;
    return false;
  }

  std::vector<absl::flat_hash_set<std::string>>
      keys_;                // of each object, and nothing of each array, around it
  std::size_t digits_ = 0;  // of all numbers
  std::string_view fault_;
};

std::string_view FaultOf(std::string_view bytes) {
  if (bytes.size() > kMaxPayloadBytes) return "TOO_LARGE";
  if (!markdown::IsUtf8(bytes)) return "NOT_UTF8";
  // RapidJSON takes a NUL for the end.
  if (bytes.find('\0') != bytes.npos) return "NUL";
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::MemoryStream stream(bytes.data(), bytes.size());
  rapidjson::Reader reader;
  Inspector inspector;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, inspector);
  if (!result.IsError()) return {};
  switch (result.Code()) {
    case rapidjson::kParseErrorTermination:
      return inspector.fault();
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return "LONE_SURROGATE";
    case rapidjson::kParseErrorNumberTooBig:
      return "NUMBER_TOO_LARGE";
    default:
      return "NOT_JSON";
  }
}

std::string ToJsonString(std::string_view text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return {buffer.GetString(), buffer.GetSize()};
}

std::string Sha256(std::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

}  // namespace

Payload ReadPayload(std::string_view bytes) {
  Payload payload = {.sent = bytes, .error = {}, .sha256 = {}, .beginning = {}};
  if (bytes.empty()) return payload;
  payload.error = FaultOf(bytes);
  if (payload.error.empty()) return payload;
  payload.sha256 = Sha256(bytes);
  payload.beginning = ToJsonString(ToText(bytes, kKeptBytes));
  return payload;
}

liftmark::invocations::v1::PayloadInfo InfoOf(const Payload& payload) {
  liftmark::invocations::v1::PayloadInfo info;
  info.set_bytes(static_cast<std::int64_t>(payload.sent.size()));
  info.set_sha256(absl::BytesToHexString(payload.sha256));
  info.set_error(std::string(payload.error));
  return info;
}

}  // namespace liftmark::invocations
