// The user's own day (D19).
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace liftmark::documents {

struct Day {
  std::string date;       // ISO
  std::string time_zone;  // as it was asked for; UTC where nothing was
};

// The day that `now` falls on in a zone that formats::ParseTimeZone takes, or in UTC where `time_zone` is
// empty.
Day TodayIn(std::string_view time_zone, absl::Time now);

// `date` is ISO and real.
std::string AddDays(std::string_view date, int days);

}  // namespace liftmark::documents
