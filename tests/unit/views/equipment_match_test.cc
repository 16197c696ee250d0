#include "common/views/equipment_match.h"

#include <catch2/catch.hpp>

namespace liftmark::views {
namespace {

const std::vector<std::string> kTags = {
    "Adjustable dumbbells 5-50 lb", "Olympic barbell",        "Power cage", "Flat bench",
    "Doorway pull-up bar",          "Kettlebells (16, 24 kg)"};

TEST_CASE("what a tag names in other words is there") {
  for (const char* needed : {"Dumbbells", "dumbbell", "Barbell", "Squat Rack", "Power Rack", "Bench",
                             "Pull-Up Bar", "Pullup bar", "Kettlebell", "DB", "", " "}) {
    CAPTURE(needed);
    CHECK(HasEquipment(kTags, needed));
  }
}

TEST_CASE("what no tag names is not there, whatever words it shares with one") {
  for (const char* needed :
       {"Cable Machine", "EZ Bar", "Leg Press", "Rowing Machine", "Incline Bench", "Trap Bar"}) {
    CAPTURE(needed);
    CHECK_FALSE(HasEquipment(kTags, needed));
  }
  CHECK_FALSE(HasEquipment({}, "Dumbbells"));
}

}  // namespace
}  // namespace liftmark::views
