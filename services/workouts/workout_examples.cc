#include "services/workouts/workout_examples.h"

#include <utility>

#include "common/documents/document.h"
#include "common/documents/request.h"
#include "common/rpc/non_empty.h"
#include "common/views/equipment_match.h"
#include "common/views/workout_views.h"

namespace liftmark::workouts {
namespace {

#define LIFTMARK_WORKOUT_EXAMPLE_COLUMNS                                                          \
  "id, workout_type, experience_level, coalesce(equipment_required, '{}'), markdown, is_active, " \
  "usage_count"

constexpr pg::Statement kListWorkoutExamples{
    "list_workout_examples",
    LIFTMARK_LIST_EXAMPLES("workout_examples", LIFTMARK_WORKOUT_EXAMPLE_COLUMNS,
                           "($5::text IS NULL OR workout_type = $5)"
                           " AND ($6::text IS NULL OR experience_level = $6)"
                           " AND ($7::text[] IS NULL OR coalesce(equipment_required, '{}') <@ $7)")};

constexpr pg::Statement kCreateWorkoutExample{
    "create_workout_example",
    "INSERT INTO workout_examples (id, workout_type, experience_level, equipment_required, markdown)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING " LIFTMARK_WORKOUT_EXAMPLE_COLUMNS};

constexpr pg::Statement kFindWorkoutExample{"find_workout_example", "SELECT " LIFTMARK_WORKOUT_EXAMPLE_COLUMNS
                                                                    " FROM workout_examples WHERE id = $1"};

constexpr pg::Statement kUpdateWorkoutExample{
    "update_workout_example",
    "UPDATE workout_examples SET"
    "   workout_type = coalesce($2, workout_type), experience_level = nullif(coalesce($3, experience_level), "
    "''),"
    "   equipment_required = coalesce($4, equipment_required), markdown = coalesce($5, markdown)"
    " WHERE id = $1 RETURNING " LIFTMARK_WORKOUT_EXAMPLE_COLUMNS};

constexpr pg::Statement kRetireWorkoutExample{"retire_workout_example",
                                              LIFTMARK_RETIRE_EXAMPLE("workout_examples")};

constexpr pg::Statement kRequiredEquipment{
    "required_equipment", "SELECT DISTINCT unnest(equipment_required) FROM workout_examples"};

constexpr int kDefaultExamples = 5;

std::vector<std::string> ToVector(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

// What an example's markdown is worth as a workout: one with errors is refused. It is for no date.
absl::StatusOr<views::Diagnostics> CheckExample(const std::string& markdown) {
  views::Diagnostics diagnostics = views::DiagnosticsFor(views::BuildWorkoutViews(markdown), "");
  LIFTMARK_RETURN_IF_ERROR(documents::CheckAccepted(diagnostics, /*strict=*/false));
  return diagnostics;
}

void ToProto(WorkoutExampleKind::Example example, v1::WorkoutExample& message) {
  message.set_id(std::move(example.id));
  message.set_workout_type(std::move(example.workout_type));
  if (example.experience_level.has_value())
    message.set_experience_level(*std::move(example.experience_level));
  for (std::string& item : example.equipment_required) message.add_equipment_required(std::move(item));
  message.set_markdown(std::move(example.markdown));
  message.set_is_active(example.is_active);
  message.set_usage_count(example.usage_count);
}

}  // namespace

pg::Query WorkoutExampleKind::List(const Filter& filter) {
  return {kListWorkoutExamples,
          pg::Params(filter.limit, filter.rotate, filter.include_retired, filter.request_id,
                     filter.workout_type, filter.experience_level, filter.equipment)};
}

pg::Query WorkoutExampleKind::Create(const Example& example) {
  return {kCreateWorkoutExample, pg::Params(example.id, example.workout_type, example.experience_level,
                                            example.equipment_required, example.markdown)};
}

pg::Query WorkoutExampleKind::Find(const std::string& id) { return {kFindWorkoutExample, pg::Params(id)}; }

pg::Query WorkoutExampleKind::Update(const std::string& id, const Change& change) {
  return {kUpdateWorkoutExample, pg::Params(id, change.workout_type, change.experience_level,
                                            change.equipment_required, change.markdown)};
}

pg::Query WorkoutExampleKind::Retire(const std::string& id) {
  return {kRetireWorkoutExample, pg::Params(id)};
}

WorkoutExampleKind::Example WorkoutExampleKind::Parse(const pg::Row& row) {
  Example example;
  example.id = row.Get<std::string>(0);
  example.workout_type = row.Get<std::string>(1);
  example.experience_level = row.Get<std::optional<std::string>>(2);
  example.equipment_required = row.Get<std::vector<std::string>>(3);
  example.markdown = row.Get<std::string>(4);
  example.is_active = row.Get<bool>(5);
  example.usage_count = row.Get<std::int32_t>(6);
  return example;
}

bool WorkoutExampleKind::SameContent(const Example& a, const Example& b) {
  return a.workout_type == b.workout_type && a.experience_level == b.experience_level &&
         a.equipment_required == b.equipment_required && a.markdown == b.markdown;
}

void WorkoutExamples::Bind(rpc::MethodTable& methods) {
  methods.Bind("ListWorkoutExamples", &WorkoutExamples::ListWorkoutExamples, this);
  methods.Bind("CreateWorkoutExample", &WorkoutExamples::CreateWorkoutExample, this);
  methods.Bind("UpdateWorkoutExample", &WorkoutExamples::UpdateWorkoutExample, this);
  methods.Bind("RetireWorkoutExample", &WorkoutExamples::RetireWorkoutExample, this);
}

Task<absl::Status> WorkoutExamples::ListWorkoutExamples(rpc::Call& call,
                                                        const v1::ListWorkoutExamplesRequest& request,
                                                        rpc::Reply<v1::ListWorkoutExamplesResponse>& reply) {
  WorkoutExampleFilter filter;
  filter.workout_type = rpc::NonEmpty(request.workout_type());
  filter.experience_level = rpc::NonEmpty(request.experience_level());
  filter.limit = request.limit() == 0 ? kDefaultExamples : request.limit();
  filter.rotate = request.rotate();
  filter.include_retired = request.include_retired();
  filter.request_id = rpc::NonEmpty(request.request_id());
  if (!request.equipment_of_user_id().empty()) {
    absl::StatusOr<std::vector<std::string>> equipment =
        co_await EquipmentOf(request.equipment_of_user_id(), call.deadline());
    if (!equipment.ok()) co_return equipment.status();
    filter.equipment = *std::move(equipment);
  }
  absl::StatusOr<std::vector<WorkoutExampleKind::Example>> listed =
      co_await examples_.List(std::move(filter), call.deadline());
  if (!listed.ok()) co_return listed.status();
  for (WorkoutExampleKind::Example& example : *listed)
    ToProto(std::move(example), *reply.message().add_examples());
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutExamples::CreateWorkoutExample(
    rpc::Call& call, const v1::CreateWorkoutExampleRequest& request,
    rpc::Reply<v1::CreateWorkoutExampleResponse>& reply) {
  const absl::StatusOr<views::Diagnostics> diagnostics = CheckExample(request.markdown());
  if (!diagnostics.ok()) co_return diagnostics.status();
  WorkoutExampleKind::Example example;
  example.id = documents::NewId(request.id(), "", "");
  example.workout_type = request.workout_type();
  example.experience_level = rpc::NonEmpty(request.experience_level());
  example.equipment_required = ToVector(request.equipment_required());
  example.markdown = request.markdown();
  absl::StatusOr<WorkoutExampleKind::Example> created =
      co_await examples_.Create(std::move(example), call.deadline());
  if (!created.ok()) co_return created.status();
  ToProto(*std::move(created), *reply.message().mutable_example());
  documents::ToProto(*diagnostics, *reply.message().mutable_diagnostics());
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutExamples::UpdateWorkoutExample(
    rpc::Call& call, const v1::UpdateWorkoutExampleRequest& request,
    rpc::Reply<v1::UpdateWorkoutExampleResponse>& reply) {
  if (request.has_workout_type() && request.workout_type().empty()) {
    Violations violations;
    violations.Add("workout_type", "must not be empty");
    co_return violations.ToStatus();
  }
  WorkoutExampleChange change;
  if (request.has_workout_type()) change.workout_type = request.workout_type();
  if (request.has_experience_level()) change.experience_level = request.experience_level();
  if (request.has_equipment_required())
    change.equipment_required = ToVector(request.equipment_required().items());
  absl::StatusOr<views::Diagnostics> diagnostics = views::Diagnostics();
  if (request.has_markdown()) {
    change.markdown = request.markdown();
    diagnostics = CheckExample(request.markdown());
  }
  if (!diagnostics.ok()) co_return diagnostics.status();
  absl::StatusOr<WorkoutExampleKind::Example> updated =
      co_await examples_.Update(request.id(), std::move(change), call.deadline());
  if (!updated.ok()) co_return updated.status();
  ToProto(*std::move(updated), *reply.message().mutable_example());
  documents::ToProto(*diagnostics, *reply.message().mutable_diagnostics());
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutExamples::RetireWorkoutExample(rpc::Call& call,
                                                         const v1::RetireWorkoutExampleRequest& request,
                                                         rpc::Reply<v1::RetireWorkoutExampleResponse>&) {
  co_return co_await examples_.Retire(request.id(), call.deadline());
}

Task<absl::StatusOr<std::vector<std::string>>> WorkoutExamples::EquipmentOf(std::string user_id,
                                                                            async::Deadline deadline) {
  std::vector<std::string> tags;
  if (dossiers_ != nullptr) {
    const absl::StatusOr<std::optional<liftmark::dossier::v1::Profile>> profile =
        co_await dossiers_->Find(std::move(user_id), deadline);
    if (!profile.ok()) co_return profile.status();
    if (profile->has_value()) tags = ToVector((*profile)->equipment_tags());
  }
  const absl::StatusOr<pg::Result> required =
      co_await pool_.Execute(pg::Lane::kRead, {kRequiredEquipment, pg::Params()}, deadline);
  if (!required.ok()) co_return required.status();
  std::vector<std::string> equipment;
  for (int row = 0; row < required->rows(); ++row) {
    auto item = (*required)[row].Get<std::string>(0);
    if (views::HasEquipment(tags, item)) equipment.push_back(std::move(item));
  }
  co_return equipment;
}

}  // namespace liftmark::workouts
