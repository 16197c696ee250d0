#include "common/documents/day.h"

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "common/formats/time_zone.h"

namespace liftmark::documents {
namespace {

std::string ToIso(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

}  // namespace

Day TodayIn(std::string_view time_zone, absl::Time now) {
  const absl::TimeZone zone = formats::ParseTimeZone(time_zone).value_or(absl::UTCTimeZone());
  return {ToIso(absl::ToCivilDay(now, zone)), time_zone.empty() ? "UTC" : std::string(time_zone)};
}

std::string AddDays(std::string_view date, int days) {
  absl::CivilDay day;
  absl::ParseCivilTime({date.data(), date.size()}, &day);
  return ToIso(day + days);
}

}  // namespace liftmark::documents
