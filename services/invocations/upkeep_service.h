// The RPCs of liftmark.invocations.v1.InvocationService for operations: prices, and what is old.
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "common/rpc/reply.h"
#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "services/invocations/price_store.h"
#include "services/invocations/retention_store.h"

namespace liftmark::invocations {

namespace pb = liftmark::invocations::v1;

// Every handler runs on the shard of `pool`. The service outlives its calls.
class UpkeepService {
 public:
  UpkeepService(pg::Pool& pool, const rpc::PageTokens& page_tokens)
      : prices_(pool), retention_(pool), page_tokens_(page_tokens) {}

  void Bind(rpc::MethodTable& methods);

  Task<absl::Status> ListPrices(rpc::Call& call, const pb::ListPricesRequest& request,
                                rpc::Reply<pb::ListPricesResponse>& reply);
  Task<absl::Status> AddPrice(rpc::Call& call, const pb::AddPriceRequest& request,
                              rpc::Reply<pb::AddPriceResponse>& reply);
  Task<absl::Status> RepriceInvocations(rpc::Call& call, const pb::RepriceInvocationsRequest& request,
                                        rpc::Reply<pb::RepriceInvocationsResponse>& reply);
  Task<absl::Status> AbandonInvocations(rpc::Call& call, const pb::AbandonInvocationsRequest& request,
                                        rpc::Reply<pb::AbandonInvocationsResponse>& reply);
  Task<absl::Status> PurgeInvocations(rpc::Call& call, const pb::PurgeInvocationsRequest& request,
                                      rpc::Reply<pb::PurgeInvocationsResponse>& reply);

 private:
  PriceStore prices_;
  RetentionStore retention_;
  const rpc::PageTokens& page_tokens_;
};

}  // namespace liftmark::invocations
