// Many writers of one dossier at once.
#include <catch2/catch.hpp>
#include <future>
#include <map>
#include <string>
#include <vector>

#include "tests/integration/dossier/dossiers.h"

namespace liftmark::dossier {
namespace {

std::string DayOfMarch(int day) {
  return "2026-03-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
}

TEST_CASE("a hundred appends at once are a hundred entries, newest first, and change no other byte") {
  Dossiers dossiers;
  const std::string before = Sample().Markdown();
  REQUIRE(dossiers.Create(before).ok());

  std::vector<std::future<bool>> appends;
  for (int i = 0; i < 100; ++i) {
    appends.push_back(std::async(std::launch::async, [&dossiers, i] {
      return dossiers
          .Append(DayOfMarch(i % 25 + 1), "Session " + std::to_string(i), "Set " + std::to_string(i))
          .ok();
    }));
  }
  for (auto& append : appends) CHECK(append.get());

  const pb::Dossier after = dossiers.Get(pb::DOSSIER_VIEW_FULL);
  CHECK(after.revision() == 101);
  CHECK(dossiers.Revisions(1000).revisions_size() == 101);
  std::map<std::string, std::string> items;
  std::string date = "9999";
  REQUIRE(after.profile().history_size() == 101);
  for (const pb::HistoryEntry& entry : after.profile().history()) {
    CHECK(entry.date() <= date);
    date = entry.date();
    REQUIRE(entry.items_size() == 1);
    items[entry.title()] = entry.items(0);
  }
  CHECK(items.size() == 101);
  for (int i = 0; i < 100; ++i) CHECK(items["Session " + std::to_string(i)] == "Set " + std::to_string(i));
  const std::size_t place = before.find("### 2026-02-01");
  CHECK(after.markdown().substr(0, place) == before.substr(0, place));
  CHECK(after.markdown().ends_with(before.substr(place)));
}

TEST_CASE("two services that edit one dossier lose nothing") {
  Dossiers dossiers;
  REQUIRE(dossiers.Create().ok());
  const TestService<DossierService> other(dossiers.database, "liftmark_dossier",
                                          "liftmark.dossier.v1.DossierService");

  std::vector<std::future<bool>> appends;
  for (int i = 0; i < 40; ++i) {
    appends.push_back(std::async(std::launch::async, [&, i] {
      auto request = For<pb::AppendHistoryRequest>(dossiers.user);
      request.set_date(DayOfMarch(2));
      request.set_title("Session " + std::to_string(i));
      request.add_items("Squat 405");
      const auto& service = i % 2 == 0 ? dossiers.service : other;
      return service.Call<pb::AppendHistoryResponse>("AppendHistory", request).ok();
    }));
  }
  for (auto& append : appends) CHECK(append.get());

  CHECK(dossiers.Profile().response.profile().history_size() == 41);
  CHECK(dossiers.Get().revision() == 41);
}

TEST_CASE("one request id has one effect, however many callers send it through two services at once") {
  Dossiers dossiers;
  REQUIRE(dossiers.Create().ok());
  const TestService<DossierService> other(dossiers.database, "liftmark_dossier",
                                          "liftmark.dossier.v1.DossierService");
  auto append = For<pb::AppendHistoryRequest>(dossiers.user);
  append.set_date(DayOfMarch(2));
  append.add_items("Squat 405");
  append.mutable_options()->set_request_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02");
  auto same = For<pb::UpdateDossierRequest>(dossiers.user);
  same.set_force(true);
  same.mutable_options()->set_request_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a03");

  std::vector<std::future<std::string>> answers;
  for (int i = 0; i < 16; ++i) {
    answers.push_back(std::async(std::launch::async, [&, i] {
      const auto& service = i % 2 == 0 ? dossiers.service : other;
      const auto outcome = service.Call<pb::AppendHistoryResponse>("AppendHistory", append);
      return outcome.ok() ? outcome.response.result().etag() : outcome.reason();
    }));
  }
  const std::string etag = answers.front().get();
  for (std::size_t i = 1; i < answers.size(); ++i) CHECK(answers[i].get() == etag);
  CHECK(dossiers.Get().revision() == 2);

  // An update that changes nothing writes no row but that of the request.
  same.set_markdown(dossiers.Get().markdown());
  answers.clear();
  for (int i = 0; i < 16; ++i) {
    answers.push_back(std::async(std::launch::async, [&, i] {
      const auto& service = i % 2 == 0 ? dossiers.service : other;
      const auto outcome = service.Call<pb::UpdateDossierResponse>("UpdateDossier", same);
      return outcome.ok() ? outcome.response.result().etag() : outcome.reason();
    }));
  }
  for (auto& answer : answers) CHECK(answer.get() == etag);
}

TEST_CASE("plan and dossier that appear at once find each other") {
  Dossiers dossiers;
  const std::string plan = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a";
  for (int round = 0; round < 20; ++round) {
    const std::string user = dossiers.user = dossiers.database.CreateUser();
    const std::string id = plan + std::to_string(10 + round);
    const std::string activate = "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('" + user +
                                 "'::uuid::text, 16));"
                                 "INSERT INTO training_plans (user_id, id, markdown, start_date) VALUES ('" +
                                 user + "', '" + id +
                                 "', '# Plan', '2026-01-01');"
                                 "UPDATE user_dossiers SET current_plan_id = '" +
                                 id + "' WHERE user_id = '" + user + "'; COMMIT";
    auto activation = std::async(std::launch::async, [&] { dossiers.database.Open().Execute(activate); });
    CHECK(dossiers.Create().ok());
    activation.get();

    CHECK(dossiers.Get().current_plan_id() == id);
  }
}

TEST_CASE("users that are deleted while their dossiers are written leave nothing, and nobody fails") {
  Dossiers dossiers;
  for (int round = 0; round < 20; ++round) {
    dossiers.user = dossiers.database.CreateUser();
    if (round % 2 == 0) REQUIRE(dossiers.Create().ok());
    std::vector<std::future<grpc::StatusCode>> writes;
    writes.push_back(std::async(std::launch::async, [&] { return dossiers.Create().code(); }));
    for (int i = 0; i < 4; ++i) {
      writes.push_back(std::async(std::launch::async, [&, i] {
        auto request = For<pb::AppendHistoryRequest>(dossiers.user);
        request.set_date(DayOfMarch(2));
        request.add_items("Set");
        request.mutable_options()->set_request_id("0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a0" + std::to_string(i));
        return dossiers.service.Call<pb::AppendHistoryResponse>("AppendHistory", request).code();
      }));
    }
    auto deletion = std::async(std::launch::async, [&] {
      dossiers.database.Open().Execute("DELETE FROM users WHERE user_id = '" + dossiers.user + "'");
    });
    for (auto& write : writes) {
      const grpc::StatusCode code = write.get();
      CHECK((code == grpc::StatusCode::OK || code == grpc::StatusCode::NOT_FOUND));
    }
    CHECK_NOTHROW(deletion.get());
  }
  CHECK(dossiers.database.Scalar("SELECT count(*) FROM user_dossiers") == "0");
  CHECK(dossiers.database.Scalar("SELECT count(*) FROM user_dossier_revisions") == "0");
}

}  // namespace
}  // namespace liftmark::dossier
