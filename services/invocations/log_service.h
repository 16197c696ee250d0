// The RPCs of liftmark.invocations.v1.InvocationService that write calls.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/reader.h"
#include "common/rpc/reply.h"
#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "services/invocations/checks.h"
#include "services/invocations/invocation_log.h"

namespace liftmark::invocations {

namespace pb = liftmark::invocations::v1;

// Every handler runs on the shard of `pool`. The service outlives its calls.
class LogService {
 public:
  using Clock = std::function<absl::Time()>;

  LogService(pg::Pool& pool, async::Shard& shard, GroupCommitOptions options = {}, Clock clock = &absl::Now);

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> StartInvocation(rpc::Call& call, const pb::StartInvocationRequest& request,
                                     rpc::Reply<pb::StartInvocationResponse>& reply);
  Task<absl::Status> FinishInvocation(rpc::Call& call, const pb::FinishInvocationRequest& request,
                                      rpc::Reply<pb::FinishInvocationResponse>& reply);
  Task<absl::Status> LogInvocation(rpc::Call& call, const pb::LogInvocationRequest& request,
                                   rpc::Reply<pb::LogInvocationResponse>& reply);
  Task<absl::Status> LogInvocations(rpc::Call& call, const pb::LogInvocationsRequest& request,
                                    rpc::Reply<pb::LogInvocationsResponse>& reply);
  Task<absl::Status> StreamInvocations(rpc::Call& call, rpc::Reader<pb::StreamInvocationsRequest>& reader,
                                       rpc::Reply<pb::StreamInvocationsResponse>& reply);

 private:
  using Items = google::protobuf::RepeatedPtrField<pb::LoggedInvocation>;
  using Results = google::protobuf::RepeatedPtrField<pb::LogResult>;

  Task<absl::Status> LogOne(CallRow row, PayloadInfos infos, pb::LogResult& result);

  // Adds a result for each item, in order.
  Task<> LogItems(const Items& items, Results& results);

  InvocationLog log_;
  const ItemChecks item_checks_;
  const Clock clock_;
};

}  // namespace liftmark::invocations
