#include "services/workouts/workout_kind.h"

#include "absl/strings/match.h"
#include "common/documents/answers.h"
#include "common/pg/sqlstate.h"
#include "common/status/status.h"
#include "services/workouts/workout_columns.h"

namespace liftmark::workouts {
namespace {

using documents::WriteContext;

#define LIFTMARK_FILL_WORKOUT(table)                                                               \
  "UPDATE " table                                                                                  \
  " SET view = $4,"                                                                                \
  "   structured_workout = CASE WHEN structured_workout = $5 THEN structured_workout ELSE $5 END," \
  "   sms_message = $6, exercise_list = $7, exercise_keys = $8,"                                   \
  "   total_volume_lbs = $9, total_sets = $10, estimated_duration_min = $11,"                      \
  "   cached_revision = $3, cache_version = $12"                                                   \
  " WHERE user_id = $1 AND id = $2 AND revision = $3"                                              \
  "   AND (cached_revision, cache_version) IS DISTINCT FROM ($3, $12)"
constexpr pg::Statement kFillWorkout{"fill_workout", LIFTMARK_FILL_WORKOUT("workouts")};
constexpr pg::Statement kFillArchivedWorkout{"fill_archived_workout",
                                             LIFTMARK_FILL_WORKOUT("workouts_archive")};

constexpr pg::Statement kInsertWorkout{"insert_workout", R"sql(
  WITH created AS (
    INSERT INTO workouts (user_id, id, view, structured_workout, sms_message, exercise_list, exercise_keys,
                          total_volume_lbs, total_sets, estimated_duration_min, cached_revision, cache_version,
                          markdown, workout_date, training_plan_id, workout_type)
    SELECT $1::uuid, $2::uuid, $3::bytea, $4::jsonb, $5::text, $6::text[], $7::text[], $8::int, $9::int, $10::int,
           1, $11::int, $12::text, $13::date, $14::uuid, $15::text
    WHERE NOT EXISTS (SELECT FROM workouts_archive a
                      WHERE a.user_id = $1 AND (a.id = $2 OR a.workout_date = $13))
      AND NOT EXISTS (SELECT FROM requests q WHERE q.user_id = $1 AND q.request_id = $18)
    ON CONFLICT DO NOTHING
    RETURNING user_id, id, revision, created_at
  ), kept AS (
    INSERT INTO workout_revisions (user_id, workout_id, revision, markdown, author, invocation_id)
    SELECT user_id, id, revision, $12, $16, $17::uuid FROM created
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $18::uuid, $19::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "true",
                                                                 "true") R"sql(
    FROM created WHERE $18 IS NOT NULL
  )
  SELECT revision, created_at FROM created
)sql"};

constexpr pg::Statement kWorkoutConflict{"workout_conflict", R"sql(
  SELECT w.id, w.workout_date, w.created_at, w.archived,
         r.markdown IS NOT DISTINCT FROM $4::text AND w.workout_date = $3::date
  FROM (SELECT user_id, id, workout_date, created_at, false AS archived FROM workouts
        WHERE user_id = $1 AND (id = $2::uuid OR workout_date = $3::date)
        UNION ALL
        SELECT user_id, id, workout_date, created_at, true FROM workouts_archive
        WHERE user_id = $1 AND (id = $2::uuid OR workout_date = $3::date)) w
  LEFT JOIN workout_revisions r ON r.user_id = w.user_id AND r.workout_id = w.id AND r.revision = 1
  ORDER BY w.id = $2::uuid DESC
)sql"};

constexpr pg::Statement kReadWorkoutForWrite{"read_workout_for_write", LIFTMARK_WORKOUT_FOR_WRITE("")};

// A parameter pair (set, value) for each plain field: what is not set keeps what it has. A date of the
// archive is taken.
constexpr pg::Statement kStoreWorkout{"store_workout", R"sql(
  WITH written AS (
    UPDATE workouts SET
      view = $3, structured_workout = $4, sms_message = $5, exercise_list = $6, exercise_keys = $7,
      total_volume_lbs = $8, total_sets = $9, estimated_duration_min = $10,
      cached_revision = revision + 1, cache_version = $11, markdown = $12,
      training_plan_id = CASE WHEN $18 THEN $19::uuid ELSE training_plan_id END,
      workout_type = CASE WHEN $20 THEN $21::text ELSE workout_type END,
      completion_notes = CASE WHEN $22 THEN $23::text ELSE completion_notes END,
      workout_date = coalesce($24::date, workout_date)
    WHERE user_id = $1 AND id = $2 AND revision = $13
      AND NOT EXISTS (SELECT FROM workouts_archive a WHERE a.user_id = $1 AND a.workout_date = $24)
      AND NOT EXISTS (SELECT FROM requests q WHERE q.user_id = $1 AND q.request_id = $16)
    RETURNING user_id, id, revision, created_at
  ), kept AS (
    INSERT INTO workout_revisions (user_id, workout_id, revision, markdown, author, invocation_id)
    SELECT user_id, id, revision, $12, $14, $15::uuid FROM written WHERE revision = $13 + 1
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $16::uuid, $17::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "true",
                                                                 "true") R"sql(
    FROM written WHERE $16 IS NOT NULL
  )
  SELECT revision, created_at FROM written
)sql"};

// $12 is the revision whose markdown was given again, where it was.
constexpr pg::Statement kStoreWorkoutFields{"store_workout_fields", R"sql(
  WITH written AS (
    UPDATE workouts SET
      training_plan_id = CASE WHEN $5 THEN $6::uuid ELSE training_plan_id END,
      workout_type = CASE WHEN $7 THEN $8::text ELSE workout_type END,
      completion_notes = CASE WHEN $9 THEN $10::text ELSE completion_notes END,
      workout_date = coalesce($11::date, workout_date)
    WHERE user_id = $1 AND id = $2 AND ($12::bigint IS NULL OR revision = $12)
      AND NOT EXISTS (SELECT FROM workouts_archive a WHERE a.user_id = $1 AND a.workout_date = $11)
      AND NOT EXISTS (SELECT FROM requests q WHERE q.user_id = $1 AND q.request_id = $3)
    RETURNING user_id, revision, created_at
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT user_id, $3::uuid, $4::bytea, )sql" LIFTMARK_ANSWER("revision", "created_at", "false",
                                                                    "$12 IS NOT NULL") R"sql(
    FROM written WHERE $3 IS NOT NULL
  )
  SELECT revision, created_at FROM written
)sql"};

constexpr pg::Statement kDeleteWorkout{"delete_workout", R"sql(
  WITH deleted AS (
    DELETE FROM workouts
    WHERE user_id = $1 AND id = $2 AND ($3::bigint IS NULL OR (revision = $3 AND created_at = $4))
    RETURNING user_id, id
  ), forgotten AS (
    DELETE FROM workout_revisions r USING deleted d WHERE r.user_id = d.user_id AND r.workout_id = d.id
  )
  SELECT id FROM deleted
)sql"};

constexpr pg::Statement kListWorkoutRevisions{"list_workout_revisions", R"sql(
  SELECT revision, author, invocation_id, created_at, octet_length(markdown)::bigint
  FROM workout_revisions WHERE user_id = $1 AND workout_id = $2 AND revision < $3
  ORDER BY revision DESC LIMIT $4
)sql"};

constexpr pg::Statement kFindWorkoutRevision{"find_workout_revision", R"sql(
  SELECT revision, author, invocation_id, created_at, octet_length(markdown)::bigint, markdown
  FROM workout_revisions WHERE user_id = $1 AND workout_id = $2 AND revision = $3
)sql"};

constexpr pg::Statement kReadWorkoutRevision{"read_workout_revision", R"sql(
  SELECT r.markdown, coalesce(w.workout_date, a.workout_date)
  FROM workout_revisions r
  LEFT JOIN workouts w ON w.user_id = r.user_id AND w.id = r.workout_id
  LEFT JOIN workouts_archive a ON a.user_id = r.user_id AND a.id = r.workout_id
  WHERE r.user_id = $1 AND r.workout_id = $2 AND r.revision = $3
)sql"};

// The first `count` characters of UTF-8 text.
std::string_view FirstCharacters(std::string_view text, std::size_t count) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts_character = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (starts_character && count-- == 0) return text.substr(0, i);
  }
  return text;
}

std::optional<std::string> TypeOfFocus(const std::optional<std::string>& focus) {
  if (!focus.has_value()) return std::nullopt;
  return std::string(FirstCharacters(*focus, kMaxWorkoutTypeCharacters));
}

std::string_view DigestOf(const WriteContext& context) { return context.request.digest; }

pg::Params FillParams(const WorkoutKind::Key& key, std::int64_t revision, const WorkoutKind::Views& views) {
  return pg::Params(key.user_id, key.id, revision, pg::Bytes(views.view), views.json, views.sms.text,
                    views.exercise_list, views.exercise_keys, views.workout.total_volume_lbs,
                    views.workout.total_sets, views.workout.estimated_duration_min,
                    views::kWorkoutBuilderVersion);
}

template <class T>
std::optional<T> Flatten(const std::optional<std::optional<T>>& value) {
  return value.has_value() ? *value : std::nullopt;
}

}  // namespace

pg::Query WorkoutKind::Fill(const Key& key, std::int64_t revision, const Views& views) {
  return {kFillWorkout, FillParams(key, revision, views)};
}

pg::Query WorkoutKind::FillArchived(const Key& key, std::int64_t revision, const Views& views) {
  return {kFillArchivedWorkout, FillParams(key, revision, views)};
}

views::Diagnostics WorkoutKind::Check(const Views& views, const Draft& draft) {
  return views::DiagnosticsFor(views, draft.workout_date);
}

views::Diagnostics WorkoutKind::Check(const Views& views, const Current& current, const Change& change) {
  return views::DiagnosticsFor(views, change.workout_date.value_or(current.workout_date));
}

std::vector<pg::Query> WorkoutKind::Insert(const Draft& draft, const Views& views,
                                           const WriteContext& context) {
  const std::optional<std::string> type =
      draft.workout_type.has_value() ? draft.workout_type : TypeOfFocus(views.workout.focus);
  return {{kInsertWorkout,
           pg::Params(draft.key.user_id, draft.key.id, pg::Bytes(views.view), views.json, views.sms.text,
                      views.exercise_list, views.exercise_keys, views.workout.total_volume_lbs,
                      views.workout.total_sets, views.workout.estimated_duration_min,
                      views::kWorkoutBuilderVersion, draft.markdown, draft.workout_date,
                      draft.training_plan_id, type, context.author, context.invocation_id, context.request.id,
                      pg::Bytes(DigestOf(context)))}};
}

pg::Query WorkoutKind::Conflict(const Draft& draft) {
  return {kWorkoutConflict, pg::Params(draft.key.user_id, draft.key.id, draft.workout_date, draft.markdown)};
}

absl::StatusOr<documents::Written> WorkoutKind::Resolve(const Draft& draft, const pg::Result& rows) {
  const pg::Row row = rows[0];
  const auto id = row.Get<std::string>(0);
  const auto date = row.Get<std::string>(1);
  const bool archived = row.Get<bool>(3);
  const bool same_content = row.Get<bool>(4);
  if (id == draft.key.id && same_content && !archived) {
    return documents::Written{{1, row.Get<absl::Time>(2)}, true, {}};
  }
  const Metadata where = {{"id", id}, {"workout_date", date}};
  if (archived) return DateArchived(where);
  if (id == draft.key.id) {
    return Error(absl::StatusCode::kAlreadyExists, "WORKOUT_EXISTS",
                 "a workout with this id has other content", where);
  }
  return DateTaken(where);
}

pg::Query WorkoutKind::Read(const Key& key) {
  return {kReadWorkoutForWrite, pg::Params(key.user_id, key.id)};
}

WorkoutKind::Current WorkoutKind::Parse(const pg::Row& row) {
  Current current;
  current.version = {row.Get<std::int64_t>(0), row.Get<absl::Time>(1)};
  current.markdown = row.Get<std::string>(2);
  current.workout_date = row.Get<std::string>(3);
  current.archived = row.Get<bool>(4);
  current.completed = row.Get<bool>(5);
  return current;
}

absl::Status WorkoutKind::NotFound() {
  return Error(absl::StatusCode::kNotFound, "WORKOUT_NOT_FOUND", "the user has no such workout");
}

absl::Status WorkoutKind::DateTaken(Metadata where) {
  return Error(absl::StatusCode::kAlreadyExists, "DATE_TAKEN", "the user has a workout on this date", where);
}

absl::Status WorkoutKind::DateArchived(Metadata where) {
  return Error(absl::StatusCode::kAlreadyExists, "ARCHIVED", "the archive holds a workout of this date or id",
               where);
}

absl::Status WorkoutKind::Writable(const Current& current) {
  if (!current.archived) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "ARCHIVED", "an archived workout can only be read");
}

pg::Query WorkoutKind::Store(const Key& key, const Current& current, const Change& change, const Views& views,
                             const WriteContext& context) {
  std::optional<std::optional<std::string>> type = change.workout_type;
  if (!type.has_value() && views.workout.focus.has_value() &&
      views.workout.focus != views::BuildWorkout(current.markdown).focus) {
    type = TypeOfFocus(views.workout.focus);
  }
  return {
      kStoreWorkout,
      pg::Params(key.user_id, key.id, pg::Bytes(views.view), views.json, views.sms.text, views.exercise_list,
                 views.exercise_keys, views.workout.total_volume_lbs, views.workout.total_sets,
                 views.workout.estimated_duration_min, views::kWorkoutBuilderVersion, *change.markdown,
                 current.version.revision, context.author, context.invocation_id, context.request.id,
                 pg::Bytes(DigestOf(context)), change.training_plan_id.has_value(),
                 Flatten(change.training_plan_id), type.has_value(), Flatten(type),
                 change.completion_notes.has_value(), Flatten(change.completion_notes), change.workout_date)};
}

pg::Query WorkoutKind::StoreFields(const Key& key, const Current& current, const Change& change,
                                   const WriteContext& context) {
  std::optional<std::int64_t> revision;
  if (change.markdown.has_value()) revision = current.version.revision;
  return {kStoreWorkoutFields, pg::Params(key.user_id, key.id, context.request.id,
                                          pg::Bytes(DigestOf(context)), change.training_plan_id.has_value(),
                                          Flatten(change.training_plan_id), change.workout_type.has_value(),
                                          Flatten(change.workout_type), change.completion_notes.has_value(),
                                          Flatten(change.completion_notes), change.workout_date, revision)};
}

pg::Query WorkoutKind::Delete(const Key& key, const documents::Precondition& precondition) {
  return {kDeleteWorkout,
          pg::Params(key.user_id, key.id, precondition.revision(), precondition.created_at())};
}

pg::Query WorkoutKind::ListRevisions(const Key& key, std::int64_t before, int limit) {
  return {kListWorkoutRevisions, pg::Params(key.user_id, key.id, before, limit)};
}

pg::Query WorkoutKind::FindRevision(const Key& key, std::int64_t revision) {
  return {kFindWorkoutRevision, pg::Params(key.user_id, key.id, revision)};
}

pg::Query WorkoutKind::ReadRevision(const Key& key, std::int64_t revision) {
  return {kReadWorkoutRevision, pg::Params(key.user_id, key.id, revision)};
}

views::Diagnostics WorkoutKind::CheckRevision(const pg::Row& row) {
  return views::DiagnosticsFor(Build(row.Get<std::string_view>(0)),
                               row.Get<std::optional<std::string>>(1).value_or(""));
}

bool WorkoutKind::IsUnknownPlan(const absl::Status& status) {
  return pg::ConstraintOf(status) == "workouts_training_plan_fkey";
}

absl::Status WorkoutKind::Explain(absl::Status status) {
  if (pg::SqlState(status) == pg::kUniqueViolation &&
      pg::ConstraintOf(status).starts_with("idx_workouts_user_date_unique")) {
    return DateTaken();
  }
  if (IsUnknownPlan(status)) {
    return Error(absl::StatusCode::kNotFound, "PLAN_NOT_FOUND", "the user has no such training plan");
  }
  if (absl::StartsWith(pg::ConstraintOf(status), "workouts_not_archived")) return DateArchived();
  return documents::ExplainUser(std::move(status));
}

}  // namespace liftmark::workouts
