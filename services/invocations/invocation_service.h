// liftmark.invocations.v1.InvocationService, of its families of RPCs.
#pragma once

#include <utility>

#include "absl/time/clock.h"
#include "common/async/runtime.h"
#include "common/pg/pool.h"
#include "common/rpc/method_table.h"
#include "common/rpc/page_token.h"
#include "services/invocations/log_service.h"
#include "services/invocations/read_service.h"
#include "services/invocations/report_service.h"
#include "services/invocations/upkeep_service.h"

namespace liftmark::invocations {

// Every handler runs on the shard of `pool`. The service outlives its calls.
class InvocationService {
 public:
  InvocationService(pg::Pool& pool, async::Shard& shard, const rpc::PageTokens& page_tokens,
                    GroupCommitOptions options = {}, LogService::Clock clock = &absl::Now)
      : log_(pool, shard, options, std::move(clock)),
        reads_(pool, page_tokens),
        reports_(pool),
        upkeep_(pool, page_tokens) {}

  void Bind(rpc::MethodTable& methods) {
    log_.Bind(methods);
    reads_.Bind(methods);
    reports_.Bind(methods);
    upkeep_.Bind(methods);
  }

 private:
  LogService log_;
  ReadService reads_;
  ReportService reports_;
  UpkeepService upkeep_;
};

}  // namespace liftmark::invocations
