// A dossier service with one user, and the calls that its tests make.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "services/dossier/dossier_service.h"
#include "tests/support/test_service.h"

namespace liftmark::dossier {

// What a dossier looks like, with some of its facts to choose.
struct Sample {
  std::string name = "Ana Silva";
  std::string equipment = "Barbell, Dumbbells, Squat Rack";
  std::string days = "Monday, Wednesday, Friday";
  std::string time_zone = "Europe/Lisbon";
  std::string note = "Knee pain after long runs";

  std::string Markdown() const {
    return "# Training Dossier - " + name + "\n\n## Profile\n- **Name:** " + name +
           "\n- **Age:** 34\n- **Experience Level:** Intermediate\n- **Primary Goals:** Strength\n\n"
           "## Equipment Access\n" +
           Lines(equipment) + "\n## Schedule & Availability\n- **Training Days:** " + days +
           "\n- **Timezone:** " + time_zone + "\n\n## Training History\n### 2026-02-01 - Check-in\n- " +
           note + "\n\n## Current Training Plan\n**Program:** Upper Lower\n**Phase:** Base\n";
  }

 private:
  static std::string Lines(std::string items) {
    for (std::size_t comma = items.find(", "); comma != items.npos; comma = items.find(", ")) {
      items.replace(comma, 2, "\n- ");
    }
    return "- " + items + "\n";
  }
};

// Declared by every field, so that requests of all methods can be filled the same way.
template <class Request>
Request For(const std::string& user) {
  Request request;
  request.set_user_id(user);
  if constexpr (requires { request.mutable_options(); }) request.mutable_options()->set_author("agent:coach");
  return request;
}

struct Dossiers {
  TestDatabase database;
  TestService<DossierService> service{database, "liftmark_dossier", "liftmark.dossier.v1.DossierService"};
  std::string user = database.CreateUser();

  Outcome<pb::CreateDossierResponse> Create(const std::string& markdown = Sample().Markdown()) const {
    auto request = For<pb::CreateDossierRequest>(user);
    request.set_markdown(markdown);
    return service.Call<pb::CreateDossierResponse>("CreateDossier", request);
  }

  // A new user with a dossier.
  std::string Add(const Sample& sample) {
    user = database.CreateUser();
    REQUIRE(Create(sample.Markdown()).ok());
    return user;
  }

  pb::Dossier Get(pb::DossierView view = pb::DOSSIER_VIEW_MARKDOWN) const {
    auto request = For<pb::GetDossierRequest>(user);
    request.set_view(view);
    const auto found = service.Call<pb::GetDossierResponse>("GetDossier", request);
    REQUIRE(found.ok());
    return found.response.dossier();
  }

  Outcome<pb::AppendHistoryResponse> Append(const std::string& date, const std::string& title,
                                            const std::string& item) const {
    auto request = For<pb::AppendHistoryRequest>(user);
    request.set_date(date);
    request.set_title(title);
    request.add_items(item);
    return service.Call<pb::AppendHistoryResponse>("AppendHistory", request);
  }

  Outcome<pb::GetProfileResponse> Profile() const {
    return service.Call<pb::GetProfileResponse>("GetProfile", For<pb::GetProfileRequest>(user));
  }

  pb::ListRevisionsResponse Revisions(int page_size = 0, const std::string& page_token = "") const {
    auto request = For<pb::ListRevisionsRequest>(user);
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    const auto listed = service.Call<pb::ListRevisionsResponse>("ListRevisions", request);
    REQUIRE(listed.ok());
    return listed.response;
  }

  Outcome<pb::SearchDossiersResponse> Search(const pb::SearchDossiersRequest& request) const {
    return service.Call<pb::SearchDossiersResponse>("SearchDossiers", request);
  }
};

}  // namespace liftmark::dossier
