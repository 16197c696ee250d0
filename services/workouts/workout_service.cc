#include "services/workouts/workout_service.h"

#include <optional>
#include <string>
#include <utility>

#include "common/documents/day.h"
#include "common/status/status.h"
#include "common/views/codec.h"
#include "services/workouts/workout_update.h"
#include "services/workouts/workout_wire.h"

namespace liftmark::workouts {
namespace {

constexpr int kDefaultRecentDays = 14;
constexpr std::string_view kLastDate = "2200-12-31";

std::optional<std::string> NonEmpty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// A key of a request: its id, else its date.
template <class Request>
WorkoutRef RefOf(const Request& request) {
  if (request.has_workout_date()) return WorkoutDate{request.workout_date()};
  return WorkoutId{request.id()};
}

}  // namespace

WorkoutService::WorkoutService(pg::Pool& pool, async::Shard& shard, const rpc::PageTokens& page_tokens,
                               Clock clock, TimeZones* time_zones, DossierProfiles* dossiers)
    : store_(pool, shard),
      documents_(pool, shard, page_tokens),
      caches_(pool, store_.cache_counters(), page_tokens),
      completion_(pool, clock),
      batch_(pool, shard),
      days_(clock, time_zones),
      changes_(pool, store_, documents_, days_),
      history_(pool, store_, page_tokens),
      delivery_(store_, shard, page_tokens),
      archive_(pool, clock),
      lists_(pool, store_, page_tokens),
      examples_(pool, dossiers),
      page_tokens_(page_tokens) {}

void WorkoutService::Bind(rpc::MethodTable& methods) {
  using DocumentRpcs = document_rpcs::DocumentRpcs<WorkoutKind>;
  methods.Bind("CreateWorkout", &WorkoutService::CreateWorkout, this);
  methods.Bind("UpdateWorkout", &WorkoutService::UpdateWorkout, this);
  methods.Bind("DeleteWorkout", &DocumentRpcs::Delete<pb::DeleteWorkoutRequest, pb::DeleteWorkoutResponse>,
               &documents_);
  methods.Bind("GetWorkout", &WorkoutService::GetWorkout, this);
  methods.Bind("GetTodaysWorkout", &WorkoutService::GetTodaysWorkout, this);
  methods.Bind("GetStructuredWorkout", &WorkoutService::GetStructuredWorkout, this);
  methods.Bind("GetSms", &WorkoutService::GetSms, this);
  methods.Bind("ListRecentWorkouts", &WorkoutService::ListRecentWorkouts, this);
  methods.Bind("ListSections", &DocumentRpcs::ListSections<pb::ListSectionsRequest, pb::ListSectionsResponse>,
               &documents_);
  methods.Bind("GetSection", &DocumentRpcs::GetSection<pb::GetSectionRequest, pb::GetSectionResponse>,
               &documents_);
  methods.Bind("EditSection", &DocumentRpcs::EditSection<pb::EditSectionRequest, pb::EditSectionResponse>,
               &documents_);
  methods.Bind("ListRevisions",
               &DocumentRpcs::ListRevisions<pb::ListRevisionsRequest, pb::ListRevisionsResponse>,
               &documents_);
  methods.Bind("GetRevision", &DocumentRpcs::GetRevision<pb::GetRevisionRequest, pb::GetRevisionResponse>,
               &documents_);
  methods.Bind("DiffRevisions",
               &DocumentRpcs::DiffRevisions<pb::DiffRevisionsRequest, pb::DiffRevisionsResponse>,
               &documents_);
  methods.Bind("RestoreRevision",
               &DocumentRpcs::RestoreRevision<pb::RestoreRevisionRequest, pb::RestoreRevisionResponse>,
               &documents_);
  batch_.Bind(methods);
  changes_.Bind(methods);
  completion_.Bind(methods);
  history_.Bind(methods);
  delivery_.Bind(methods);
  archive_.Bind(methods);
  lists_.Bind(methods);
  examples_.Bind(methods);
  methods.Bind("ValidateWorkout", &WorkoutService::ValidateWorkout, this);
  methods.Bind("PreviewWorkout", &WorkoutService::PreviewWorkout, this);

  using CacheRpcs = document_rpcs::CacheRpcs<WorkoutCaches>;
  methods.Bind("GetCacheStatus",
               &CacheRpcs::GetCacheStatus<pb::GetCacheStatusRequest, pb::GetCacheStatusResponse>, &caches_);
  methods.Bind("ExplainCache", &CacheRpcs::ExplainCache<pb::ExplainCacheRequest, pb::ExplainCacheResponse>,
               &caches_);
  methods.Bind("InvalidateCaches",
               &CacheRpcs::InvalidateCaches<pb::InvalidateCachesRequest, pb::InvalidateCachesResponse>,
               &caches_);
  methods.Bind("RebuildCaches",
               &CacheRpcs::RebuildCaches<pb::RebuildCachesRequest, pb::RebuildCachesResponse>, &caches_);
}

Task<absl::Status> WorkoutService::CreateWorkout(rpc::Call& call, const pb::CreateWorkoutRequest& request,
                                                 rpc::Reply<pb::CreateWorkoutResponse>& reply) {
  WorkoutKind::Draft draft;
  draft.key = {request.user_id(),
               documents::NewId(request.id(), request.user_id(), request.options().request_id())};
  draft.workout_date = request.workout_date();
  draft.markdown = request.markdown();
  draft.training_plan_id = NonEmpty(request.training_plan_id());
  draft.workout_type = NonEmpty(request.workout_type());
  reply.message().set_id(draft.key.id);
  co_return co_await documents_.Create(call, request, std::move(draft), reply);
}

Task<absl::Status> WorkoutService::UpdateWorkout(rpc::Call& call, const pb::UpdateWorkoutRequest& request,
                                                 rpc::Reply<pb::UpdateWorkoutResponse>& reply) {
  absl::StatusOr<WorkoutUpdate> update = WorkoutUpdate::Of(request);
  if (!update.ok()) co_return update.status();
  co_return co_await documents_.Write(call, request, *update, reply);
}

Task<absl::Status> WorkoutService::GetWorkout(rpc::Call& call, const pb::GetWorkoutRequest& request,
                                              rpc::Reply<pb::GetWorkoutResponse>& reply) {
  const absl::StatusOr<StoredWorkout> workout =
      co_await store_.Find(request.user_id(), RefOf(request), WantedFor(request.view()), call.deadline());
  if (!workout.ok()) co_return workout.status();
  reply.AppendBytes(pb::GetWorkoutResponse::kWorkoutFieldNumber,
                    WorkoutBytes(request.user_id(), *workout, request.view()));
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutService::GetTodaysWorkout(rpc::Call& call,
                                                    const pb::GetTodaysWorkoutRequest& request,
                                                    rpc::Reply<pb::GetTodaysWorkoutResponse>& reply) {
  const absl::StatusOr<documents::Day> today =
      co_await days_.Today(request.user_id(), request.time_zone(), call.deadline());
  if (!today.ok()) co_return today.status();
  const absl::StatusOr<StoredWorkout> workout = co_await store_.Find(
      request.user_id(), WorkoutDate{today->date}, WantedFor(request.view()), call.deadline());
  if (absl::IsNotFound(workout.status())) {
    co_return NoWorkoutOn(*today);
  }
  if (!workout.ok()) co_return workout.status();
  reply.message().set_date(today->date);
  reply.message().set_time_zone(today->time_zone);
  reply.AppendBytes(pb::GetTodaysWorkoutResponse::kWorkoutFieldNumber,
                    WorkoutBytes(request.user_id(), *workout, request.view()));
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutService::GetStructuredWorkout(rpc::Call& call,
                                                        const pb::GetStructuredWorkoutRequest& request,
                                                        rpc::Reply<pb::GetStructuredWorkoutResponse>& reply) {
  const absl::StatusOr<StoredWorkout> workout =
      co_await store_.Find(request.user_id(), RefOf(request), {.view = true}, call.deadline());
  if (!workout.ok()) co_return workout.status();
  reply.message().set_id(workout->id);
  reply.message().set_workout_date(workout->workout_date);
  reply.message().set_revision(workout->version.revision);
  reply.message().set_from_cache(workout->from_cache);
  reply.AppendBytes(pb::GetStructuredWorkoutResponse::kStructuredFieldNumber, workout->view);
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutService::GetSms(rpc::Call& call, const pb::GetSmsRequest& request,
                                          rpc::Reply<pb::GetSmsResponse>& reply) {
  const absl::StatusOr<StoredWorkout> workout = co_await store_.Find(
      request.user_id(), RefOf(request), WantedFor(pb::WORKOUT_VIEW_SMS), call.deadline());
  if (!workout.ok()) co_return workout.status();
  reply.message().set_id(workout->id);
  reply.message().set_workout_date(workout->workout_date);
  reply.message().set_revision(workout->version.revision);
  reply.message().set_from_cache(workout->from_cache);
  *reply.message().mutable_sms() = SmsMessage(workout->sms, workout->view);
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutService::ListRecentWorkouts(rpc::Call& call,
                                                      const pb::ListRecentWorkoutsRequest& request,
                                                      rpc::Reply<pb::ListRecentWorkoutsResponse>& reply) {
  const absl::StatusOr<documents::Day> today =
      co_await days_.Today(request.user_id(), request.time_zone(), call.deadline());
  if (!today.ok()) co_return today.status();
  const int days = request.has_days() ? request.days() : kDefaultRecentDays;
  std::string first = documents::AddDays(today->date, -days);
  std::string last(request.include_future() ? kLastDate : std::string_view(today->date));

  // The cursor holds the whole range, so that a page turned after midnight belongs to the same list.
  const absl::StatusOr<rpc::Page> page = rpc::Page::Of(page_tokens_, call, request);
  if (!page.ok()) co_return page.status();
  if (!page->cursor().empty()) {
    first = page->cursor().substr(0, first.size());
    last = page->cursor().substr(first.size());
  }

  const absl::StatusOr<WorkoutPage> listed = co_await store_.ListByDate(
      request.user_id(), first, last, page->size(), WantedFor(request.view()), call.deadline());
  if (!listed.ok()) co_return listed.status();
  const StoredWorkout* oldest = nullptr;
  rpc::ReplyRoom room;
  for (const StoredWorkout& workout : listed->workouts) {
    const std::string bytes = WorkoutBytes(request.user_id(), workout, request.view());
    if (!room.Take(bytes.size())) break;
    reply.AppendBytes(pb::ListRecentWorkoutsResponse::kWorkoutsFieldNumber, bytes);
    oldest = &workout;
  }
  if (oldest != nullptr && (listed->more || oldest != &listed->workouts.back())) {
    reply.message().set_next_page_token(
        page->TokenOfNext(first + documents::AddDays(oldest->workout_date, -1)));
  }
  reply.message().set_date(today->date);
  reply.message().set_time_zone(today->time_zone);
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutService::ValidateWorkout(rpc::Call&, const pb::ValidateWorkoutRequest& request,
                                                   rpc::Reply<pb::ValidateWorkoutResponse>& reply) {
  const views::Diagnostics diagnostics =
      views::DiagnosticsFor(WorkoutKind::Build(request.markdown()), request.workout_date());
  document_rpcs::AnswerVerdict(diagnostics, reply);
  co_return absl::OkStatus();
}

Task<absl::Status> WorkoutService::PreviewWorkout(rpc::Call&, const pb::PreviewWorkoutRequest& request,
                                                  rpc::Reply<pb::PreviewWorkoutResponse>& reply) {
  views::WorkoutViews views = WorkoutKind::Build(request.markdown());
  reply.AppendBytes(pb::PreviewWorkoutResponse::kStructuredFieldNumber, views.view);
  reply.message().set_json(std::move(views.json));
  views::ToProto(views.sms, *reply.message().mutable_sms());
  for (std::string& name : views.exercise_list) reply.message().add_exercise_list(std::move(name));
  for (std::string& key : views.exercise_keys) reply.message().add_exercise_keys(std::move(key));
  co_return absl::OkStatus();
}

}  // namespace liftmark::workouts
