#include "services/invocations/log_service.h"

#include <string>
#include <utility>
#include <vector>

#include "common/status/status.h"

namespace liftmark::invocations {
namespace {

// What a stream's answer names of what went wrong.
constexpr int kMaxFailures = 500;

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
  methods.Bind("StreamInvocations", &LogService::StreamInvocations, this);
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
  co_await LogItems(request.invocations(), *reply.message().mutable_results());
  co_return absl::OkStatus();
}

Task<absl::Status> LogService::StreamInvocations(rpc::Call&,
                                                 rpc::Reader<pb::StreamInvocationsRequest>& reader,
                                                 rpc::Reply<pb::StreamInvocationsResponse>& reply) {
  pb::StreamInvocationsResponse& response = reply.message();
  pb::StreamInvocationsRequest request;
  for (;;) {
    const absl::StatusOr<bool> read = co_await reader.Read(request);
    if (!read.ok()) co_return read.status();
    if (!*read) co_return absl::OkStatus();
    Results results;
    co_await LogItems(request.invocations(), results);
    for (pb::LogResult& result : results) {
      if (result.code() == 0) {
        response.set_logged(response.logged() + 1);
        continue;
      }
      response.set_failed(response.failed() + 1);
      if (response.failures_size() < kMaxFailures) *response.add_failures() = std::move(result);
    }
  }
}

Task<> LogService::LogItems(const Items& items, Results& results) {
  const absl::Time now = clock_();
  std::vector<CallRow> rows;
  std::vector<int> places;  // of the rows, among the items
  std::vector<PayloadInfos> infos;
  for (const pb::LoggedInvocation& item : items) {
    pb::LogResult& result = *results.Add();
    if (const absl::Status status = item_checks_.Check(item, now); !status.ok()) {
      SetFailed(item.start().id(), status, result);
      continue;
    }
    places.push_back(results.size() - 1);
    rows.push_back(RowOf(item, infos.emplace_back()));
  }
  if (rows.empty()) co_return;
  const std::vector<absl::StatusOr<Cost>> costs = co_await log_.Log(std::move(rows));
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const std::string& id = items[places[i]].start().id();
    if (costs[i].ok()) {
      SetWritten(id, *costs[i], infos[i], results[places[i]]);
    } else {
      SetFailed(id, costs[i].status(), results[places[i]]);
    }
  }
}

}  // namespace liftmark::invocations
