// The RPCs of liftmark.invocations.v1.InvocationService that answer sums: usage, latency, failures.
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/reply.h"
#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "services/invocations/report_store.h"

namespace liftmark::invocations {

namespace pb = liftmark::invocations::v1;

// Every handler runs on the shard of `pool`. The service outlives its calls.
class ReportService {
 public:
  explicit ReportService(pg::Pool& pool) : store_(pool) {}

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> GetUsage(rpc::Call& call, const pb::GetUsageRequest& request,
                              rpc::Reply<pb::GetUsageResponse>& reply);
  Task<absl::Status> GetLatency(rpc::Call& call, const pb::GetLatencyRequest& request,
                                rpc::Reply<pb::GetLatencyResponse>& reply);
  Task<absl::Status> GetFailures(rpc::Call& call, const pb::GetFailuresRequest& request,
                                 rpc::Reply<pb::GetFailuresResponse>& reply);

 private:
  ReportStore store_;
};

}  // namespace liftmark::invocations
