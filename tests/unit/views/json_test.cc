#include <google/protobuf/descriptor.pb.h>

#include <catch2/catch.hpp>

#include "common/views/codec.h"
#include "liftmark/plans/v1/structured_plan.pb.h"

namespace liftmark::views {
namespace {

using liftmark::workouts::v1::WorkoutSet;

std::string JsonOfWeight(double weight) {
  WorkoutSet set;
  set.set_weight(weight);
  const std::string json = ToJson(set);
  const std::size_t begin = json.find("\"weight\":") + 9;
  return json.substr(begin, json.find(',', begin) - begin);
}

TEST_CASE("numbers are written as short as they can be read") {
  CHECK(JsonOfWeight(155) == "155");
  CHECK(JsonOfWeight(0) == "0");
  CHECK(JsonOfWeight(-2.5) == "-2.5");
  CHECK(JsonOfWeight(220.46) == "220.46");
  CHECK(JsonOfWeight(1000000) == "1000000");
}

TEST_CASE("text is escaped where JSON asks for it, and nowhere else") {
  WorkoutSet set;
  set.set_note("\"a\"\\\n\t\x01/é💪");
  CHECK(ToJson(set).find(R"("note":"\"a\"\\\n\t\u0001/é💪")") != std::string::npos);
}

TEST_CASE("what is unsaid is absent, and what cannot be unsaid is there") {
  CHECK(ToJson(WorkoutSet()) == R"({"set_number":0,"warmup":false,"per_side":false,"bodyweight":false})");
  liftmark::workouts::v1::Routine routine;
  CHECK(ToJson(routine) == R"({"items":[]})");
  routine.add_items("Row");
  routine.add_items("Bike");
  CHECK(ToJson(routine) == R"({"items":["Row","Bike"]})");
}

TEST_CASE("lists are written with all that they hold") {
  liftmark::plans::v1::Microcycle microcycle;
  microcycle.add_days()->set_title("Push");
  microcycle.add_days();
  CHECK(ToJson(microcycle) ==
        R"({"progression":[],"days":[{"title":"Push","exercises":[]},{"exercises":[]}]})");
  google::protobuf::SourceCodeInfo_Location numbers;  // on the wire in one piece
  for (const int number : {1, -2, 300}) numbers.add_path(number);
  CHECK(ToJson(numbers) == R"({"path":[1,-2,300],"span":[],"leading_detached_comments":[]})");
}

TEST_CASE("what this build has no name for is passed over, and an enum's value is said by its number") {
  WorkoutSet set;
  set.set_reps(5);
  set.set_note("slow");
  CHECK(ToJson(*liftmark::workouts::v1::Routine::descriptor(), set.SerializeAsString()) == R"({"items":[]})");
  liftmark::plans::v1::Microcycle microcycle;
  microcycle.set_kind(static_cast<liftmark::plans::v1::MicrocycleKind>(99));
  CHECK(ToJson(microcycle) == R"({"kind":99,"progression":[],"days":[]})");
}

TEST_CASE("what is cut off ends") {
  WorkoutSet set;
  set.set_weight(155);
  set.set_note("slow");
  const std::string whole = set.SerializeAsString();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string json = ToJson(*WorkoutSet::descriptor(), std::string_view(whole).substr(0, size));
    CHECK(json.starts_with("{\"set_number\":0"));
    CHECK(json.ends_with("}"));
  }
}

TEST_CASE("values of enums are told by name, without their prefix") {
  liftmark::plans::v1::Microcycle microcycle;
  CHECK(ToJson(microcycle).find("\"kind\"") == std::string::npos);
  microcycle.set_kind(liftmark::plans::v1::MICROCYCLE_KIND_PHASE);
  CHECK(ToJson(microcycle).find("\"kind\":\"phase\"") != std::string::npos);
}

}  // namespace
}  // namespace liftmark::views
