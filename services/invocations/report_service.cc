#include "services/invocations/report_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/rpc/non_empty.h"
#include "common/status/status.h"

namespace liftmark::invocations {
namespace {

constexpr int kDefaultUsageRows = 1000;

absl::StatusOr<std::vector<pb::UsageGroup>> GroupsOf(const pb::GetUsageRequest& request) {
  std::vector<pb::UsageGroup> groups;
  Violations violations;
  for (int i = 0; i < request.group_by_size(); ++i) {
    const pb::UsageGroup group = request.group_by(i);
    if (group == pb::USAGE_GROUP_UNSPECIFIED ||
        std::find(groups.begin(), groups.end(), group) != groups.end())
      violations.Add("group_by", "must name groups, each once");
    groups.push_back(group);
  }
  LIFTMARK_RETURN_IF_ERROR(violations.ToStatus());
  return groups;
}

}  // namespace

void ReportService::Bind(rpc::MethodTable& methods) {
  methods.Bind("GetUsage", &ReportService::GetUsage, this);
  methods.Bind("GetLatency", &ReportService::GetLatency, this);
  methods.Bind("GetFailures", &ReportService::GetFailures, this);
}

Task<absl::Status> ReportService::GetUsage(rpc::Call& call, const pb::GetUsageRequest& request,
                                           rpc::Reply<pb::GetUsageResponse>& reply) {
  const absl::StatusOr<TimeRange> logged = RangeOf(request);
  if (!logged.ok()) co_return logged.status();
  absl::StatusOr<std::vector<pb::UsageGroup>> groups = GroupsOf(request);
  if (!groups.ok()) co_return groups.status();
  const ReportScope scope = {.logged = *logged,
                             .agent_id = rpc::NonEmpty(request.agent_id()),
                             .user_id = rpc::NonEmpty(request.user_id()),
                             .model = rpc::NonEmpty(request.model())};
  const int limit = request.limit() == 0 ? kDefaultUsageRows : request.limit();
  absl::StatusOr<pb::GetUsageResponse> usage =
      co_await store_.Usage(scope, *std::move(groups), limit, call.deadline());
  if (!usage.ok()) co_return usage.status();
  reply.message() = *std::move(usage);
  co_return absl::OkStatus();
}

Task<absl::Status> ReportService::GetLatency(rpc::Call& call, const pb::GetLatencyRequest& request,
                                             rpc::Reply<pb::GetLatencyResponse>& reply) {
  const absl::StatusOr<TimeRange> logged = RangeOf(request);
  if (!logged.ok()) co_return logged.status();
  const ReportScope scope = {.logged = *logged,
                             .agent_id = rpc::NonEmpty(request.agent_id()),
                             .user_id = std::nullopt,
                             .model = rpc::NonEmpty(request.model())};
  absl::StatusOr<pb::GetLatencyResponse> latency = co_await store_.Latency(scope, call.deadline());
  if (!latency.ok()) co_return latency.status();
  reply.message() = *std::move(latency);
  co_return absl::OkStatus();
}

Task<absl::Status> ReportService::GetFailures(rpc::Call& call, const pb::GetFailuresRequest& request,
                                              rpc::Reply<pb::GetFailuresResponse>& reply) {
  const absl::StatusOr<TimeRange> logged = RangeOf(request);
  if (!logged.ok()) co_return logged.status();
  const ReportScope scope = {.logged = *logged,
                             .agent_id = rpc::NonEmpty(request.agent_id()),
                             .user_id = std::nullopt,
                             .model = std::nullopt};
  absl::StatusOr<pb::GetFailuresResponse> failures = co_await store_.Failures(scope, call.deadline());
  if (!failures.ok()) co_return failures.status();
  reply.message() = *std::move(failures);
  co_return absl::OkStatus();
}

}  // namespace liftmark::invocations
