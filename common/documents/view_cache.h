// Views of rows that are stale or cold: built from the markdown that was read, and stored behind the answer
// (D4).
//
// A cache is fresh when cached_revision = revision AND cache_version = the builder's version (D3). Every read
// says so in its own statement: it selects the view of a fresh row, and the markdown of any other. What comes
// back without a view goes through ViewCache::Build.
//
// Kind is a policy; it brings
//   Key                                        with Name(), which tells documents apart
//   Views                                      everything that is derived, ready to be stored
//   static Views Build(std::string_view)       the builder
//   static pg::Query Fill(key, revision, views)    UPDATE ... WHERE revision = $revision
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/async/deadline.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/pg/pool.h"

namespace liftmark::documents {

// How reads were answered since the process started. Any thread may read it.
struct CacheCounters {
  std::atomic<std::uint64_t> hits{0};
  std::atomic<std::uint64_t> built{0};
  std::atomic<std::uint64_t> fills_failed{0};
};

// A fill may be lost when the server crashes: the next read builds it again. So its commit waits for no disk.
inline constexpr pg::Statement kCommitWithoutWaiting{"commit_without_waiting",
                                                     "SELECT set_config('synchronous_commit', 'off', true)"};

// Belongs to one shard.
template <class Kind>
class ViewCache {
 public:
  using Key = typename Kind::Key;
  using Views = typename Kind::Views;

  // Fills in flight at once; what exceeds them is built and answered, and stored by a later read.
  static constexpr std::size_t kMaxFills = 256;
  static constexpr std::chrono::seconds kFillTimeout{5};

  ViewCache(pg::Pool& pool, async::Shard& shard)
      : pool_(pool), shard_(shard), state_(std::make_shared<State>()) {}

  // The views of `markdown`, which was read at `revision`. Concurrent misses of one document build it once.
  std::shared_ptr<const Views> Build(const Key& key, std::int64_t revision, std::string_view markdown) {
    std::string name = absl::StrCat(key.Name(), "#", revision);
    if (const auto filling = state_->filling.find(name); filling != state_->filling.end())
      return filling->second;
    auto views = std::make_shared<const Views>(Kind::Build(markdown));
    state_->counters.built.fetch_add(1, std::memory_order_relaxed);
    if (state_->filling.size() < kMaxFills) {
      state_->filling.emplace(name, views);
      async::Spawn(shard_, Fill(pool_, state_, std::move(name), Kind::Fill(key, revision, *views)));
    }
    return views;
  }

  void CountHit() { state_->counters.hits.fetch_add(1, std::memory_order_relaxed); }
  const CacheCounters& counters() const { return state_->counters; }

 private:
  // Outlives the cache as long as a fill is under way.
  struct State {
    std::unordered_map<std::string, std::shared_ptr<const Views>> filling;
    CacheCounters counters;
  };

  static Task<> Fill(pg::Pool& pool, std::shared_ptr<State> state, std::string name, pg::Query fill) {
    std::vector<pg::Query> batch;
    batch.push_back({kCommitWithoutWaiting, pg::Params()});
    batch.push_back(std::move(fill));
    const auto result =
        co_await pool.Batch(std::move(batch), std::chrono::steady_clock::now() + kFillTimeout);
    if (!result.ok()) state->counters.fills_failed.fetch_add(1, std::memory_order_relaxed);
    state->filling.erase(name);
  }

  pg::Pool& pool_;
  async::Shard& shard_;
  std::shared_ptr<State> state_;
};

}  // namespace liftmark::documents
