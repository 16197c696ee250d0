#include "services/dossier/dossier_kind.h"

#include "common/documents/active_plan_lock.h"
#include "common/documents/answers.h"
#include "common/status/status.h"
#include "common/views/codec.h"
#include "common/views/dossier_codec.h"

namespace liftmark::dossier {
namespace {

using documents::WriteContext;

constexpr pg::Statement kFillDossier{"fill_dossier", R"sql(
  UPDATE user_dossiers SET
    view = $3,
    profile_json = CASE WHEN profile_json = $4 THEN profile_json ELSE $4 END,
    equipment_tags = $5, training_days = $6,
    cached_revision = $2, cache_version = $7
  WHERE user_id = $1 AND revision = $2 AND (cached_revision, cache_version) IS DISTINCT FROM ($2, $7)
)sql"};

constexpr pg::Statement kInsertDossier{"insert_dossier", R"sql(
  WITH created AS (
    INSERT INTO user_dossiers (user_id, view, profile_json, equipment_tags, training_days, cached_revision,
                               cache_version, markdown, current_plan_id)
    SELECT $1::uuid, $2::bytea, $3::jsonb, $4::text[], $5::text[], 1,
           $6::int, $7::text, (SELECT id FROM training_plans WHERE user_id = $1 AND is_active)
    WHERE NOT EXISTS (SELECT FROM requests q WHERE q.user_id = $1 AND q.request_id = $10)
    ON CONFLICT DO NOTHING
    RETURNING user_id, revision, created_at
  ), kept AS (
    INSERT INTO user_dossier_revisions (user_id, revision, markdown, author, invocation_id)
    SELECT user_id, revision, $7, $8, $9::uuid FROM created
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $10::uuid, $11::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "true",
                                                                 "true") R"sql(
    FROM created WHERE $10 IS NOT NULL
  )
  SELECT revision, created_at FROM created
)sql"};

constexpr pg::Statement kDossierConflict{"dossier_conflict", R"sql(
  SELECT d.created_at, r.markdown IS NOT DISTINCT FROM $2::text
  FROM user_dossiers d
  LEFT JOIN user_dossier_revisions r ON r.user_id = d.user_id AND r.revision = 1
  WHERE d.user_id = $1
)sql"};

constexpr pg::Statement kReadDossierForWrite{"read_dossier_for_write", R"sql(
  SELECT revision, created_at, markdown FROM user_dossiers WHERE user_id = $1
)sql"};

constexpr pg::Statement kStoreDossier{"store_dossier", R"sql(
  WITH written AS (
    UPDATE user_dossiers SET
      view = $2, profile_json = $3, equipment_tags = $4, training_days = $5,
      cached_revision = revision + 1, cache_version = $6, markdown = $7
    WHERE user_id = $1 AND revision = $8
      AND NOT EXISTS (SELECT FROM requests q WHERE q.user_id = $1 AND q.request_id = $11)
    RETURNING user_id, revision, created_at
  ), kept AS (
    INSERT INTO user_dossier_revisions (user_id, revision, markdown, author, invocation_id)
    SELECT user_id, revision, $7, $9, $10::uuid FROM written WHERE revision = $8 + 1
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $11::uuid, $12::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "true",
                                                                 "true") R"sql(
    FROM written WHERE $11 IS NOT NULL
  )
  SELECT revision, created_at FROM written
)sql"};

// A dossier has no fields beside its markdown: only the request is remembered.
constexpr pg::Statement kKeepDossier{"keep_dossier", R"sql(
  WITH found AS (
    SELECT user_id, revision, created_at FROM user_dossiers WHERE user_id = $1 AND revision = $2
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $3::uuid, $4::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "false", "$5") R"sql(
    FROM found WHERE $3 IS NOT NULL
  )
  SELECT revision, created_at FROM found
)sql"};

// The revisions go with it.
constexpr pg::Statement kDeleteDossier{"delete_dossier", R"sql(
  DELETE FROM user_dossiers
  WHERE user_id = $1 AND ($2::bigint IS NULL OR (revision = $2 AND created_at = $3))
  RETURNING user_id
)sql"};

constexpr pg::Statement kListDossierRevisions{"list_dossier_revisions", R"sql(
  SELECT revision, author, invocation_id, created_at, octet_length(markdown)::bigint
  FROM user_dossier_revisions WHERE user_id = $1 AND revision < $2
  ORDER BY revision DESC LIMIT $3
)sql"};

constexpr pg::Statement kFindDossierRevision{"find_dossier_revision", R"sql(
  SELECT revision, author, invocation_id, created_at, octet_length(markdown)::bigint, markdown
  FROM user_dossier_revisions WHERE user_id = $1 AND revision = $2
)sql"};

constexpr pg::Statement kReadDossierRevision{"read_dossier_revision", R"sql(
  SELECT markdown FROM user_dossier_revisions WHERE user_id = $1 AND revision = $2
)sql"};

pg::Bytes DigestOf(const WriteContext& context) { return pg::Bytes(context.request.digest); }

}  // namespace

DossierViews DossierKind::Build(std::string_view markdown) {
  DossierViews views;
  views.profile = views::BuildDossier(markdown);
  liftmark::dossier::v1::Profile message;
  views::ToProto(views.profile, message);
  views.view = message.SerializeAsString();
  views.json = views::ToJson(*message.GetDescriptor(), views.view);
  return views;
}

pg::Query DossierKind::Fill(const Key& key, std::int64_t revision, const Views& views) {
  return {kFillDossier,
          pg::Params(key.user_id, revision, pg::Bytes(views.view), views.json, views.profile.equipment_tags,
                     views.profile.training_days, views::kDossierBuilderVersion)};
}

views::Diagnostics DossierKind::Check(const Views& views, const Draft&) { return views.profile.diagnostics; }

views::Diagnostics DossierKind::Check(const Views& views, const Current&, const Change&) {
  return views.profile.diagnostics;
}

std::vector<pg::Query> DossierKind::Insert(const Draft& draft, const Views& views,
                                           const WriteContext& context) {
  return {{documents::kLockActivePlan, pg::Params(draft.key.user_id)},
          {kInsertDossier,
           pg::Params(draft.key.user_id, pg::Bytes(views.view), views.json, views.profile.equipment_tags,
                      views.profile.training_days, views::kDossierBuilderVersion, draft.markdown,
                      context.author, context.invocation_id, context.request.id, DigestOf(context))}};
}

pg::Query DossierKind::Conflict(const Draft& draft) {
  return {kDossierConflict, pg::Params(draft.key.user_id, draft.markdown)};
}

absl::StatusOr<documents::Written> DossierKind::Resolve(const Draft&, const pg::Result& rows) {
  const pg::Row row = rows[0];
  const bool same_content = row.Get<bool>(1);
  if (same_content) return documents::Written{{1, row.Get<absl::Time>(0)}, true, {}};
  return Error(absl::StatusCode::kAlreadyExists, "DOSSIER_EXISTS",
               "the user has a dossier with other content");
}

pg::Query DossierKind::Read(const Key& key) { return {kReadDossierForWrite, pg::Params(key.user_id)}; }

DossierKind::Current DossierKind::Parse(const pg::Row& row) {
  return {{row.Get<std::int64_t>(0), row.Get<absl::Time>(1)}, row.Get<std::string>(2)};
}

absl::Status DossierKind::NotFound() {
  return Error(absl::StatusCode::kNotFound, "DOSSIER_NOT_FOUND", "the user has no dossier");
}

pg::Query DossierKind::Store(const Key& key, const Current& current, const Change& change, const Views& views,
                             const WriteContext& context) {
  return {kStoreDossier,
          pg::Params(key.user_id, pg::Bytes(views.view), views.json, views.profile.equipment_tags,
                     views.profile.training_days, views::kDossierBuilderVersion, *change.markdown,
                     current.version.revision, context.author, context.invocation_id, context.request.id,
                     DigestOf(context))};
}

pg::Query DossierKind::StoreFields(const Key& key, const Current& current, const Change& change,
                                   const WriteContext& context) {
  return {kKeepDossier, pg::Params(key.user_id, current.version.revision, context.request.id,
                                   DigestOf(context), change.markdown.has_value())};
}

pg::Query DossierKind::Delete(const Key& key, const documents::Precondition& precondition) {
  return {kDeleteDossier, pg::Params(key.user_id, precondition.revision(), precondition.created_at())};
}

pg::Query DossierKind::ListRevisions(const Key& key, std::int64_t before, int limit) {
  return {kListDossierRevisions, pg::Params(key.user_id, before, limit)};
}

pg::Query DossierKind::FindRevision(const Key& key, std::int64_t revision) {
  return {kFindDossierRevision, pg::Params(key.user_id, revision)};
}

pg::Query DossierKind::ReadRevision(const Key& key, std::int64_t revision) {
  return {kReadDossierRevision, pg::Params(key.user_id, revision)};
}

views::Diagnostics DossierKind::CheckRevision(const pg::Row& row) {
  return Build(row.Get<std::string_view>(0)).profile.diagnostics;
}

}  // namespace liftmark::dossier
