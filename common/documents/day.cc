#include "common/documents/day.h"

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace liftmark::documents {
namespace {

constexpr int kMaxOffsetMinutes = 14 * 60;

std::optional<int> TwoDigits(std::string_view text) {
  if (text.size() < 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
    return std::nullopt;
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

std::string ToIso(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

}  // namespace

std::optional<absl::TimeZone> ParseTimeZone(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text == "Z") return absl::UTCTimeZone();
  if (text[0] == '+' || text[0] == '-') return ParseOffset(text);
  // Names of files are no names of zones: the library would open any path.
  if (text[0] == '/' || text[0] == ':' || text.find("..") != text.npos) return std::nullopt;
  absl::TimeZone zone;
  if (!absl::LoadTimeZone({text.data(), text.size()}, &zone)) return std::nullopt;
  return zone;
}

Day TodayIn(std::string_view time_zone, absl::Time now) {
  const absl::TimeZone zone = ParseTimeZone(time_zone).value_or(absl::UTCTimeZone());
  return {ToIso(absl::ToCivilDay(now, zone)), time_zone.empty() ? "UTC" : std::string(time_zone)};
}

std::string AddDays(std::string_view date, int days) {
  absl::CivilDay day;
  absl::ParseCivilTime({date.data(), date.size()}, &day);
  return ToIso(day + days);
}

}  // namespace liftmark::documents
