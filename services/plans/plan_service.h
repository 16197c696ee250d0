// The RPCs of liftmark.plans.v1.PlanService.
#pragma once

#include "absl/status/status.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/document_rpcs/cache_rpcs.h"
#include "common/document_rpcs/document_rpcs.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/rpc/reply.h"
#include "liftmark/plans/v1/plan_service.pb.h"
#include "services/plans/plan_activation.h"
#include "services/plans/plan_caches.h"
#include "services/plans/plan_examples.h"
#include "services/plans/plan_finder.h"
#include "services/plans/plan_kind.h"
#include "services/plans/plan_store.h"

namespace liftmark::plans {

namespace pb = liftmark::plans::v1;

// Every handler runs on the shard of `pool`. The service outlives its calls.
class PlanService {
 public:
  PlanService(pg::Pool& pool, async::Shard& shard, const rpc::PageTokens& page_tokens);

  void Bind(rpc::MethodTable& methods);

  // Writes.
  Task<absl::Status> CreatePlan(rpc::Call& call, const pb::CreatePlanRequest& request,
                                rpc::Reply<pb::CreatePlanResponse>& reply);
  Task<absl::Status> AppendModification(rpc::Call& call, const pb::AppendModificationRequest& request,
                                        rpc::Reply<pb::AppendModificationResponse>& reply);
  Task<absl::Status> ActivatePlan(rpc::Call& call, const pb::ActivatePlanRequest& request,
                                  rpc::Reply<pb::ActivatePlanResponse>& reply);
  Task<absl::Status> DeactivatePlan(rpc::Call& call, const pb::DeactivatePlanRequest& request,
                                    rpc::Reply<pb::DeactivatePlanResponse>& reply);
  Task<absl::Status> ReschedulePlan(rpc::Call& call, const pb::ReschedulePlanRequest& request,
                                    rpc::Reply<pb::ReschedulePlanResponse>& reply);

  // Reads.
  Task<absl::Status> GetPlan(rpc::Call& call, const pb::GetPlanRequest& request,
                             rpc::Reply<pb::GetPlanResponse>& reply);
  Task<absl::Status> GetActivePlan(rpc::Call& call, const pb::GetActivePlanRequest& request,
                                   rpc::Reply<pb::GetActivePlanResponse>& reply);
  Task<absl::Status> ListPlans(rpc::Call& call, const pb::ListPlansRequest& request,
                               rpc::Reply<pb::ListPlansResponse>& reply);
  Task<absl::Status> GetStructuredPlan(rpc::Call& call, const pb::GetStructuredPlanRequest& request,
                                       rpc::Reply<pb::GetStructuredPlanResponse>& reply);
  Task<absl::Status> GetPlanWeek(rpc::Call& call, const pb::GetPlanWeekRequest& request,
                                 rpc::Reply<pb::GetPlanWeekResponse>& reply);
  Task<absl::Status> FindPlans(rpc::Call& call, const pb::FindPlansRequest& request,
                               rpc::Reply<pb::FindPlansResponse>& reply);

  // Dry run.
  Task<absl::Status> ValidatePlan(rpc::Call& call, const pb::ValidatePlanRequest& request,
                                  rpc::Reply<pb::ValidatePlanResponse>& reply);

  // Examples.
  Task<absl::Status> ListPlanExamples(rpc::Call& call, const pb::ListPlanExamplesRequest& request,
                                      rpc::Reply<pb::ListPlanExamplesResponse>& reply);
  Task<absl::Status> CreatePlanExample(rpc::Call& call, const pb::CreatePlanExampleRequest& request,
                                       rpc::Reply<pb::CreatePlanExampleResponse>& reply);
  Task<absl::Status> UpdatePlanExample(rpc::Call& call, const pb::UpdatePlanExampleRequest& request,
                                       rpc::Reply<pb::UpdatePlanExampleResponse>& reply);
  Task<absl::Status> RetirePlanExample(rpc::Call& call, const pb::RetirePlanExampleRequest& request,
                                       rpc::Reply<pb::RetirePlanExampleResponse>& reply);

 private:
  PlanStore store_;
  PlanFinder finder_;
  PlanActivation activation_;
  PlanExamples examples_;
  document_rpcs::DocumentRpcs<PlanKind> documents_;
  document_rpcs::CacheRpcs<PlanCaches> caches_;
  const rpc::PageTokens& page_tokens_;
};

}  // namespace liftmark::plans
