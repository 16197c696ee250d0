#include "common/pg/params.h"

#include <array>
#include <charconv>
#include <cmath>

#include "common/status/status.h"

namespace liftmark::pg {
namespace {

// Enough for any 64-bit integer and for the shortest form of any double.
constexpr std::size_t kMaxNumberLength = 32;

template <class Number>
std::string FormatNumber(Number number) {
  std::array<char, kMaxNumberLength> text;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), end};
}

std::string FormatTimestamp(absl::Time time) {
  if (time == absl::InfiniteFuture()) return "infinity";
  if (time == absl::InfinitePast()) return "-infinity";
  return absl::FormatTime("%E4Y-%m-%d %H:%M:%E6S+00", time, absl::UTCTimeZone());
}

}  // namespace

std::string FormatArray(std::span<const std::string> texts) {
  std::string array = "{";
  for (const std::string& text : texts) {
    if (array.size() > 1) array += ',';
    array += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') array += '\\';
      array += c;
    }
    array += '"';
  }
  array += '}';
  return array;
}

void Params::Add(std::nullopt_t) { values_.emplace_back(); }
void Params::Add(std::string_view text) { Append(Format::kText, text); }
void Params::Add(Bytes bytes) { Append(Format::kBinary, bytes.value); }
void Params::Add(absl::Time time) { Append(Format::kText, FormatTimestamp(time)); }
void Params::Add(std::span<const std::string> texts) { Append(Format::kText, FormatArray(texts)); }
void Params::Add(const Column& column) {
  if (!column.has_values()) return Add(std::nullopt);
  const std::size_t begin = buffer_.size();
  column.AppendTo(buffer_);
  values_.push_back(
      {.null = false, .format = Format::kBinary, .begin = begin, .size = buffer_.size() - begin});
  text_has_nul_ = text_has_nul_ || column.text_has_nul();
}
void Params::AddBool(bool value) { Append(Format::kText, value ? "t" : "f"); }
void Params::AddInteger(long long number) { Append(Format::kText, FormatNumber(number)); }
void Params::AddDouble(double number) { Append(Format::kText, FormatNumber(number)); }

absl::Status Params::Check() const {
  if (text_has_nul_) {
    return Error(absl::StatusCode::kInvalidArgument, "TEXT_HAS_NUL", "a text holds a NUL character");
  }
  if (buffer_.size() > kMaxBytes) {
    return Error(absl::StatusCode::kInvalidArgument, "PARAMETERS_TOO_LARGE",
                 "the values of one statement exceed 4 MiB");
  }
  return absl::OkStatus();
}

void Params::ToArrays(Arrays& arrays) const {
  arrays.values.clear();
  arrays.lengths.clear();
  arrays.formats.clear();
  for (const Value& value : values_) {
    arrays.values.push_back(value.null ? nullptr : buffer_.data() + value.begin);
    arrays.lengths.push_back(static_cast<int>(value.size));
    arrays.formats.push_back(static_cast<int>(value.format));
  }
}

void Params::Append(Format format, std::string_view value) {
  if (format == Format::kText && value.find('\0') != std::string_view::npos) text_has_nul_ = true;
  values_.push_back({.null = false, .format = format, .begin = buffer_.size(), .size = value.size()});
  buffer_ += value;
  buffer_ += '\0';
}

}  // namespace liftmark::pg
