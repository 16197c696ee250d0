// DossierService through real gRPC calls, on real PostgreSQL.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/integration/dossier/dossiers.h"

namespace liftmark::dossier {
namespace {

constexpr const char* kRequestId = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a02";
constexpr const char* kInvocationId = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a03";
constexpr const char* kPlanId = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a04";
constexpr const char* kUnknownUser = "0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a05";

TEST_CASE("a dossier comes back byte for byte, and its views are the builder's") {
  Dossiers dossiers;
  const std::string markdown = Sample().Markdown();
  REQUIRE(dossiers.Create(markdown).ok());

  const pb::Dossier dossier = dossiers.Get(pb::DOSSIER_VIEW_FULL);

  const DossierViews built = DossierKind::Build(markdown);
  CHECK(dossier.markdown() == markdown);
  CHECK(dossier.profile().SerializeAsString() == built.view);
  CHECK(dossier.json() == built.json);
  CHECK(dossier.revision() == 1);
  CHECK_FALSE(dossier.has_current_plan_id());
  CHECK(dossiers.database.Scalar("SELECT equipment_tags::text FROM user_dossiers") ==
        "{Barbell,Dumbbells,\"Squat Rack\"}");
  CHECK(dossiers.database.Scalar("SELECT training_days::text FROM user_dossiers") ==
        "{Monday,Wednesday,Friday}");
  CHECK(dossiers.database.Scalar("SELECT profile_json->>'name' FROM user_dossiers") == "Ana Silva");

  const pb::Dossier lean = dossiers.Get();
  CHECK(lean.markdown() == markdown);
  CHECK_FALSE(lean.has_profile());
  CHECK_FALSE(lean.has_json());
}

TEST_CASE(
    "a dossier is created once: again with the same content is the same answer, other content is refused") {
  Dossiers dossiers;

  const auto first = dossiers.Create();
  const auto again = dossiers.Create();
  const auto other = dossiers.Create(Sample{.name = "Somebody Else"}.Markdown());

  REQUIRE(first.ok());
  REQUIRE(again.ok());
  CHECK(first.response.result().etag() == again.response.result().etag());
  CHECK(other.code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(other.reason() == "DOSSIER_EXISTS");
  CHECK(dossiers.Revisions().revisions_size() == 1);
}

TEST_CASE("a dossier of an unknown user is not created") {
  Dossiers dossiers;
  dossiers.user = kUnknownUser;

  const auto created = dossiers.Create();

  CHECK(created.code() == grpc::StatusCode::NOT_FOUND);
  CHECK(created.reason() == "USER_NOT_FOUND");
  CHECK(dossiers.Profile().reason() == "DOSSIER_NOT_FOUND");
}

TEST_CASE("a dossier that is created after its plan takes up the active one") {
  Dossiers dossiers;
  const std::string insert =
      "INSERT INTO training_plans (user_id, id, markdown, start_date, is_active) VALUES ";
  dossiers.database.Execute(insert + "('" + dossiers.user +
                            "', gen_random_uuid(), '# Old', '2025-01-01', false)");
  dossiers.database.Execute(insert + "('" + dossiers.database.CreateUser() +
                            "', gen_random_uuid(), '# Of another', '2026-01-01', true)");
  dossiers.database.Execute(insert + "('" + dossiers.user + "', '" + kPlanId +
                            "', '# Plan', '2026-01-01', true)");

  REQUIRE(dossiers.Create().ok());

  CHECK(dossiers.Get().current_plan_id() == kPlanId);
  CHECK(dossiers.Profile().response.current_plan_id() == kPlanId);
  CHECK_THROWS(
      dossiers.database.Execute("UPDATE user_dossiers SET current_plan_id = (SELECT id FROM training_plans "
                                "WHERE markdown = '# Of another')"));
}

TEST_CASE("an update needs the current etag, and tells it where it is stale") {
  Dossiers dossiers;
  const auto created = dossiers.Create();
  auto request = For<pb::UpdateDossierRequest>(dossiers.user);
  request.set_markdown(Sample{.days = "Tuesday"}.Markdown());

  const auto without = dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", request);
  CHECK(without.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(without.violations().count("etag") == 1);

  request.set_etag(created.response.result().etag());
  const auto updated = dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", request);
  REQUIRE(updated.ok());
  CHECK(updated.response.result().revision() == 2);
  CHECK(dossiers.Profile().response.profile().training_days(0) == "Tuesday");

  request.set_markdown(Sample().Markdown());
  const auto stale = dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", request);
  CHECK(stale.code() == grpc::StatusCode::ABORTED);
  CHECK(stale.reason() == "ETAG_MISMATCH");
  CHECK(stale.metadata("etag") == updated.response.result().etag());

  request.set_force(true);
  CHECK(dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", request).ok());
}

TEST_CASE("the same request id twice is one revision and one answer") {
  Dossiers dossiers;
  const auto created = dossiers.Create();
  auto request = For<pb::UpdateDossierRequest>(dossiers.user);
  request.set_markdown(Sample{.days = "Tuesday"}.Markdown());
  request.set_etag(created.response.result().etag());
  request.mutable_options()->set_request_id(kRequestId);

  const auto first = dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", request);
  const auto second = dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", request);
  request.set_markdown(Sample().Markdown());
  const auto other = dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", request);

  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first.response.SerializeAsString() == second.response.SerializeAsString());
  CHECK(other.reason() == "REQUEST_ID_REUSED");
  CHECK(dossiers.Revisions().revisions_size() == 2);
}

TEST_CASE("an append that is sent again appends once") {
  Dossiers dossiers;
  REQUIRE(dossiers.Create().ok());
  auto request = For<pb::AppendHistoryRequest>(dossiers.user);
  request.set_date("2026-03-02");
  request.add_items("Bench 225 x 5");
  request.mutable_options()->set_request_id(kRequestId);

  const auto first = dossiers.service.Call<pb::AppendHistoryResponse>("AppendHistory", request);
  const auto second = dossiers.service.Call<pb::AppendHistoryResponse>("AppendHistory", request);

  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first.response.SerializeAsString() == second.response.SerializeAsString());
  CHECK(dossiers.Profile().response.profile().history_size() == 2);
}

// Writes what is there already.
pb::UpdateDossierRequest SameAgain(const std::string& user, const pb::Dossier& dossier) {
  auto request = For<pb::UpdateDossierRequest>(user);
  request.set_markdown(dossier.markdown());
  request.set_etag(dossier.etag());
  request.mutable_options()->set_request_id(kRequestId);
  return request;
}

TEST_CASE("writing what is there already keeps revision and time") {
  Dossiers dossiers;
  REQUIRE(dossiers.Create().ok());
  const pb::Dossier before = dossiers.Get();

  const auto updated =
      dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", SameAgain(dossiers.user, before));

  REQUIRE(updated.ok());
  CHECK_FALSE(updated.response.result().changed());
  CHECK(dossiers.Get().SerializeAsString() == before.SerializeAsString());
  CHECK(dossiers.Revisions().revisions_size() == 1);
}

TEST_CASE("writing what is there already twice is one answer, with all that is said of the document") {
  Dossiers dossiers;
  REQUIRE(dossiers.Create(Sample{.time_zone = "Mars/Base"}.Markdown()).ok());
  const pb::UpdateDossierRequest request = SameAgain(dossiers.user, dossiers.Get());

  const auto first = dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", request);
  REQUIRE(dossiers.Append("2026-03-02", "Check-in", "Bench 225 x 5").ok());
  const auto second = dossiers.service.Call<pb::UpdateDossierResponse>("UpdateDossier", request);

  REQUIRE(first.ok());
  CHECK_FALSE(first.response.result().changed());
  CHECK_FALSE(first.response.result().diagnostics().empty());
  CHECK(first.response.SerializeAsString() == second.response.SerializeAsString());
}

TEST_CASE("an edit in psql is right on the very next read: profile, search, revisions") {
  Dossiers dossiers;
  REQUIRE(dossiers.Create().ok());
  CHECK(dossiers.Profile().response.from_cache());

  dossiers.database.Execute(
      "UPDATE user_dossiers SET markdown = replace(replace(markdown, 'Barbell', 'Kettlebell'), 'Knee', "
      "'Elbow')");

  pb::SearchDossiersRequest search;
  search.add_equipment_all("Kettlebell");
  search.set_text("elbow");
  const auto found = dossiers.Search(search);
  REQUIRE(found.ok());
  REQUIRE(found.response.matches_size() == 1);
  CHECK(found.response.stale_documents() == 0);

  dossiers.database.Execute(
      "UPDATE user_dossiers SET markdown = replace(markdown, 'Ana Silva', 'Ana Costa')");
  const auto profile = dossiers.Profile();
  REQUIRE(profile.ok());
  CHECK(profile.response.profile().name() == "Ana Costa");
  CHECK(profile.response.profile().equipment_tags(0) == "Kettlebell");
  CHECK_FALSE(profile.response.from_cache());
  CHECK(profile.response.revision() == 3);

  const pb::ListRevisionsResponse revisions = dossiers.Revisions();
  REQUIRE(revisions.revisions_size() == 3);
  CHECK(revisions.revisions(0).author() == "sql:postgres");
  CHECK(revisions.revisions(2).author() == "agent:coach");
}

TEST_CASE("a section is read as it stands, and edited without touching anything else") {
  Dossiers dossiers;
  const std::string markdown = Sample().Markdown();
  REQUIRE(dossiers.Create(markdown).ok());

  const auto sections = dossiers.service.Call<pb::ListSectionsResponse>(
      "ListSections", For<pb::ListSectionsRequest>(dossiers.user));
  REQUIRE(sections.ok());
  REQUIRE(sections.response.sections_size() == 7);
  CHECK(sections.response.sections(2).path(1) == "Equipment Access");
  CHECK(sections.response.sections(2).level() == 2);

  auto get = For<pb::GetSectionRequest>(dossiers.user);
  get.add_path("equipment access");
  const auto section = dossiers.service.Call<pb::GetSectionResponse>("GetSection", get);
  REQUIRE(section.ok());
  const std::string original = section.response.markdown();
  CHECK(original.find("## Equipment Access\n- Barbell\n") == 0);
  CHECK(section.response.section().bytes() == original.size());

  auto edit = For<pb::EditSectionRequest>(dossiers.user);
  edit.mutable_edit()->add_path("Equipment Access");
  edit.mutable_edit()->set_kind(liftmark::document::v1::SECTION_EDIT_KIND_REPLACE);
  edit.mutable_edit()->set_text("- Kettlebell\n");
  edit.set_etag(section.response.etag());
  REQUIRE(dossiers.service.Call<pb::EditSectionResponse>("EditSection", edit).ok());
  std::string expected = markdown;
  expected.replace(expected.find(original), original.size(), "## Equipment Access\n- Kettlebell\n\n");
  CHECK(dossiers.Get().markdown() == expected);

  const auto stale = dossiers.service.Call<pb::EditSectionResponse>("EditSection", edit);
  CHECK(stale.reason() == "ETAG_MISMATCH");
  edit.clear_etag();
  edit.mutable_edit()->set_path(0, "Nutrition");
  const auto missing = dossiers.service.Call<pb::EditSectionResponse>("EditSection", edit);
  CHECK(missing.code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(missing.reason() == "SECTION_NOT_FOUND");
}

TEST_CASE("a history entry goes on top of the history and changes no other byte") {
  Dossiers dossiers;
  const std::string before = Sample().Markdown();
  REQUIRE(dossiers.Create(before).ok());

  REQUIRE(dossiers.Append("2026-03-02", "Meet", "Squat 405").ok());

  const std::string after = dossiers.Get().markdown();
  const std::size_t place = before.find("### 2026-02-01");
  CHECK(after.substr(0, place) == before.substr(0, place));
  CHECK(after.substr(place) == "### 2026-03-02 - Meet\n- Squat 405\n\n" + before.substr(place));

  REQUIRE(dossiers.Append("2026-03-02", "Meet", "Bench 300").ok());
  CHECK(dossiers.Get().markdown().substr(place) ==
        "### 2026-03-02 - Meet\n- Squat 405\n- Bench 300\n\n" + before.substr(place));
}

TEST_CASE("every revision says who wrote it, and can be read, compared and restored") {
  Dossiers dossiers;
  const std::string markdown = Sample().Markdown();
  REQUIRE(dossiers.Create(markdown).ok());
  auto append = For<pb::AppendHistoryRequest>(dossiers.user);
  append.set_date("2026-03-02");
  append.add_items("Squat 405");
  append.mutable_options()->set_author("user:ana");
  append.mutable_options()->set_invocation_id(kInvocationId);
  REQUIRE(dossiers.service.Call<pb::AppendHistoryResponse>("AppendHistory", append).ok());

  const pb::ListRevisionsResponse newest = dossiers.Revisions(1);
  REQUIRE(newest.revisions_size() == 1);
  CHECK(newest.revisions(0).revision() == 2);
  CHECK(newest.revisions(0).author() == "user:ana");
  CHECK(newest.revisions(0).invocation_id() == kInvocationId);
  const pb::ListRevisionsResponse oldest = dossiers.Revisions(1, newest.next_page_token());
  REQUIRE(oldest.revisions_size() == 1);
  CHECK(oldest.revisions(0).revision() == 1);
  CHECK(oldest.revisions(0).bytes() == markdown.size());
  CHECK(oldest.next_page_token().empty());

  auto get = For<pb::GetRevisionRequest>(dossiers.user);
  get.set_revision(1);
  const auto first = dossiers.service.Call<pb::GetRevisionResponse>("GetRevision", get);
  REQUIRE(first.ok());
  CHECK(first.response.markdown() == markdown);
  get.set_revision(9);
  CHECK(dossiers.service.Call<pb::GetRevisionResponse>("GetRevision", get).reason() == "REVISION_NOT_FOUND");

  auto diff = For<pb::DiffRevisionsRequest>(dossiers.user);
  diff.set_from_revision(1);
  const auto changes = dossiers.service.Call<pb::DiffRevisionsResponse>("DiffRevisions", diff);
  REQUIRE(changes.ok());
  CHECK(changes.response.to_revision() == 2);
  CHECK(changes.response.diff().find("\n+- Squat 405\n") != std::string::npos);

  auto restore = For<pb::RestoreRevisionRequest>(dossiers.user);
  restore.set_revision(1);
  restore.set_etag(dossiers.Get().etag());
  const auto restored = dossiers.service.Call<pb::RestoreRevisionResponse>("RestoreRevision", restore);
  REQUIRE(restored.ok());
  CHECK(restored.response.result().revision() == 3);
  CHECK(dossiers.Get().markdown() == markdown);
  CHECK(dossiers.service.Call<pb::RestoreRevisionResponse>("RestoreRevision", restore).reason() ==
        "ETAG_MISMATCH");
}

TEST_CASE("a deleted dossier is gone with its revisions, and the next one has another etag") {
  Dossiers dossiers;
  const std::string etag = dossiers.Create().response.result().etag();
  auto request = For<pb::DeleteDossierRequest>(dossiers.user);
  request.set_etag("1-1");
  CHECK(dossiers.service.Call<pb::DeleteDossierResponse>("DeleteDossier", request).reason() ==
        "ETAG_MISMATCH");
  request.set_etag(etag);
  CHECK(dossiers.service.Call<pb::DeleteDossierResponse>("DeleteDossier", request).ok());

  CHECK(dossiers.Profile().reason() == "DOSSIER_NOT_FOUND");
  CHECK(dossiers.database.Scalar("SELECT count(*) FROM user_dossier_revisions") == "0");
  CHECK(dossiers.service.Call<pb::DeleteDossierResponse>("DeleteDossier", request).reason() ==
        "DOSSIER_NOT_FOUND");
  CHECK(dossiers.Create().response.result().etag() != etag);
}

TEST_CASE("a deleted user leaves no dossier, no revision, and no trace in search") {
  Dossiers dossiers;
  REQUIRE(dossiers.Create().ok());
  REQUIRE(dossiers.Append("2026-03-02", "", "Squat 405").ok());

  dossiers.database.Execute("DELETE FROM users WHERE user_id = '" + dossiers.user + "'");

  CHECK(dossiers.Profile().reason() == "DOSSIER_NOT_FOUND");
  CHECK(dossiers.database.Scalar("SELECT count(*) FROM user_dossiers") == "0");
  CHECK(dossiers.database.Scalar("SELECT count(*) FROM user_dossier_revisions") == "0");
  CHECK(dossiers.database.Scalar("SELECT count(*) FROM requests") == "0");
  pb::SearchDossiersRequest search;
  search.set_text("squat");
  const auto found = dossiers.Search(search);
  REQUIRE(found.ok());
  CHECK(found.response.matches_size() == 0);
}

TEST_CASE("validation answers rules and profile and stores nothing") {
  Dossiers dossiers;
  pb::ValidateDossierRequest request;
  request.set_markdown(Sample().Markdown());
  const auto valid = dossiers.service.Call<pb::ValidateDossierResponse>("ValidateDossier", request);
  REQUIRE(valid.ok());
  CHECK(valid.response.valid_strict());
  CHECK(valid.response.profile().name() == "Ana Silva");

  request.set_markdown("# Training Dossier - Ana\n\n## Profile\n- **Name:** Ana\n");
  const auto sparse = dossiers.service.Call<pb::ValidateDossierResponse>("ValidateDossier", request);
  CHECK(sparse.response.valid());
  CHECK_FALSE(sparse.response.valid_strict());
  CHECK(sparse.response.diagnostics_size() > 0);
  CHECK(dossiers.database.Scalar("SELECT count(*) FROM user_dossiers") == "0");
}

TEST_CASE("a strict write refuses warnings, one that only validates stores nothing") {
  Dossiers dossiers;
  auto request = For<pb::CreateDossierRequest>(dossiers.user);
  request.set_markdown("# Training Dossier - Ana\n\n## Profile\n- **Name:** Ana\n");
  request.mutable_options()->set_strict(true);
  const auto refused = dossiers.service.Call<pb::CreateDossierResponse>("CreateDossier", request);
  CHECK(refused.code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(refused.reason() == "DOCUMENT_REFUSED");
  CHECK(refused.violations().count("markdown") > 0);

  request.mutable_options()->set_strict(false);
  request.mutable_options()->set_validate_only(true);
  const auto checked = dossiers.service.Call<pb::CreateDossierResponse>("CreateDossier", request);
  REQUIRE(checked.ok());
  CHECK(checked.response.result().diagnostics_size() > 0);
  CHECK(dossiers.Profile().reason() == "DOSSIER_NOT_FOUND");
}

TEST_CASE("a batch answers each user by itself, in the order that was asked") {
  Dossiers dossiers;
  const std::string ana = dossiers.Add({.name = "Ana"});
  const std::string bea = dossiers.Add({.name = "Bea"});
  pb::BatchGetDossiersRequest request;
  for (const std::string& user : {bea, std::string(kUnknownUser), ana, bea}) request.add_user_ids(user);
  request.set_view(pb::DOSSIER_VIEW_STRUCTURED);

  const auto batch = dossiers.service.Call<pb::BatchGetDossiersResponse>("BatchGetDossiers", request);

  REQUIRE(batch.ok());
  REQUIRE(batch.response.results_size() == 4);
  CHECK(batch.response.results(0).dossier().profile().name() == "Bea");
  CHECK(batch.response.results(1).user_id() == kUnknownUser);
  CHECK(batch.response.results(1).code() == grpc::StatusCode::NOT_FOUND);
  CHECK_FALSE(batch.response.results(1).has_dossier());
  CHECK(batch.response.results(2).dossier().profile().name() == "Ana");
  CHECK(batch.response.results(3).dossier().user_id() == bea);
}

TEST_CASE("a batch ends before it grows too large for a reply, and says which to ask for again") {
  Dossiers dossiers;
  pb::BatchGetDossiersRequest request;
  request.set_view(pb::DOSSIER_VIEW_FULL);
  const std::string long_note(200 * 1024, 'x');
  for (int i = 0; i < 12; ++i) request.add_user_ids(dossiers.Add({.note = long_note}));
  request.add_user_ids(kUnknownUser);

  int found = 0;
  int calls = 0;
  while (request.user_ids_size() > 0) {
    const auto batch = dossiers.service.Call<pb::BatchGetDossiersResponse>("BatchGetDossiers", request);
    REQUIRE(batch.ok());
    ++calls;
    request.clear_user_ids();
    for (const pb::DossierResult& result : batch.response.results()) {
      if (result.code() == grpc::StatusCode::OK) ++found;
      if (result.code() == grpc::StatusCode::RESOURCE_EXHAUSTED) request.add_user_ids(result.user_id());
    }
  }

  CHECK(found == 12);
  CHECK(calls >= 2);
}

}  // namespace
}  // namespace liftmark::dossier
