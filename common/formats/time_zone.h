// Time zones as requests and documents name them.
#pragma once

#include <optional>
#include <string_view>

#include "absl/time/time.h"

namespace liftmark::formats {

// An IANA name that this machine knows, or an offset from UTC between -14:00 and +14:00 ("+05:30", "-0800",
// "+05", "Z"); nothing where it is neither. Reads the machine's zone files, each once.
std::optional<absl::TimeZone> ParseTimeZone(std::string_view text);

}  // namespace liftmark::formats
