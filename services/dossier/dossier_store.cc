#include "services/dossier/dossier_store.h"

#include "common/documents/freshness.h"

namespace liftmark::dossier {
namespace {

// The select list of every read, as Parse takes it. `f.fresh` is the rule D3; a stale or cold row gives its
// markdown instead of the view that is wanted. Parameters: $2 builder version, $3 and $4 markdown and view
// wanted.
#define LIFTMARK_DOSSIER_COLUMNS                                           \
  " d.user_id, d.current_plan_id, d.revision, d.created_at, d.updated_at," \
  " CASE WHEN $3::bool OR ($4::bool AND NOT f.fresh) THEN d.markdown END," \
  " CASE WHEN $4::bool AND f.fresh THEN d.view END,"                       \
  " f.fresh"
#define LIFTMARK_WITH_FRESHNESS LIFTMARK_JOIN_FRESHNESS("d", "$2")

constexpr pg::Statement kFindDossier{"find_dossier",
                                     "SELECT" LIFTMARK_DOSSIER_COLUMNS
                                     " FROM user_dossiers d" LIFTMARK_WITH_FRESHNESS "WHERE d.user_id = $1"};

// The batch ends before its text passes $5 bytes, but has at least one dossier.
constexpr pg::Statement kFindDossiers{"find_dossiers", "SELECT" LIFTMARK_DOSSIER_COLUMNS R"sql(, d.found
  FROM (
    SELECT asked.position, stored.user_id, stored.current_plan_id, stored.revision, stored.created_at,
           stored.updated_at, stored.markdown, stored.view, stored.cached_revision, stored.cache_version,
           count(*) OVER () AS found,
           sum(octet_length(stored.markdown)) OVER (ORDER BY asked.position) - octet_length(stored.markdown)
             AS bytes_before
    FROM unnest($1::uuid[]) WITH ORDINALITY AS asked(user_id, position)
    JOIN user_dossiers stored ON stored.user_id = asked.user_id
  ) d)sql" LIFTMARK_WITH_FRESHNESS "WHERE d.bytes_before < $5::bigint ORDER BY d.position"};

constexpr int kFoundColumn = 8;

}  // namespace

Task<absl::StatusOr<StoredDossier>> DossierStore::Find(std::string user_id, Wanted wanted,
                                                       async::Deadline deadline) {
  const pg::Params params(user_id, views::kDossierBuilderVersion, wanted.markdown, wanted.view);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kFindDossier, params}, deadline);
  if (!found.ok()) co_return found.status();
  if (found->rows() == 0) co_return DossierKind::NotFound();
  co_return Parse(*found, 0, wanted);
}

Task<absl::StatusOr<DossierBatch>> DossierStore::FindMany(std::vector<std::string> user_ids, Wanted wanted,
                                                          async::Deadline deadline) {
  const pg::Params params(user_ids, views::kDossierBuilderVersion, wanted.markdown, wanted.view, kBatchBytes);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kFindDossiers, params}, deadline);
  if (!found.ok()) co_return found.status();
  DossierBatch batch;
  for (int row = 0; row < found->rows(); ++row) batch.dossiers.push_back(Parse(*found, row, wanted));
  batch.cut = found->rows() > 0 && (*found)[0].Get<std::int64_t>(kFoundColumn) > found->rows();
  co_return batch;
}

StoredDossier DossierStore::Parse(const pg::Result& result, int index, Wanted wanted) {
  const pg::Row row = result[index];
  StoredDossier dossier;
  dossier.user_id = row.Get<std::string>(0);
  dossier.current_plan_id = row.Get<std::optional<std::string>>(1);
  dossier.version = {row.Get<std::int64_t>(2), row.Get<absl::Time>(3)};
  dossier.updated_at = row.Get<absl::Time>(4);
  dossier.markdown = row.Get<std::optional<std::string_view>>(5).value_or("");
  dossier.view = row.Get<std::optional<std::string_view>>(6).value_or("");
  const bool fresh = row.Get<bool>(7);
  dossier.source = result;

  if (wanted.view && fresh) cache_.CountHit();
  if (wanted.view && !fresh) {
    dossier.built = cache_.Build({dossier.user_id}, dossier.version.revision, dossier.markdown);
    dossier.view = dossier.built->view;
    dossier.from_cache = false;
  }
  return dossier;
}

}  // namespace liftmark::dossier
