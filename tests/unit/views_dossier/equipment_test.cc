#include "common/views/equipment.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/markdown/document.h"

namespace liftmark::views {
namespace {

using Tags = std::vector<std::string>;

Tags TagsOf(const std::string& section) {
  const auto document = markdown::Parse("## Equipment\n" + section + "\n");
  REQUIRE(document.ok());
  return EquipmentTags(Facts(document->blocks()));
}

TEST_CASE("equipment is listed in many ways") {
  CHECK(TagsOf("- Barbell, dumbbells, and machines") == Tags{"Barbell", "Dumbbells", "Machines"});
  CHECK(TagsOf("- **Home (weekdays):** kettlebells 12-24 kg, bands") ==
        Tags{"Kettlebells 12-24 kg", "Bands"});
  CHECK(TagsOf("- **Specialty bars:** SSB, Swiss bar") == Tags{"SSB", "Swiss bar"});
  CHECK(TagsOf("- **Dumbbells:** 5–50 lb") == Tags{"Dumbbells"});
  CHECK(TagsOf("- Kettlebells 16, 24, 32 kg") == Tags{"Kettlebells 16, 24, 32 kg"});
  CHECK(TagsOf("- Squat rack + pull-up bar") == Tags{"Squat rack", "Pull-up bar"});
  CHECK(TagsOf("- Barbell + plates up to 140 kg") == Tags{"Barbell + plates up to 140 kg"});
  CHECK(TagsOf("- Rack w/ safeties (bolted)") == Tags{"Rack w/ safeties"});
  CHECK(TagsOf("- Cable machine w/ rope and single handle") ==
        Tags{"Cable machine w/ rope and single handle"});
  CHECK(TagsOf("- 2 yoga blocks, mat") == Tags{"2 yoga blocks", "Mat"});
  CHECK(TagsOf("- Step / box") == Tags{"Step / box"});
  CHECK(TagsOf("- Kettlebells 16 / 24 / 32 kg") == Tags{"Kettlebells 16 / 24 / 32 kg"});
  CHECK(TagsOf("- Pair of 3 lb, 5 lb and 8 lb dumbbells") == Tags{"3 lb, 5 lb and 8 lb dumbbells"});
  CHECK(TagsOf("## Practical\nAt home she has:\n- a yoga mat\n- two bands") == Tags{"Yoga mat", "Two bands"});
  CHECK(TagsOf("- Dumbbells 5 – 50 lb") == Tags{"Dumbbells 5 – 50 lb"});
  CHECK(TagsOf("I have a bench and a pull-up bar.") == Tags{"Bench", "Pull-up bar"});
}

TEST_CASE("a place is no equipment, and opens a list") {
  CHECK(TagsOf("- **Location:** Commercial gym").empty());
  CHECK(TagsOf("- Full access") == Tags{});
  CHECK(TagsOf("- Standard gym equipment including barbells, machines (as reported)") ==
        Tags{"Barbells", "Machines"});
  CHECK(TagsOf("- Full commercial gym: racks, cables") == Tags{"Racks", "Cables"});
  CHECK(TagsOf("- Full commercial gym (racks, cables)") == Tags{"Racks", "Cables"});
  CHECK(TagsOf("- Home gym — barbell, rack") == Tags{"Barbell", "Rack"});
}

TEST_CASE("what is not there is left out") {
  CHECK(TagsOf("- **Not available/unknown:** bench, rack").empty());
  CHECK(TagsOf("- **Not available:**\n  - Bench\n  - Rack").empty());
  CHECK(TagsOf("### Unavailable\n- Bench").empty());
  CHECK(TagsOf("- Barbell, no rack") == Tags{"Barbell"});
  CHECK(TagsOf("- Dumbbells; no cables, no machines") == Tags{"Dumbbells"});
  CHECK(TagsOf("- Rower — not available").empty());
  CHECK(TagsOf("- **Bench:** unknown").empty());
  CHECK(TagsOf("- ~~Treadmill~~\n- None").empty());
}

TEST_CASE("tags are bounded") {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "- Bar " + std::to_string(i) + "\n";
  CHECK(TagsOf(many).size() == kMaxEquipmentTags);
  for (const std::string& tag : TagsOf("- Barbell" + std::string(3000, 'x')))
    CHECK(tag.size() <= kMaxEquipmentTagBytes);
}

}  // namespace
}  // namespace liftmark::views
