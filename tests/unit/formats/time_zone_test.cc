#include "common/formats/time_zone.h"

#include <catch2/catch.hpp>

namespace liftmark::formats {
namespace {

TEST_CASE("names of zones and offsets are taken, and nothing else") {
  for (const char* zone :
       {"UTC", "Z", "Europe/Paris", "America/Argentina/Buenos_Aires", "+05:30", "-08", "+1400"}) {
    CAPTURE(zone);
    CHECK(ParseTimeZone(zone).has_value());
  }
  for (const char* zone : {"", "Mars/Olympus", "+15:00", "+05:60", "+5", "+05:3", "5:30", "/etc/localtime",
                           ":/etc/localtime", "../../etc/passwd", "Europe/Paris "}) {
    CAPTURE(zone);
    CHECK_FALSE(ParseTimeZone(zone).has_value());
  }
}

}  // namespace
}  // namespace liftmark::formats
