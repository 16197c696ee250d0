#include "common/formats/time_zone.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/strings/ascii.h"

namespace liftmark::formats {
namespace {

constexpr int kMaxOffsetMinutes = 14 * 60;
constexpr std::size_t kMaxNameBytes = 64;

std::optional<int> TwoDigits(std::string_view text) {
  if (text.size() < 2 || !absl::ascii_isdigit(text[0]) || !absl::ascii_isdigit(text[1])) return std::nullopt;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

// +HH, +HHMM, +HH:MM.
std::optional<absl::TimeZone> ParseOffset(std::string_view text) {
  const int sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const std::optional<int> hours = TwoDigits(text);
  if (!hours.has_value()) return std::nullopt;
  text.remove_prefix(2);
  int minutes = 0;
  if (!text.empty()) {
    if (text[0] == ':') text.remove_prefix(1);
    const std::optional<int> parsed = TwoDigits(text);
    if (!parsed.has_value() || text.size() != 2 || *parsed > 59) return std::nullopt;
    minutes = *parsed;
  }
  const int offset = *hours * 60 + minutes;
  if (offset > kMaxOffsetMinutes) return std::nullopt;
  return absl::FixedTimeZone(sign * offset * 60);
}

// Absl opens any path it is given, and remembers every name it does not find for ever: it is only asked for
// zones that are there.
bool HasZoneFile(std::string_view name) {
  const auto in_name = [](char c) {
    return absl::ascii_isalnum(c) || c == '/' || c == '_' || c == '-' || c == '+';
  };
  if (name.size() > kMaxNameBytes || name[0] == '/' || !std::ranges::all_of(name, in_name)) return false;
  const char* directory = std::getenv("TZDIR");
  if (directory == nullptr || *directory == '\0') directory = "/usr/share/zoneinfo";
  std::error_code error;
  return std::filesystem::is_regular_file(std::filesystem::path(directory) / name, error);
}

}  // namespace

std::optional<absl::TimeZone> ParseTimeZone(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text == "Z" || text == "UTC") return absl::UTCTimeZone();
  if (text[0] == '+' || text[0] == '-') return ParseOffset(text);
  absl::TimeZone zone;
  if (!HasZoneFile(text) || !absl::LoadTimeZone({text.data(), text.size()}, &zone)) return std::nullopt;
  return zone;
}

}  // namespace liftmark::formats
