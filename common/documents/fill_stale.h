// Stores the views of documents that a filter on cached columns would not see (D8).
//
// Each fill is a transaction of its own: one that held several documents could wait for another that locks
// them in another order, since it activates a plan or deletes the user.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/documents/view_cache.h"
#include "common/pg/pool.h"

namespace liftmark::documents {

// Fills what `find` finds: user_id, id, revision and markdown of stale documents. The id is not looked at
// where a user has only one. Kind is that of view_cache.h. Answers how many there were. Errors: those of the
// database; what comes behind the document that failed stays stale.
template <class Kind>
Task<absl::StatusOr<int>> FillStale(pg::Pool& pool, pg::Lane lane, pg::Query find, async::Deadline deadline) {
  using Key = typename Kind::Key;
  const absl::StatusOr<pg::Result> stale = co_await pool.Execute(lane, std::move(find), deadline);
  if (!stale.ok()) co_return stale.status();
  for (int i = 0; i < stale->rows(); ++i) {
    const pg::Row row = (*stale)[i];
    Key key;
    key.user_id = row.template Get<std::string>(0);
    if constexpr (requires { key.id; }) key.id = row.template Get<std::string>(1);
    std::vector<pg::Query> fill;
    fill.push_back({kCommitWithoutWaiting, pg::Params()});
    fill.push_back(Kind::Fill(key, row.template Get<std::int64_t>(2),
                              Kind::Build(row.template Get<std::string_view>(3))));
    const auto filled = co_await pool.Batch(std::move(fill), deadline);
    if (!filled.ok()) co_return filled.status();
  }
  co_return stale->rows();
}

}  // namespace liftmark::documents
