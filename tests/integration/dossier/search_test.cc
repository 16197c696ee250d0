// SearchDossiers over the dossiers of several users.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "tests/integration/dossier/dossiers.h"

namespace liftmark::dossier {
namespace {

using Users = std::set<std::string>;

struct Fleet : Dossiers {
  const std::string ana = Add({.name = "Ana", .equipment = "Barbell, Squat Rack", .days = "Monday, Friday"});
  const std::string bea = Add({.name = "Bea",
                               .equipment = "Barbell, Dumbbells",
                               .days = "Monday, Tuesday",
                               .note = "Shoulder impingement while benching"});
  const std::string cleo =
      Add({.name = "Cleo", .equipment = "Bands", .days = "Sunday", .note = "Runs marathons"});

  Users Found(const pb::SearchDossiersRequest& request) const {
    const auto found = Search(request);
    REQUIRE(found.ok());
    CHECK(found.response.stale_documents() == 0);
    Users users;
    for (const pb::DossierMatch& match : found.response.matches()) users.insert(match.user_id());
    return users;
  }
};

TEST_CASE("a search by equipment wants all of these, and at least one of those") {
  Fleet fleet;
  pb::SearchDossiersRequest all;
  all.add_equipment_all("Barbell");
  CHECK(fleet.Found(all) == Users{fleet.ana, fleet.bea});
  all.add_equipment_all("Squat Rack");
  CHECK(fleet.Found(all) == Users{fleet.ana});

  pb::SearchDossiersRequest any;
  any.add_equipment_any("Bands");
  any.add_equipment_any("Dumbbells");
  CHECK(fleet.Found(any) == Users{fleet.bea, fleet.cleo});
  any.add_equipment_all("Barbell");
  CHECK(fleet.Found(any) == Users{fleet.bea});
}

TEST_CASE("a search by days wants all of them") {
  Fleet fleet;
  pb::SearchDossiersRequest request;
  request.add_training_days("Monday");
  CHECK(fleet.Found(request) == Users{fleet.ana, fleet.bea});
  request.add_training_days("Friday");
  CHECK(fleet.Found(request) == Users{fleet.ana});

  request.set_training_days(0, "Mon");
  const auto refused = fleet.Search(request);
  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(refused.violations().count("training_days") == 1);
}

TEST_CASE("a search by profile wants what the object holds") {
  Fleet fleet;
  pb::SearchDossiersRequest request;
  request.set_profile_contains(R"({"name": "Cleo", "age": 34})");
  CHECK(fleet.Found(request) == Users{fleet.cleo});
  request.set_profile_contains(R"({"age": 35})");
  CHECK(fleet.Found(request).empty());

  request.set_profile_contains(R"({"name": "Cleo")");
  const auto refused = fleet.Search(request);
  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(refused.violations().count("profile_contains") == 1);
}

TEST_CASE("a search by text takes words as people write them, and shows the passage") {
  Fleet fleet;
  pb::SearchDossiersRequest request;
  request.set_text("run");
  CHECK(fleet.Found(request) == Users{fleet.ana, fleet.cleo});
  request.set_text("run -marathon");
  CHECK(fleet.Found(request) == Users{fleet.ana});
  request.set_text("\"knee pain\" or \"shoulder impingement\"");
  CHECK(fleet.Found(request) == Users{fleet.ana, fleet.bea});
  request.set_text("bench & !! (press");
  CHECK(fleet.Found(request).empty());

  request.set_text("impingement");
  const auto found = fleet.Search(request);
  REQUIRE(found.response.matches_size() == 1);
  const pb::DossierMatch& match = found.response.matches(0);
  CHECK(match.snippet().find("Shoulder «impingement» while benching") != std::string::npos);
  CHECK(match.name() == "Bea");
  CHECK(match.equipment_tags_size() == 2);
  CHECK(match.training_days(1) == "Tuesday");
}

TEST_CASE("all conditions together have to hold") {
  Fleet fleet;
  pb::SearchDossiersRequest request;
  request.add_equipment_all("Barbell");
  request.add_equipment_any("Dumbbells");
  request.add_equipment_any("Squat Rack");
  request.add_training_days("Monday");
  request.set_profile_contains(R"({"experience": "intermediate"})");
  request.set_text("shoulder");
  CHECK(fleet.Found(request) == Users{fleet.bea});
}

TEST_CASE("pages follow each other without gap or repetition, and their token fits one search only") {
  Fleet fleet;
  pb::SearchDossiersRequest request;
  request.set_page_size(2);
  const auto first = fleet.Search(request);
  REQUIRE(first.response.matches_size() == 2);
  request.set_page_token(first.response.next_page_token());
  const auto second = fleet.Search(request);
  REQUIRE(second.response.matches_size() == 1);
  CHECK(second.response.next_page_token().empty());
  CHECK(Users{first.response.matches(0).user_id(), first.response.matches(1).user_id(),
              second.response.matches(0).user_id()} == Users{fleet.ana, fleet.bea, fleet.cleo});

  request.add_training_days("Monday");
  const auto other = fleet.Search(request);
  CHECK(other.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(other.violations().count("page_token") == 1);
}

TEST_CASE("what is stale is filled before the search looks, and counted where it is too much") {
  Fleet fleet;
  fleet.database.Execute(
      "UPDATE user_dossiers SET cached_revision = NULL, view = NULL, equipment_tags = NULL, "
      "training_days = NULL, profile_json = NULL");
  pb::SearchDossiersRequest request;
  request.add_equipment_all("Barbell");
  CHECK(fleet.Found(request) == Users{fleet.ana, fleet.bea});
  CHECK(fleet.database.Scalar("SELECT count(*) FROM user_dossiers WHERE cached_revision = revision") == "3");

  fleet.database.Execute("UPDATE user_dossiers SET cache_version = cache_version + 1");
  CHECK(fleet.Found(request) == Users{fleet.ana, fleet.bea});

  for (int i = 0; i < 30; ++i) fleet.Add({.equipment = "Barbell"});
  fleet.database.Execute("UPDATE user_dossiers SET cache_version = 999");
  const auto found = fleet.Search(request);
  REQUIRE(found.ok());
  CHECK(found.response.stale_documents() > 0);
  CHECK(found.response.stale_documents() + found.response.matches_size() <= 33);
  int searches = 1;
  for (; fleet.Search(request).response.stale_documents() > 0; ++searches) REQUIRE(searches < 10);
  CHECK(fleet.Found(request).size() == 32);
}

}  // namespace
}  // namespace liftmark::dossier
