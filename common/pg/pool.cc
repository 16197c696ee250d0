#include "common/pg/pool.h"

#include <utility>

#include "common/async/runtime.h"
#include "common/pg/dispatcher.h"

namespace liftmark::pg {

Pool::Pool(async::Shard& shard, PoolOptions options) {
  for (const Lane lane : {Lane::kRead, Lane::kWrite, Lane::kScan}) {
    auto& dispatcher = dispatchers_[static_cast<std::size_t>(lane)];
    dispatcher = std::make_shared<Dispatcher>(shard, lane, options);
    dispatcher->Start();
  }
}

Pool::~Pool() {
  for (const auto& dispatcher : dispatchers_) dispatcher->Stop();
}

Task<absl::StatusOr<Result>> Pool::Execute(Lane lane, Query query, Deadline deadline) {
  std::vector<Query> queries;
  queries.push_back(std::move(query));
  Answer answer = co_await dispatcher(lane).Run(std::move(queries), deadline);
  if (!answer.ok()) co_return answer.status();
  co_return std::move(answer->front());
}

Task<absl::StatusOr<std::vector<Result>>> Pool::Batch(std::vector<Query> queries, Deadline deadline) {
  return dispatcher(Lane::kWrite).Run(std::move(queries), deadline);
}

Task<> Pool::Close(Deadline deadline) {
  const auto dispatchers = dispatchers_;
  for (const auto& dispatcher : dispatchers) dispatcher->Refuse();
  for (const auto& dispatcher : dispatchers) co_await dispatcher->Close(deadline);
}

LaneMetrics Pool::metrics(Lane lane) const { return dispatcher(lane).metrics(); }

}  // namespace liftmark::pg
