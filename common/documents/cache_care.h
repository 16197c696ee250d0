// The care of caches, the same for every kind of document: what is fresh, why one is not, dropping views, and
// building them anew in bounded batches. The rule of freshness is D3's (view_cache.h).
//
// Caches is a policy; it brings
//
//   Kind                      of view_cache.h and writer.h
//   kBuilderVersion           of today
//   static pg::Query Count()
//                        fresh, stale, cold, and whether the first two are estimates
//   static pg::Query Find(key)
//                        what Kind::Parse takes, and from kCacheColumn on cached_revision, cache_version,
//                        view and updated_at
//   static pg::Query Look(scope, limit)
//                        the next documents of the scope, by id: it, user_id, revision, and the markdown
//                        where the cache is stale or cold
//   static pg::Query Invalidate(scope, limit)
//                        drops the views of the same documents, save those that others hold; answers a row:
//                        how many it looked at, how many it dropped, how many others held, and the last id
//   static Kind::Key KeyOf(user_id, id)
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/documents/view_cache.h"
#include "common/pg/pool.h"
#include "common/status/status.h"
#include "common/views/diagnostic.h"

namespace liftmark::documents {

struct CacheCounts {
  std::int64_t fresh = 0;
  std::int64_t stale = 0;
  std::int64_t cold = 0;
  bool estimated = false;  // fresh and stale; cold is always counted
};

// Which documents, and behind which of them to go on. The id of a document is unique among all users; a
// dossier's is its user's.
struct CacheScope {
  static constexpr std::string_view kStart = "00000000-0000-0000-0000-000000000000";

  std::optional<std::string> user_id;  // nothing: of all users
  std::optional<std::string> id;       // one document of that user
  std::string after{kStart};
};

struct CachedDocument {
  std::int64_t revision = 0;
  std::optional<std::int64_t> cached_revision;
  std::int32_t cache_version = 0;
  absl::Time updated_at;
  bool stored_view_is_current = false;
  std::string markdown;
  views::Diagnostics diagnostics;  // of the builder of today
};

struct Invalidated {
  std::int64_t found = 0;        // documents of the scope
  std::int64_t invalidated = 0;  // those that had views
  bool more = false;             // the time was up before the rest
};

// Belongs to one shard; outlives its calls.
template <class Caches>
class CacheCare {
 public:
  using Kind = typename Caches::Kind;
  using Key = typename Kind::Key;

  // Documents whose views are dropped in one transaction.
  static constexpr int kInvalidatedAtOnce = 500;
  // About what a write takes.
  static constexpr std::chrono::milliseconds kHeldFor{10};

  explicit CacheCare(pg::Pool& pool) : pool_(pool) {}

  Task<absl::StatusOr<CacheCounts>> Count(async::Deadline deadline) {
    const auto counted = co_await pool_.Execute(pg::Lane::kScan, Caches::Count(), deadline);
    if (!counted.ok()) co_return counted.status();
    const pg::Row row = (*counted)[0];
    co_return CacheCounts{row.template Get<std::int64_t>(0), row.template Get<std::int64_t>(1),
                          row.template Get<std::int64_t>(2), row.template Get<bool>(3)};
  }

  // Errors: NOT_FOUND; those of the database.
  Task<absl::StatusOr<CachedDocument>> Explain(Key key, async::Deadline deadline) {
    const auto found = co_await pool_.Execute(pg::Lane::kRead, Caches::Find(key), deadline);
    if (!found.ok()) co_return found.status();
    if (found->rows() == 0) co_return Kind::NotFound();
    const pg::Row row = (*found)[0];
    constexpr int kAt = Caches::kCacheColumn;
    typename Kind::Current current = Kind::Parse(row);
    const typename Kind::Views views = Kind::Build(current.markdown);
    CachedDocument document;
    document.revision = current.version.revision;
    document.cached_revision = row.template Get<std::optional<std::int64_t>>(kAt);
    document.cache_version = row.template Get<std::int32_t>(kAt + 1);
    document.stored_view_is_current =
        row.template Get<std::optional<std::string_view>>(kAt + 2) == views.view;
    document.updated_at = row.template Get<absl::Time>(kAt + 3);
    document.diagnostics = Kind::Check(views, current, {});
    document.markdown = std::move(current.markdown);
    co_return document;
  }

  // A transaction for each batch. It waits for no other transaction while it holds rows: what others hold is
  // come back to. Errors: those of the database.
  Task<absl::StatusOr<Invalidated>> Invalidate(CacheScope scope, async::Deadline deadline) {
    Invalidated total;
    for (;;) {
      const auto result =
          co_await pool_.Execute(pg::Lane::kWrite, Caches::Invalidate(scope, kInvalidatedAtOnce), deadline);
      if (!result.ok()) co_return result.status();
      const pg::Row row = (*result)[0];
      const auto looked_at = row.template Get<std::int64_t>(0);
      total.invalidated += row.template Get<std::int64_t>(1);
      const bool held = row.template Get<std::int64_t>(2) > 0;
      if (!held) {
        total.found += looked_at;
        if (looked_at < kInvalidatedAtOnce) co_return total;
        scope.after = row.template Get<std::string>(3);
      }
      total.more = async::IsNear(deadline);
      if (total.more) co_return total;
      if (held) co_await async::SleepUntil(async::Clock::now() + kHeldFor);
    }
  }

 private:
  pg::Pool& pool_;
};

// Builds what is stale or cold in a scope, one step after the other, at a bounded rate. A step is one look at
// the next documents, or one fill, a transaction of its own (fill_stale.h says why). A fill changes a row
// only where it still has the revision that was read and is not fresh yet, so that rebuilds may run beside
// each other, reads and writes.
template <class Caches>
class CacheRebuild {
 public:
  using Kind = typename Caches::Kind;

  // Rows of one look: at 256 KiB each, the most that is held.
  static constexpr int kLookedAtOnce = 64;

  // `max_per_second`: documents that are built; passing over fresh ones is not slowed down.
  CacheRebuild(pg::Pool& pool, CacheScope scope, int max_per_second)
      : pool_(pool),
        scope_(std::move(scope)),
        interval_(std::chrono::nanoseconds(std::chrono::seconds(1)) / max_per_second) {}

  // Errors: those of the database, where trying again may help. What one document alone makes fail is
  // counted.
  Task<absl::Status> Step(async::Deadline deadline) {
    if (next_ == page_.rows()) co_return co_await Look(deadline);
    while (next_ < page_.rows()) {
      const pg::Row row = page_[next_++];
      scope_.after = row.template Get<std::string>(0);
      const auto markdown = row.template Get<std::optional<std::string_view>>(3);
      if (!markdown.has_value()) {
        ++passed_;
        continue;
      }
      const async::Clock::time_point started = async::Clock::now();
      LIFTMARK_CO_RETURN_IF_ERROR(
          co_await Store(Caches::KeyOf(row.template Get<std::string>(1), scope_.after),
                         row.template Get<std::int64_t>(2), *markdown, deadline));
      co_await async::SleepUntil(std::min(started + interval_, deadline));
      break;
    }
    co_return absl::OkStatus();
  }

  bool done() const { return done_; }
  const std::string& after() const { return scope_.after; }
  std::int64_t passed() const { return passed_; }
  std::int64_t rebuilt() const { return rebuilt_; }
  std::int64_t failed() const { return failed_; }

 private:
  Task<absl::Status> Look(async::Deadline deadline) {
    auto page = co_await pool_.Execute(pg::Lane::kScan, Caches::Look(scope_, kLookedAtOnce), deadline);
    if (!page.ok()) co_return page.status();
    page_ = *std::move(page);
    next_ = 0;
    done_ = page_.rows() == 0;
    co_return absl::OkStatus();
  }

  Task<absl::Status> Store(typename Kind::Key key, std::int64_t revision, std::string_view markdown,
                           async::Deadline deadline) {
    std::vector<pg::Query> fill;
    fill.push_back({kCommitWithoutWaiting, pg::Params()});
    fill.push_back(Kind::Fill(key, revision, Kind::Build(markdown)));
    const auto results = co_await pool_.Batch(std::move(fill), deadline);
    if (MayPass(results.status())) co_return results.status();
    if (!results.ok()) {
      ++failed_;
    } else if (results->back().affected() > 0) {
      ++rebuilt_;
    } else {
      ++passed_;
    }
    co_return absl::OkStatus();
  }

  // Whether the database may take the same later.
  static bool MayPass(const absl::Status& status) {
    switch (status.code()) {
      case absl::StatusCode::kUnavailable:
      case absl::StatusCode::kDeadlineExceeded:
      case absl::StatusCode::kResourceExhausted:
      case absl::StatusCode::kCancelled:
        return true;
      default:
        return false;
    }
  }

  pg::Pool& pool_;
  CacheScope scope_;
  std::chrono::nanoseconds interval_;
  pg::Result page_;
  int next_ = 0;
  bool done_ = false;
  std::int64_t passed_ = 0;
  std::int64_t rebuilt_ = 0;
  std::int64_t failed_ = 0;
};

}  // namespace liftmark::documents
