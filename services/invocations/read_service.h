// The RPCs of liftmark.invocations.v1.InvocationService that read calls one by one.
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/rpc/reply.h"
#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "services/invocations/invocation_store.h"

namespace liftmark::invocations {

namespace pb = liftmark::invocations::v1;

// Every handler runs on the shard of `pool`. The service outlives its calls.
class ReadService {
 public:
  ReadService(pg::Pool& pool, const rpc::PageTokens& page_tokens) : store_(pool), page_tokens_(page_tokens) {}

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> GetInvocation(rpc::Call& call, const pb::GetInvocationRequest& request,
                                   rpc::Reply<pb::GetInvocationResponse>& reply);
  Task<absl::Status> ListInvocations(rpc::Call& call, const pb::ListInvocationsRequest& request,
                                     rpc::Reply<pb::ListInvocationsResponse>& reply);
  Task<absl::Status> GetSession(rpc::Call& call, const pb::GetSessionRequest& request,
                                rpc::Reply<pb::GetSessionResponse>& reply);

 private:
  InvocationStore store_;
  const rpc::PageTokens& page_tokens_;
};

}  // namespace liftmark::invocations
