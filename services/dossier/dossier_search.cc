#include "services/dossier/dossier_search.h"

#include <algorithm>
#include <utility>

#include "common/documents/fill_stale.h"
#include "common/documents/freshness.h"
#include "services/dossier/dossier_kind.h"

namespace liftmark::dossier {
namespace {

constexpr pg::Statement kFindStaleDossiers{
    "find_stale_dossiers",
    "SELECT user_id, user_id, revision, markdown FROM user_dossiers WHERE " LIFTMARK_IS_STALE " LIMIT $2"};

// A condition that is not given is NULL and falls out of the plan, which is made for the values at hand.
// There is always a row, for the count.
#define LIFTMARK_SEARCH                                                                         \
  " (SELECT user_id FROM user_dossiers"                                                         \
  "  WHERE ($2::uuid IS NULL OR user_id > $2)"                                                  \
  "    AND ($3::text[] IS NULL OR equipment_tags @> $3)"                                        \
  "    AND ($4::text[] IS NULL OR equipment_tags && $4)"                                        \
  "    AND ($5::text[] IS NULL OR training_days @> $5)"                                         \
  "    AND ($6::jsonb IS NULL OR profile_json @> $6)"                                           \
  "    AND ($7::text IS NULL"                                                                   \
  "         OR to_tsvector('english', markdown) @@ websearch_to_tsquery('english', $7))"        \
  "    AND (NOT $8::bool OR " LIFTMARK_IS_FRESH                                                 \
  ")), page AS ("                                                                               \
  "  SELECT user_id, markdown, profile_json, equipment_tags, training_days, " LIFTMARK_IS_FRESH \
  "         AS fresh"                                                                           \
  "  FROM (SELECT user_id FROM candidates ORDER BY user_id LIMIT $9) first"                     \
  "  JOIN user_dossiers USING (user_id)"                                                        \
  ") SELECT stale.documents, page.user_id,"                                                     \
  "    CASE WHEN page.fresh THEN page.profile_json ->> 'name' END,"                             \
  "    CASE WHEN page.fresh THEN page.equipment_tags END,"                                      \
  "    CASE WHEN page.fresh THEN page.training_days END,"                                       \
  "    CASE WHEN $7 IS NOT NULL THEN"                                                           \
  "      ts_headline('english', page.markdown, websearch_to_tsquery('english', $7),"            \
  "                  'StartSel=«, StopSel=», MaxFragments=1, MinWords=10, MaxWords=30') END"    \
  "  FROM (SELECT count(*) AS documents"                                                        \
  "        FROM (SELECT FROM user_dossiers WHERE " LIFTMARK_IS_STALE                            \
  "              LIMIT $10) counted) stale"                                                     \
  "  LEFT JOIN page ON true ORDER BY page.user_id"

constexpr pg::Statement kSearchDossiers{"search_dossiers",
                                        "WITH candidates AS NOT MATERIALIZED" LIFTMARK_SEARCH};

// What a JSON document holds, the planner cannot know. Left to itself, it walks through the users until the
// page is full: 1.5 s for one match among 200,000 dossiers, where the index has it in 0.2 ms.
constexpr pg::Statement kSearchDossiersByProfile{"search_dossiers_by_profile",
                                                 "WITH candidates AS MATERIALIZED" LIFTMARK_SEARCH};

// What one search fills before it looks.
constexpr int kMaxFilled = 16;

std::optional<std::vector<std::string>> NonEmpty(const std::vector<std::string>& values) {
  return values.empty() ? std::nullopt : std::optional(values);
}

// Whether a filter looks at cached columns, which a stale row lacks.
bool NeedsViews(const DossierFilter& filter) {
  return !filter.equipment_all.empty() || !filter.equipment_any.empty() || !filter.training_days.empty() ||
         filter.profile_contains.has_value();
}

DossierMatch ParseMatch(const pg::Row& row) {
  DossierMatch match;
  match.user_id = row.Get<std::string>(1);
  match.name = row.Get<std::optional<std::string>>(2);
  match.equipment_tags =
      row.Get<std::optional<std::vector<std::string>>>(3).value_or(std::vector<std::string>());
  match.training_days =
      row.Get<std::optional<std::vector<std::string>>>(4).value_or(std::vector<std::string>());
  match.snippet = row.Get<std::optional<std::string>>(5);
  return match;
}

}  // namespace

Task<absl::StatusOr<DossierMatches>> DossierSearch::Find(DossierFilter filter,
                                                         std::optional<std::string> after, int limit,
                                                         async::Deadline deadline) {
  // Rows changed behind our back are few, and become visible to their filters here. What stays stale, because
  // it is too much or the fill fails, is in the count.
  const pg::Params stale(views::kDossierBuilderVersion, kMaxFilled);
  (co_await documents::FillStale<DossierKind>(pool_, pg::Lane::kScan, {kFindStaleDossiers, stale}, deadline))
      .IgnoreError();

  const bool needs_views = NeedsViews(filter);
  const pg::Params params(views::kDossierBuilderVersion, after, NonEmpty(filter.equipment_all),
                          NonEmpty(filter.equipment_any), NonEmpty(filter.training_days),
                          filter.profile_contains, filter.text, needs_views, limit + 1, kMaxStaleCounted);
  const pg::Statement& statement =
      filter.profile_contains.has_value() ? kSearchDossiersByProfile : kSearchDossiers;
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kScan, {statement, params}, deadline);
  if (!found.ok()) co_return found.status();

  DossierMatches answer;
  answer.stale_documents = (*found)[0].Get<std::int64_t>(0);
  const bool empty = (*found)[0].field(1).null;
  const int rows = empty ? 0 : found->rows();
  for (int i = 0; i < std::min(rows, limit); ++i) answer.matches.push_back(ParseMatch((*found)[i]));
  answer.more = rows > limit;
  co_return answer;
}

}  // namespace liftmark::dossier
