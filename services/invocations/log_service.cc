#include "services/invocations/log_service.h"

#include <string>
#include <utility>
#include <vector>

#include "common/status/status.h"

namespace liftmark::invocations {
namespace {

void SetInfos(const PayloadInfos& infos, pb::LogResult& result) {
  if (infos.input.has_value()) *result.mutable_input_info() = *infos.input;
  if (infos.output.has_value()) *result.mutable_output_info() = *infos.output;
}

void SetWritten(const std::string& id, const Cost& cost, const PayloadInfos& infos, pb::LogResult& result) {
  result.set_id(id);
  if (cost.has_value()) result.set_cost_usd(*cost);
  SetInfos(infos, result);
}

void SetFailed(const std::string& id, const absl::Status& status, pb::LogResult& result) {
  result.set_id(id);
  result.set_code(static_cast<int>(status.code()));
  result.set_reason(ReasonOf(status));
  result.set_message(std::string(status.message()));
}

}  // namespace

LogService::LogService(pg::Pool& pool, async::Shard& shard, GroupCommitOptions options, Clock clock)
    : log_(pool, shard, options), clock_(std::move(clock)) {}

void LogService::Bind(rpc::MethodTable& methods) {
  methods.Bind("StartInvocation", &LogService::StartInvocation, this);
  methods.Bind("FinishInvocation", &LogService::FinishInvocation, this);
  methods.Bind("LogInvocation", &LogService::LogInvocation, this);
  methods.Bind("LogInvocations", &LogService::LogInvocations, this);
}

Task<absl::Status> LogService::StartInvocation(rpc::Call&, const pb::StartInvocationRequest& request,
                                               rpc::Reply<pb::StartInvocationResponse>& reply) {
  LIFTMARK_CO_RETURN_IF_ERROR(CheckStart(request.start(), "start", clock_()));
  PayloadInfos infos;
  CallRow row = RowOf(request.start(), infos);
  co_return co_await LogOne(std::move(row), std::move(infos), *reply.message().mutable_result());
}

Task<absl::Status> LogService::LogInvocation(rpc::Call&, const pb::LogInvocationRequest& request,
                                             rpc::Reply<pb::LogInvocationResponse>& reply) {
  LIFTMARK_CO_RETURN_IF_ERROR(CheckCall(request.invocation(), "invocation", clock_()));
  PayloadInfos infos;
  CallRow row = RowOf(request.invocation(), infos);
  co_return co_await LogOne(std::move(row), std::move(infos), *reply.message().mutable_result());
}

Task<absl::Status> LogService::LogOne(CallRow row, PayloadInfos infos, pb::LogResult& result) {
  const std::string id = row.id;
  std::vector<CallRow> rows;
  rows.push_back(std::move(row));
  const std::vector<absl::StatusOr<Cost>> costs = co_await log_.Log(std::move(rows));
  if (!costs.front().ok()) co_return costs.front().status();
  SetWritten(id, *costs.front(), infos, result);
  co_return absl::OkStatus();
}

Task<absl::Status> LogService::FinishInvocation(rpc::Call&, const pb::FinishInvocationRequest& request,
                                                rpc::Reply<pb::FinishInvocationResponse>& reply) {
  LIFTMARK_CO_RETURN_IF_ERROR(CheckOutcome(request.outcome(), "outcome"));
  PayloadInfos infos;
  const absl::StatusOr<Cost> cost = co_await log_.Finish(RowOf(request.id(), request.outcome(), infos));
  if (!cost.ok()) co_return cost.status();
  SetWritten(request.id(), *cost, infos, *reply.message().mutable_result());
  co_return absl::OkStatus();
}

Task<absl::Status> LogService::LogInvocations(rpc::Call&, const pb::LogInvocationsRequest& request,
                                              rpc::Reply<pb::LogInvocationsResponse>& reply) {
  const absl::Time now = clock_();
  std::vector<CallRow> rows;
  std::vector<int> items;  // of the rows
  std::vector<PayloadInfos> infos;
  for (const pb::LoggedInvocation& item : request.invocations()) {
    pb::LogResult& result = *reply.message().add_results();
    if (const absl::Status status = item_checks_.Check(item, now); !status.ok()) {
      SetFailed(item.start().id(), status, result);
      continue;
    }
    items.push_back(reply.message().results_size() - 1);
    rows.push_back(RowOf(item, infos.emplace_back()));
  }
  if (rows.empty()) co_return absl::OkStatus();
  const std::vector<absl::StatusOr<Cost>> costs = co_await log_.Log(std::move(rows));
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const std::string& id = request.invocations(items[i]).start().id();
    pb::LogResult& result = *reply.message().mutable_results(items[i]);
    if (costs[i].ok()) {
      SetWritten(id, *costs[i], infos[i], result);
    } else {
      SetFailed(id, costs[i].status(), result);
    }
  }
  co_return absl::OkStatus();
}

}  // namespace liftmark::invocations
