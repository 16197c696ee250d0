#include "services/plans/plan_service.h"

#include <optional>
#include <string>
#include <utility>

#include "common/markdown/history.h"
#include "common/rpc/non_empty.h"
#include "common/rpc/paging.h"
#include "common/status/status.h"
#include "services/plans/plan_week.h"
#include "services/plans/plan_wire.h"

namespace liftmark::plans {
namespace {

constexpr int kDefaultExamples = 5;
constexpr int kDefaultExampleWeeks = 12;
constexpr std::size_t kDateBytes = 10;

// Date and id of the last plan of a page, one behind the other.
std::optional<PlanCursor> ParseCursor(const std::string& cursor) {
  if (cursor.empty()) return std::nullopt;
  return PlanCursor{cursor.substr(0, kDateBytes), cursor.substr(kDateBytes)};
}

PlanFilter FilterOf(const pb::FindPlansRequest& request) {
  PlanFilter filter;
  filter.exercise = rpc::NonEmpty(request.exercise());
  filter.plan_type = rpc::NonEmpty(request.plan_type());
  filter.user_id = rpc::NonEmpty(request.user_id());
  filter.active_only = request.active_only();
  return filter;
}

PlanExampleFilter FilterOf(const pb::ListPlanExamplesRequest& request) {
  PlanExampleFilter filter;
  filter.plan_type = rpc::NonEmpty(request.plan_type());
  filter.experience_level = rpc::NonEmpty(request.experience_level());
  filter.primary_goal = rpc::NonEmpty(request.primary_goal());
  filter.limit = request.limit() == 0 ? kDefaultExamples : request.limit();
  filter.rotate = request.rotate();
  filter.include_retired = request.include_retired();
  filter.request_id = rpc::NonEmpty(request.request_id());
  return filter;
}

// What an example's markdown is worth as a plan: one with errors is refused.
absl::StatusOr<views::Diagnostics> CheckExample(const std::string& markdown) {
  views::Diagnostics diagnostics = views::BuildPlan(markdown).diagnostics;
  LIFTMARK_RETURN_IF_ERROR(documents::CheckAccepted(diagnostics, /*strict=*/false));
  return diagnostics;
}

}  // namespace

PlanService::PlanService(pg::Pool& pool, async::Shard& shard, const rpc::PageTokens& page_tokens)
    : store_(pool, shard),
      finder_(pool),
      activation_(pool),
      examples_(pool),
      documents_(pool, shard, page_tokens),
      caches_(pool, store_.cache_counters(), page_tokens),
      page_tokens_(page_tokens) {}

void PlanService::Bind(rpc::MethodTable& methods) {
  using Rpcs = document_rpcs::DocumentRpcs<PlanKind>;
  methods.Bind("CreatePlan", &PlanService::CreatePlan, this);
  methods.Bind("GetPlan", &PlanService::GetPlan, this);
  methods.Bind("GetActivePlan", &PlanService::GetActivePlan, this);
  methods.Bind("ListPlans", &PlanService::ListPlans, this);
  methods.Bind("UpdatePlan", &Rpcs::Update<pb::UpdatePlanRequest, pb::UpdatePlanResponse>, &documents_);
  methods.Bind("ListSections", &Rpcs::ListSections<pb::ListSectionsRequest, pb::ListSectionsResponse>,
               &documents_);
  methods.Bind("GetSection", &Rpcs::GetSection<pb::GetSectionRequest, pb::GetSectionResponse>, &documents_);
  methods.Bind("EditSection", &Rpcs::EditSection<pb::EditSectionRequest, pb::EditSectionResponse>,
               &documents_);
  methods.Bind("AppendModification", &PlanService::AppendModification, this);
  methods.Bind("ActivatePlan", &PlanService::ActivatePlan, this);
  methods.Bind("DeactivatePlan", &PlanService::DeactivatePlan, this);
  methods.Bind("ReschedulePlan", &PlanService::ReschedulePlan, this);
  methods.Bind("DeletePlan", &Rpcs::Delete<pb::DeletePlanRequest, pb::DeletePlanResponse>, &documents_);
  methods.Bind("GetStructuredPlan", &PlanService::GetStructuredPlan, this);
  methods.Bind("GetPlanWeek", &PlanService::GetPlanWeek, this);
  methods.Bind("ValidatePlan", &PlanService::ValidatePlan, this);
  methods.Bind("FindPlans", &PlanService::FindPlans, this);
  methods.Bind("ListPlanExamples", &PlanService::ListPlanExamples, this);
  methods.Bind("CreatePlanExample", &PlanService::CreatePlanExample, this);
  methods.Bind("UpdatePlanExample", &PlanService::UpdatePlanExample, this);
  methods.Bind("RetirePlanExample", &PlanService::RetirePlanExample, this);
  methods.Bind("ListRevisions", &Rpcs::ListRevisions<pb::ListRevisionsRequest, pb::ListRevisionsResponse>,
               &documents_);
  methods.Bind("GetRevision", &Rpcs::GetRevision<pb::GetRevisionRequest, pb::GetRevisionResponse>,
               &documents_);
  methods.Bind("DiffRevisions", &Rpcs::DiffRevisions<pb::DiffRevisionsRequest, pb::DiffRevisionsResponse>,
               &documents_);
  methods.Bind("RestoreRevision",
               &Rpcs::RestoreRevision<pb::RestoreRevisionRequest, pb::RestoreRevisionResponse>, &documents_);

  using CacheRpcs = document_rpcs::CacheRpcs<PlanCaches>;
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

Task<absl::Status> PlanService::CreatePlan(rpc::Call& call, const pb::CreatePlanRequest& request,
                                           rpc::Reply<pb::CreatePlanResponse>& reply) {
  PlanKind::Draft draft;
  draft.key = {request.user_id(),
               documents::NewId(request.id(), request.user_id(), request.options().request_id())};
  draft.markdown = request.markdown();
  draft.start_date = request.start_date();
  draft.activate = request.activate();
  reply.message().set_id(draft.key.id);
  reply.message().set_end_date(EndDate(views::BuildPlan(draft.markdown), draft.start_date));
  co_return co_await documents_.Create(call, request, std::move(draft), reply);
}

Task<absl::Status> PlanService::AppendModification(rpc::Call& call,
                                                   const pb::AppendModificationRequest& request,
                                                   rpc::Reply<pb::AppendModificationResponse>& reply) {
  const auto edit = [&](std::string_view markdown) {
    return markdown::AppendModification(markdown, request.date(), request.text());
  };
  co_return co_await documents_.Rewrite(call, request, documents::Precondition{}, edit, reply);
}

Task<absl::Status> PlanService::ActivatePlan(rpc::Call& call, const pb::ActivatePlanRequest& request,
                                             rpc::Reply<pb::ActivatePlanResponse>& reply) {
  const absl::StatusOr<std::optional<std::string>> previous = co_await activation_.Activate(
      {request.user_id(), request.id()},
      documents::MakeRequestKey(call.method(), request, request.request_id()), call.deadline());
  if (!previous.ok()) co_return previous.status();
  if (previous->has_value()) reply.message().set_previous_plan_id(**previous);
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::DeactivatePlan(rpc::Call& call, const pb::DeactivatePlanRequest& request,
                                               rpc::Reply<pb::DeactivatePlanResponse>& reply) {
  const absl::StatusOr<bool> changed =
      co_await activation_.Deactivate({request.user_id(), request.id()}, call.deadline());
  if (!changed.ok()) co_return changed.status();
  reply.message().set_changed(*changed);
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::ReschedulePlan(rpc::Call& call, const pb::ReschedulePlanRequest& request,
                                               rpc::Reply<pb::ReschedulePlanResponse>& reply) {
  const absl::StatusOr<PlanDates> dates = co_await activation_.Reschedule(
      {request.user_id(), request.id()}, request.start_date(), call.deadline());
  if (!dates.ok()) co_return dates.status();
  reply.message().set_start_date(dates->start_date);
  reply.message().set_end_date(dates->end_date);
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::GetPlan(rpc::Call& call, const pb::GetPlanRequest& request,
                                        rpc::Reply<pb::GetPlanResponse>& reply) {
  const absl::StatusOr<StoredPlan> plan =
      co_await store_.Find({request.user_id(), request.id()}, WantedFor(request.view()), call.deadline());
  if (!plan.ok()) co_return plan.status();
  reply.AppendBytes(pb::GetPlanResponse::kPlanFieldNumber, PlanBytes(*plan, request.view()));
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::GetActivePlan(rpc::Call& call, const pb::GetActivePlanRequest& request,
                                              rpc::Reply<pb::GetActivePlanResponse>& reply) {
  const absl::StatusOr<StoredPlan> plan =
      co_await store_.FindActive(request.user_id(), WantedFor(request.view()), call.deadline());
  if (!plan.ok()) co_return plan.status();
  reply.AppendBytes(pb::GetActivePlanResponse::kPlanFieldNumber, PlanBytes(*plan, request.view()));
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::ListPlans(rpc::Call& call, const pb::ListPlansRequest& request,
                                          rpc::Reply<pb::ListPlansResponse>& reply) {
  const absl::StatusOr<rpc::Page> page = rpc::Page::Of(page_tokens_, call, request);
  if (!page.ok()) co_return page.status();
  const absl::StatusOr<PlanPage> listed =
      co_await store_.List(request.user_id(), ParseCursor(page->cursor()), page->size(),
                           WantedFor(request.view()), call.deadline());
  if (!listed.ok()) co_return listed.status();
  const StoredPlan* last = nullptr;
  rpc::ReplyRoom room;
  for (const StoredPlan& plan : listed->plans) {
    const std::string bytes = PlanBytes(plan, request.view());
    if (!room.Take(bytes.size())) break;
    reply.AppendBytes(pb::ListPlansResponse::kPlansFieldNumber, bytes);
    last = &plan;
  }
  if (last != nullptr && (listed->more || last != &listed->plans.back())) {
    reply.message().set_next_page_token(page->TokenOfNext(last->start_date + last->id));
  }
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::GetStructuredPlan(rpc::Call& call,
                                                  const pb::GetStructuredPlanRequest& request,
                                                  rpc::Reply<pb::GetStructuredPlanResponse>& reply) {
  const absl::StatusOr<StoredPlan> plan =
      co_await store_.Find({request.user_id(), request.id()}, {.view = true}, call.deadline());
  if (!plan.ok()) co_return plan.status();
  reply.message().set_revision(plan->version.revision);
  reply.message().set_from_cache(plan->from_cache);
  reply.AppendBytes(pb::GetStructuredPlanResponse::kStructuredFieldNumber, plan->view);
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::GetPlanWeek(rpc::Call& call, const pb::GetPlanWeekRequest& request,
                                            rpc::Reply<pb::GetPlanWeekResponse>& reply) {
  constexpr Wanted kWanted = {.markdown = true};
  const absl::StatusOr<StoredPlan> plan =
      request.id().empty()
          ? co_await store_.FindActive(request.user_id(), kWanted, call.deadline())
          : co_await store_.Find({request.user_id(), request.id()}, kWanted, call.deadline());
  if (!plan.ok()) co_return plan.status();
  absl::StatusOr<int> week = request.week();
  if (request.has_date()) week = WeekOf(request.date(), plan->start_date, plan->end_date);
  if (!week.ok()) co_return week.status();
  reply.message().set_id(plan->id);
  reply.message().set_etag(documents::MakeEtag(plan->version));
  co_return DescribeWeek(plan->markdown, plan->start_date, plan->end_date, *week, request.date(),
                         reply.message());
}

Task<absl::Status> PlanService::FindPlans(rpc::Call& call, const pb::FindPlansRequest& request,
                                          rpc::Reply<pb::FindPlansResponse>& reply) {
  const absl::StatusOr<rpc::Page> page = rpc::Page::Of(page_tokens_, call, request);
  if (!page.ok()) co_return page.status();
  const absl::StatusOr<FoundPlans> found =
      co_await finder_.Find(FilterOf(request), rpc::NonEmpty(page->cursor()), page->size(), call.deadline());
  if (!found.ok()) co_return found.status();
  for (const FoundPlan& plan : found->plans) ToProto(plan, *reply.message().add_plans());
  if (found->more) reply.message().set_next_page_token(page->TokenOfNext(found->plans.back().id));
  reply.message().set_stale_documents(found->stale_documents);
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::ValidatePlan(rpc::Call&, const pb::ValidatePlanRequest& request,
                                             rpc::Reply<pb::ValidatePlanResponse>& reply) {
  const PlanViews views = PlanKind::Build(request.markdown());
  document_rpcs::AnswerVerdict(views.plan.diagnostics, reply);
  reply.AppendBytes(pb::ValidatePlanResponse::kStructuredFieldNumber, views.view);
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::ListPlanExamples(rpc::Call& call, const pb::ListPlanExamplesRequest& request,
                                                 rpc::Reply<pb::ListPlanExamplesResponse>& reply) {
  absl::StatusOr<std::vector<PlanExample>> listed =
      co_await examples_.List(FilterOf(request), call.deadline());
  if (!listed.ok()) co_return listed.status();
  for (PlanExample& example : *listed) ToProto(std::move(example), *reply.message().add_examples());
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::CreatePlanExample(rpc::Call& call,
                                                  const pb::CreatePlanExampleRequest& request,
                                                  rpc::Reply<pb::CreatePlanExampleResponse>& reply) {
  const absl::StatusOr<views::Diagnostics> diagnostics = CheckExample(request.markdown());
  if (!diagnostics.ok()) co_return diagnostics.status();
  PlanExample example;
  example.id = documents::NewId(request.id(), "", "");
  example.plan_type = request.plan_type();
  example.experience_level = rpc::NonEmpty(request.experience_level());
  example.primary_goal = rpc::NonEmpty(request.primary_goal());
  example.duration_weeks = request.duration_weeks() == 0 ? kDefaultExampleWeeks : request.duration_weeks();
  example.markdown = request.markdown();
  absl::StatusOr<PlanExample> created = co_await examples_.Create(std::move(example), call.deadline());
  if (!created.ok()) co_return created.status();
  ToProto(*std::move(created), *reply.message().mutable_example());
  documents::ToProto(*diagnostics, *reply.message().mutable_diagnostics());
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::UpdatePlanExample(rpc::Call& call,
                                                  const pb::UpdatePlanExampleRequest& request,
                                                  rpc::Reply<pb::UpdatePlanExampleResponse>& reply) {
  if (request.has_plan_type() && request.plan_type().empty()) {
    Violations violations;
    violations.Add("plan_type", "must not be empty");
    co_return violations.ToStatus();
  }
  PlanExampleChange change;
  if (request.has_plan_type()) change.plan_type = request.plan_type();
  if (request.has_experience_level()) change.experience_level = request.experience_level();
  if (request.has_primary_goal()) change.primary_goal = request.primary_goal();
  if (request.has_duration_weeks()) change.duration_weeks = request.duration_weeks();
  if (request.has_markdown()) change.markdown = request.markdown();
  absl::StatusOr<views::Diagnostics> diagnostics = views::Diagnostics();
  if (request.has_markdown()) diagnostics = CheckExample(request.markdown());
  if (!diagnostics.ok()) co_return diagnostics.status();
  absl::StatusOr<PlanExample> updated =
      co_await examples_.Update(request.id(), std::move(change), call.deadline());
  if (!updated.ok()) co_return updated.status();
  ToProto(*std::move(updated), *reply.message().mutable_example());
  documents::ToProto(*diagnostics, *reply.message().mutable_diagnostics());
  co_return absl::OkStatus();
}

Task<absl::Status> PlanService::RetirePlanExample(rpc::Call& call,
                                                  const pb::RetirePlanExampleRequest& request,
                                                  rpc::Reply<pb::RetirePlanExampleResponse>&) {
  co_return co_await examples_.Retire(request.id(), call.deadline());
}

}  // namespace liftmark::plans
