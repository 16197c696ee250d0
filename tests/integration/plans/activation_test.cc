// One active plan per user, at every instant (D16).
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/integration/plans/plans.h"

namespace liftmark::plans {
namespace {

TEST_CASE("activating a plan moves the active one and the dossier's pointer together") {
  Suite suite;
  suite.CreateDossier();
  const std::string first = suite.Create(true);
  CHECK(suite.Active() == first);
  CHECK(suite.Pointer() == first);
  const std::string second = suite.Create();

  const auto activated = suite.Activate(second);

  REQUIRE(activated.ok());
  CHECK(activated.response.previous_plan_id() == first);
  CHECK(suite.Active() == second);
  CHECK(suite.Pointer() == second);
  CHECK_FALSE(suite.Activate(second).response.has_previous_plan_id());

  const std::string third = suite.Create(true);
  CHECK(suite.Active() == third);
  CHECK(suite.Pointer() == third);
}

TEST_CASE("an activation that is sent again gets the same answer, and another one with its id is refused") {
  Suite suite;
  const std::string first = suite.Create(true);
  const std::string second = suite.Create();
  const std::string request_id = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02";

  REQUIRE(suite.Activate(second, request_id).response.previous_plan_id() == first);
  REQUIRE(suite.Activate(first).ok());
  CHECK(suite.Activate(second, request_id).response.previous_plan_id() == first);
  CHECK(suite.Active() == first);
  CHECK(suite.Activate(first, request_id).reason() == "REQUEST_ID_REUSED");
}

TEST_CASE("deactivating leaves no plan and no pointer, once") {
  Suite suite;
  suite.CreateDossier();
  const std::string id = suite.Create(true);
  pb::DeactivatePlanRequest request;
  request.set_user_id(suite.user);
  request.set_id(id);

  CHECK(suite.service.Call<pb::DeactivatePlanResponse>("DeactivatePlan", request).response.changed());
  CHECK(suite.Active().empty());
  CHECK(suite.Pointer().empty());
  CHECK_FALSE(suite.service.Call<pb::DeactivatePlanResponse>("DeactivatePlan", request).response.changed());
  pb::GetActivePlanRequest active;
  active.set_user_id(suite.user);
  CHECK(suite.service.Call<pb::GetActivePlanResponse>("GetActivePlan", active).reason() == "NO_ACTIVE_PLAN");
}

TEST_CASE("8 callers that activate 8 plans: never two active, never a wrong pointer, every call succeeds") {
  constexpr int kCallers = 8;
  constexpr int kRounds = 100;
  Suite suite;
  suite.CreateDossier();
  const TestService<PlanService> other(suite.database, "liftmark_plans", "liftmark.plans.v1.PlanService");
  std::vector<std::string> plans;
  for (int i = 0; i < kCallers; ++i) plans.push_back(suite.Create(i == 0));

  std::atomic<bool> done{false};
  std::atomic<int> failed{0};
  std::vector<std::future<void>> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.push_back(std::async(std::launch::async, [&, caller] {
      const auto& service = caller % 2 == 0 ? suite.service : other;
      const auto request = For<pb::ActivatePlanRequest>(suite.user, plans[static_cast<std::size_t>(caller)]);
      for (int round = 0; round < kRounds; ++round) {
        if (!service.Call<pb::ActivatePlanResponse>("ActivatePlan", request).ok()) ++failed;
      }
    }));
  }
  std::map<std::string, int> samples;
  std::thread reader([&] {
    TestDatabase::Session session = suite.database.Open();
    while (!done) {
      ++samples[session.Scalar(
          "SELECT (SELECT count(*) FROM training_plans WHERE is_active) || ' active, ' ||"
          "  CASE WHEN p.is_active THEN 'pointed at' ELSE 'not pointed at' END "
          "FROM user_dossiers d LEFT JOIN training_plans p ON p.id = d.current_plan_id")];
    }
  });
  for (auto& caller : callers) caller.get();
  done = true;
  reader.join();

  CHECK(failed == 0);
  REQUIRE(samples.size() == 1);
  CHECK(samples.begin()->first == "1 active, pointed at");
}

TEST_CASE("a plan that is deleted while it is being activated leaves the one before it active") {
  Suite suite;
  suite.CreateDossier();
  const std::string first = suite.Create(true);
  const std::string second = suite.Create();
  TestDatabase::Session deletion = suite.database.Open();
  deletion.Execute("BEGIN");
  deletion.Execute("DELETE FROM training_plans WHERE id = '" + second + "'");

  auto activation = std::async(std::launch::async, [&] { return suite.Activate(second).reason(); });
  suite.database.AwaitWaiting("liftmark_plans");
  deletion.Execute("COMMIT");

  CHECK(activation.get() == "PLAN_NOT_FOUND");
  CHECK(suite.Active() == first);
  CHECK(suite.Pointer() == first);
}

TEST_CASE("users that are deleted while their plans change hands leave nothing, and nobody fails") {
  Suite suite;
  for (int round = 0; round < 20; ++round) {
    suite.user = suite.database.CreateUser();
    suite.CreateDossier();
    const std::string first = suite.Create(true);
    const std::string second = suite.Create();
    std::vector<std::future<grpc::StatusCode>> calls;
    for (const std::string& id : {first, second, first, second}) {
      calls.push_back(std::async(std::launch::async, [&suite, id] { return suite.Activate(id).code(); }));
      calls.push_back(std::async(std::launch::async, [&suite, id] {
        return suite.service
            .Call<pb::DeactivatePlanResponse>("DeactivatePlan",
                                              For<pb::DeactivatePlanRequest>(suite.user, id))
            .code();
      }));
    }
    auto deletion = std::async(std::launch::async, [&] {
      suite.database.Open().Execute("DELETE FROM users WHERE user_id = '" + suite.user + "'");
    });
    for (auto& call : calls) {
      const grpc::StatusCode code = call.get();
      CHECK((code == grpc::StatusCode::OK || code == grpc::StatusCode::NOT_FOUND));
    }
    CHECK_NOTHROW(deletion.get());
  }
  CHECK(suite.database.Scalar("SELECT count(*) FROM training_plans") == "0");
  CHECK(suite.database.Scalar("SELECT count(*) FROM training_plan_revisions") == "0");
  CHECK(suite.database.Scalar("SELECT count(*) FROM requests") == "0");
}

}  // namespace
}  // namespace liftmark::plans
