#include "services/plans/plan_kind.h"

#include "common/documents/active_plan_lock.h"
#include "common/documents/answers.h"
#include "common/documents/day.h"
#include "common/status/status.h"
#include "common/views/codec.h"
#include "common/views/plan_codec.h"
#include "services/plans/plan_activation.h"

namespace liftmark::plans {
namespace {

using documents::WriteContext;

constexpr int kDefaultWeeks = 12;
// No plan is longer; a document that states more is taken at this.
constexpr int kMaxWeeks = 1000;
constexpr int kDaysPerWeek = 7;

constexpr pg::Statement kFillPlan{"fill_plan", R"sql(
  UPDATE training_plans SET
    view = $4,
    structured_plan = CASE WHEN structured_plan = $5 THEN structured_plan ELSE $5 END,
    exercise_list = $6, exercise_keys = $7, plan_type = $8,
    cached_revision = $3, cache_version = $9
  WHERE user_id = $1 AND id = $2 AND revision = $3
    AND (cached_revision, cache_version) IS DISTINCT FROM ($3, $9)
)sql"};

constexpr pg::Statement kInsertPlan{"insert_plan", R"sql(
  WITH created AS (
    INSERT INTO training_plans (user_id, id, view, structured_plan, exercise_list, exercise_keys, plan_type,
                                cached_revision, cache_version, markdown, start_date, end_date, is_active)
    SELECT $1::uuid, $2::uuid, $3::bytea, $4::jsonb, $5::text[], $6::text[], $7::text,
           1, $8::int, $9::text, $10::date, $11::date, false
    WHERE NOT EXISTS (SELECT FROM requests q WHERE q.user_id = $1 AND q.request_id = $14)
    ON CONFLICT DO NOTHING
    RETURNING user_id, id, revision, created_at
  ), kept AS (
    INSERT INTO training_plan_revisions (user_id, plan_id, revision, markdown, author, invocation_id)
    SELECT user_id, id, revision, $9, $12, $13::uuid FROM created
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $14::uuid, $15::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "true",
                                                                 "true") R"sql(
    FROM created WHERE $14 IS NOT NULL
  )
  SELECT revision, created_at FROM created
)sql"};

// What follows an insert in its transaction: its rows carry the transaction's own time.
constexpr pg::Statement kNewPlan{"new_plan", R"sql(
  SELECT revision, created_at FROM training_plans WHERE user_id = $1 AND id = $2 AND created_at = now()
)sql"};

constexpr pg::Statement kPlanConflict{"plan_conflict", R"sql(
  SELECT p.created_at, r.markdown IS NOT DISTINCT FROM $3::text AND p.start_date = $4::date
  FROM training_plans p
  LEFT JOIN training_plan_revisions r ON r.user_id = p.user_id AND r.plan_id = p.id AND r.revision = 1
  WHERE p.user_id = $1 AND p.id = $2
)sql"};

constexpr pg::Statement kReadPlanForWrite{"read_plan_for_write", R"sql(
  SELECT revision, created_at, markdown, start_date, is_active FROM training_plans WHERE user_id = $1 AND id = $2
)sql"};

constexpr pg::Statement kStorePlan{"store_plan", R"sql(
  WITH written AS (
    UPDATE training_plans SET
      view = $3, structured_plan = $4, exercise_list = $5, exercise_keys = $6, plan_type = $7,
      cached_revision = revision + 1, cache_version = $8, markdown = $9,
      end_date = CASE WHEN $15::int IS NULL THEN end_date ELSE start_date + $15::int END
    WHERE user_id = $1 AND id = $2 AND revision = $10
      AND NOT EXISTS (SELECT FROM requests q WHERE q.user_id = $1 AND q.request_id = $13)
    RETURNING user_id, id, revision, created_at
  ), kept AS (
    INSERT INTO training_plan_revisions (user_id, plan_id, revision, markdown, author, invocation_id)
    SELECT user_id, id, revision, $9, $11, $12::uuid FROM written WHERE revision = $10 + 1
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $13::uuid, $14::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "true",
                                                                 "true") R"sql(
    FROM written WHERE $13 IS NOT NULL
  )
  SELECT revision, created_at FROM written
)sql"};

// Plain fields have RPCs of their own: only the request is remembered.
constexpr pg::Statement kKeepPlan{"keep_plan", R"sql(
  WITH found AS (
    SELECT user_id, revision, created_at FROM training_plans WHERE user_id = $1 AND id = $2 AND revision = $3
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $4::uuid, $5::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "false", "$6") R"sql(
    FROM found WHERE $4 IS NOT NULL
  )
  SELECT revision, created_at FROM found
)sql"};

// The revisions go with it.
constexpr pg::Statement kDeletePlan{"delete_plan", R"sql(
  DELETE FROM training_plans
  WHERE user_id = $1 AND id = $2 AND NOT is_active
    AND ($3::bigint IS NULL OR (revision = $3 AND created_at = $4))
  RETURNING id
)sql"};

constexpr pg::Statement kListPlanRevisions{"list_plan_revisions", R"sql(
  SELECT revision, author, invocation_id, created_at, octet_length(markdown)::bigint
  FROM training_plan_revisions WHERE user_id = $1 AND plan_id = $2 AND revision < $3
  ORDER BY revision DESC LIMIT $4
)sql"};

constexpr pg::Statement kFindPlanRevision{"find_plan_revision", R"sql(
  SELECT revision, author, invocation_id, created_at, octet_length(markdown)::bigint, markdown
  FROM training_plan_revisions WHERE user_id = $1 AND plan_id = $2 AND revision = $3
)sql"};

constexpr pg::Statement kReadPlanRevision{"read_plan_revision", R"sql(
  SELECT markdown FROM training_plan_revisions WHERE user_id = $1 AND plan_id = $2 AND revision = $3
)sql"};

pg::Bytes DigestOf(const WriteContext& context) { return pg::Bytes(context.request.digest); }

int WeeksOf(const views::Plan& plan) {
  const int weeks = plan.duration_weeks.value_or(kDefaultWeeks);
  return weeks < 1 ? kDefaultWeeks : std::min(weeks, kMaxWeeks);
}

}  // namespace

std::string EndDate(const views::Plan& plan, std::string_view start_date) {
  return documents::AddDays(start_date, WeeksOf(plan) * kDaysPerWeek);
}

PlanViews PlanKind::Build(std::string_view markdown) {
  PlanViews views;
  views.plan = views::BuildPlan(markdown);
  liftmark::plans::v1::StructuredPlan message;
  views::ToProto(views.plan, message);
  views.view = message.SerializeAsString();
  views.json = views::ToJson(*message.GetDescriptor(), views.view);
  views.exercise_list = views::ExerciseList(views.plan);
  views.exercise_keys = views::ExerciseKeys(views.plan);
  return views;
}

pg::Query PlanKind::Fill(const Key& key, std::int64_t revision, const Views& views) {
  return {kFillPlan,
          pg::Params(key.user_id, key.id, revision, pg::Bytes(views.view), views.json, views.exercise_list,
                     views.exercise_keys, views.plan.plan_type, views::kPlanBuilderVersion)};
}

views::Diagnostics PlanKind::Check(const Views& views, const Draft&) { return views.plan.diagnostics; }

views::Diagnostics PlanKind::Check(const Views& views, const Current&, const Change&) {
  return views.plan.diagnostics;
}

std::vector<pg::Query> PlanKind::Insert(const Draft& draft, const Views& views, const WriteContext& context) {
  const Key& key = draft.key;
  std::vector<pg::Query> batch;
  if (draft.activate) batch.push_back({documents::kLockActivePlan, pg::Params(key.user_id)});
  batch.push_back({kInsertPlan,
                   pg::Params(key.user_id, key.id, pg::Bytes(views.view), views.json, views.exercise_list,
                              views.exercise_keys, views.plan.plan_type, views::kPlanBuilderVersion,
                              draft.markdown, draft.start_date, EndDate(views.plan, draft.start_date),
                              context.author, context.invocation_id, context.request.id, DigestOf(context))});
  if (draft.activate) {
    AppendActivationOfNewPlan(key, batch);
    batch.push_back({kNewPlan, pg::Params(key.user_id, key.id)});
  }
  return batch;
}

pg::Query PlanKind::Conflict(const Draft& draft) {
  return {kPlanConflict, pg::Params(draft.key.user_id, draft.key.id, draft.markdown, draft.start_date)};
}

absl::StatusOr<documents::Written> PlanKind::Resolve(const Draft& draft, const pg::Result& rows) {
  const pg::Row row = rows[0];
  if (row.Get<bool>(1)) return documents::Written{{1, row.Get<absl::Time>(0)}, true, {}};
  return Error(absl::StatusCode::kAlreadyExists, "PLAN_EXISTS", "a plan with this id has other content",
               {{"id", draft.key.id}});
}

pg::Query PlanKind::Read(const Key& key) { return {kReadPlanForWrite, pg::Params(key.user_id, key.id)}; }

PlanKind::Current PlanKind::Parse(const pg::Row& row) {
  Current current;
  current.version = {row.Get<std::int64_t>(0), row.Get<absl::Time>(1)};
  current.markdown = row.Get<std::string>(2);
  current.start_date = row.Get<std::string>(3);
  current.is_active = row.Get<bool>(4);
  return current;
}

absl::Status PlanKind::NotFound() {
  return Error(absl::StatusCode::kNotFound, "PLAN_NOT_FOUND", "the user has no such training plan");
}

absl::Status PlanKind::Deletable(const Current& current) {
  if (!current.is_active) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "PLAN_ACTIVE", "the active plan cannot be deleted");
}

pg::Query PlanKind::Store(const Key& key, const Current& current, const Change& change, const Views& views,
                          const WriteContext& context) {
  std::optional<int> days;
  const std::optional<int> stated = views.plan.duration_weeks;
  if (stated.has_value() && stated != views::BuildPlan(current.markdown).duration_weeks) {
    days = WeeksOf(views.plan) * kDaysPerWeek;
  }
  return {kStorePlan, pg::Params(key.user_id, key.id, pg::Bytes(views.view), views.json, views.exercise_list,
                                 views.exercise_keys, views.plan.plan_type, views::kPlanBuilderVersion,
                                 *change.markdown, current.version.revision, context.author,
                                 context.invocation_id, context.request.id, DigestOf(context), days)};
}

pg::Query PlanKind::StoreFields(const Key& key, const Current& current, const Change& change,
                                const WriteContext& context) {
  return {kKeepPlan, pg::Params(key.user_id, key.id, current.version.revision, context.request.id,
                                DigestOf(context), change.markdown.has_value())};
}

pg::Query PlanKind::Delete(const Key& key, const documents::Precondition& precondition) {
  return {kDeletePlan, pg::Params(key.user_id, key.id, precondition.revision(), precondition.created_at())};
}

pg::Query PlanKind::ListRevisions(const Key& key, std::int64_t before, int limit) {
  return {kListPlanRevisions, pg::Params(key.user_id, key.id, before, limit)};
}

pg::Query PlanKind::FindRevision(const Key& key, std::int64_t revision) {
  return {kFindPlanRevision, pg::Params(key.user_id, key.id, revision)};
}

pg::Query PlanKind::ReadRevision(const Key& key, std::int64_t revision) {
  return {kReadPlanRevision, pg::Params(key.user_id, key.id, revision)};
}

views::Diagnostics PlanKind::CheckRevision(const pg::Row& row) {
  return views::BuildPlan(row.Get<std::string_view>(0)).diagnostics;
}

}  // namespace liftmark::plans
