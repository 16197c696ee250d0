// Every content that a document had (D9), the same for every kind.
//
// Kind brings, beside its Key,
//
//   static pg::Query ListRevisions(key, before, limit)
//                        those below `before`, newest first: revision, author, invocation, created_at, bytes
//   static pg::Query FindRevision(key, revision)
//                        the same columns and the markdown
//   static pg::Query Read(key), static Current Parse(row), static absl::Status NotFound()
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/async/task.h"
#include "common/documents/diff.h"
#include "common/pg/pool.h"
#include "common/status/status.h"

namespace liftmark::documents {

struct StoredRevision {
  std::int64_t revision = 0;
  std::string author;
  std::optional<std::string> invocation_id;
  absl::Time created_at;
  std::int64_t bytes = 0;
  std::string markdown;  // not in lists
};

struct RevisionPage {
  std::vector<StoredRevision> revisions;
  bool more = false;
};

struct RevisionDiff {
  std::string unified;
  std::int64_t from = 0;
  std::int64_t to = 0;
};

absl::Status RevisionNotFound(std::int64_t revision);
StoredRevision ParseRevision(const pg::Row& row);

// Belongs to one shard; outlives its calls.
template <class Kind>
class Revisions {
 public:
  using Key = typename Kind::Key;

  static constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();

  explicit Revisions(pg::Pool& pool) : pool_(pool) {}

  // Revisions below `before`, newest first. Errors: NOT_FOUND where the document has none.
  Task<absl::StatusOr<RevisionPage>> List(Key key, std::int64_t before, int limit, async::Deadline deadline) {
    auto found =
        co_await pool_.Execute(pg::Lane::kRead, Kind::ListRevisions(key, before, limit + 1), deadline);
    if (!found.ok()) co_return found.status();
    if (found->rows() == 0 && before == kNewest) co_return Kind::NotFound();
    RevisionPage page;
    for (int i = 0; i < std::min(found->rows(), limit); ++i)
      page.revisions.push_back(ParseRevision((*found)[i]));
    page.more = found->rows() > limit;
    co_return page;
  }

  // Errors: NOT_FOUND, reason REVISION_NOT_FOUND.
  Task<absl::StatusOr<StoredRevision>> Find(Key key, std::int64_t revision, async::Deadline deadline) {
    auto found = co_await pool_.Execute(pg::Lane::kRead, Kind::FindRevision(key, revision), deadline);
    if (!found.ok()) co_return found.status();
    if (found->rows() == 0) co_return RevisionNotFound(revision);
    StoredRevision stored = ParseRevision((*found)[0]);
    stored.markdown = (*found)[0].template Get<std::string>(5);
    co_return stored;
  }

  // `to` 0 is the current content. Errors: those of Find; NOT_FOUND.
  Task<absl::StatusOr<RevisionDiff>> Diff(Key key, std::int64_t from, std::int64_t to,
                                          async::Deadline deadline) {
    if (to == 0) {
      auto current = co_await pool_.Execute(pg::Lane::kRead, Kind::Read(key), deadline);
      if (!current.ok()) co_return current.status();
      if (current->rows() == 0) co_return Kind::NotFound();
      to = Kind::Parse((*current)[0]).version.revision;
    }
    auto older = co_await Find(key, from, deadline);
    if (!older.ok()) co_return older.status();
    auto newer = co_await Find(key, to, deadline);
    if (!newer.ok()) co_return newer.status();
    auto unified = UnifiedDiff(older->markdown, newer->markdown, absl::StrCat("revision ", from),
                               absl::StrCat("revision ", to));
    if (!unified.ok()) co_return unified.status();
    co_return RevisionDiff{*std::move(unified), from, to};
  }

 private:
  pg::Pool& pool_;
};

}  // namespace liftmark::documents
