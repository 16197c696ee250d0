// Sections and revisions of workouts.
#include <future>

#include "tests/integration/workouts/weeks.h"

namespace liftmark::workouts {
namespace {

using liftmark::document::v1::SECTION_EDIT_KIND_APPEND;
using liftmark::document::v1::SECTION_EDIT_KIND_REPLACE;

pb::EditSectionRequest Append(const Weeks& weeks, const std::string& id, const std::string& path,
                              const std::string& text) {
  auto request = weeks.For<pb::EditSectionRequest>(id);
  request.mutable_edit()->add_path(path);
  request.mutable_edit()->set_kind(SECTION_EDIT_KIND_APPEND);
  request.mutable_edit()->set_text(text);
  return request;
}

Outcome<pb::EditSectionResponse> Edit(const Weeks& weeks, const pb::EditSectionRequest& request) {
  return weeks.service.Call<pb::EditSectionResponse>("EditSection", request);
}

TEST_CASE("the sections of a workout are its headings, and one is read byte for byte") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));

  const auto listed =
      weeks.service.Call<pb::ListSectionsResponse>("ListSections", weeks.For<pb::ListSectionsRequest>(id));
  REQUIRE(listed.ok());
  CHECK(listed.response.sections_size() == 5);
  CHECK(listed.response.etag() == weeks.Get(id).etag());

  auto request = weeks.For<pb::GetSectionRequest>(id);
  request.add_path("Main Workout");
  request.add_path("1. Bench Press");
  const auto found = weeks.service.Call<pb::GetSectionResponse>("GetSection", request);
  REQUIRE(found.ok());
  CHECK(found.response.markdown() ==
        "### 1. Bench Press\n**Target:** 1 × 5 @ RPE 8\n- **Set 1:** 155 lb × 5\n**Rest:** 3 minutes\n\n");
  CHECK(found.response.section().line() == 9);
  request.add_path("Nothing");
  CHECK(weeks.service.Call<pb::GetSectionResponse>("GetSection", request).reason() == "SECTION_NOT_FOUND");
}

TEST_CASE("an edit of a section changes its views, and no byte elsewhere") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  auto request = weeks.For<pb::EditSectionRequest>(id);
  request.mutable_edit()->add_path("Bench Press");
  request.mutable_edit()->set_kind(SECTION_EDIT_KIND_REPLACE);
  request.mutable_edit()->set_text(
      "**Target:** 1 × 5 @ RPE 8\n- **Set 1:** 165 lb × 5\n**Rest:** 3 minutes\n");
  request.set_etag(weeks.Get(id).etag());
  request.mutable_edit()->set_path(0, "1. Bench Press");

  const auto edited = Edit(weeks, request);

  REQUIRE(edited.ok());
  CHECK(edited.response.result().revision() == 2);
  CHECK(weeks.Get(id).markdown() == Press("165"));
  CHECK(weeks.Get(id).structured().total_volume_lbs() == 825);
  CHECK(Edit(weeks, request).reason() == "ETAG_MISMATCH");
}

TEST_CASE("edits of sections at once all survive") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  const TestService<WorkoutService> other(weeks.database, "liftmark_workouts",
                                          "liftmark.workouts.v1.WorkoutService");
  std::vector<std::future<bool>> edits;
  for (int i = 0; i < 20; ++i) {
    edits.push_back(std::async(std::launch::async, [&, i] {
      const auto request = Append(weeks, id, i % 2 == 0 ? "Warm-Up" : "Cool Down",
                                  std::to_string(i + 2) + ". Stretch " + std::to_string(i) + ": 1 minute");
      const auto& service = i % 4 < 2 ? weeks.service : other;
      return service.Call<pb::EditSectionResponse>("EditSection", request).ok();
    }));
  }
  for (auto& edit : edits) CHECK(edit.get());

  const pb::Workout workout = weeks.Get(id);
  CHECK(workout.revision() == 21);
  for (int i = 0; i < 20; ++i) {
    CHECK(workout.markdown().find("Stretch " + std::to_string(i) + ":") != std::string::npos);
  }
  CHECK(workout.structured().warm_up().items_size() == 11);
  CHECK(workout.structured().cool_down().items_size() == 11);
}

TEST_CASE("revisions are listed page by page, read, compared and restored") {
  Weeks weeks;
  const std::string id = weeks.Create(DayOfMarch(2));
  auto edit = Append(weeks, id, "1. Bench Press", "- **Set 2:** 155 lb × 4");
  edit.mutable_options()->set_author("user:ana");
  REQUIRE(Edit(weeks, edit).ok());
  weeks.database.Execute("UPDATE workouts SET markdown = markdown || E'\\n## Notes\\n- By hand.\\n'");

  auto list = weeks.For<pb::ListRevisionsRequest>(id);
  list.set_page_size(2);
  const auto first = weeks.service.Call<pb::ListRevisionsResponse>("ListRevisions", list);
  REQUIRE(first.ok());
  REQUIRE(first.response.revisions_size() == 2);
  CHECK(first.response.revisions(0).author() == "sql:postgres");
  CHECK(first.response.revisions(1).author() == "user:ana");
  list.set_page_token(first.response.next_page_token());
  const auto second = weeks.service.Call<pb::ListRevisionsResponse>("ListRevisions", list);
  REQUIRE(second.ok());
  REQUIRE(second.response.revisions_size() == 1);
  CHECK(second.response.revisions(0).author() == "agent:coach");
  CHECK(second.response.next_page_token().empty());

  auto get = weeks.For<pb::GetRevisionRequest>(id);
  get.set_revision(1);
  CHECK(weeks.service.Call<pb::GetRevisionResponse>("GetRevision", get).response.markdown() == Press());
  get.set_revision(9);
  CHECK(weeks.service.Call<pb::GetRevisionResponse>("GetRevision", get).code() ==
        grpc::StatusCode::NOT_FOUND);

  auto diff = weeks.For<pb::DiffRevisionsRequest>(id);
  diff.set_from_revision(1);
  diff.set_to_revision(2);
  const auto changes = weeks.service.Call<pb::DiffRevisionsResponse>("DiffRevisions", diff);
  REQUIRE(changes.ok());
  CHECK(changes.response.diff().find("\n+- **Set 2:** 155 lb × 4") != std::string::npos);

  auto restore = weeks.For<pb::RestoreRevisionRequest>(id);
  restore.set_revision(1);
  CHECK(weeks.service.Call<pb::RestoreRevisionResponse>("RestoreRevision", restore)
            .violations()
            .count("etag") == 1);
  restore.set_etag(weeks.Get(id).etag());
  const auto restored = weeks.service.Call<pb::RestoreRevisionResponse>("RestoreRevision", restore);
  REQUIRE(restored.ok());
  CHECK(restored.response.result().revision() == 4);
  CHECK(weeks.Get(id).markdown() == Press());
  CHECK(weeks.Get(id).structured().total_volume_lbs() == 775);
}

}  // namespace
}  // namespace liftmark::workouts
