#include "services/workouts/workout_batch.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "common/async/started.h"
#include "common/document_rpcs/document_rpcs.h"
#include "common/documents/answers.h"
#include "common/documents/user_hold.h"
#include "common/formats/formats.h"
#include "common/pg/sqlstate.h"
#include "common/status/status.h"
#include "services/workouts/date_lock.h"

namespace liftmark::workouts {
namespace {

// Whoever is faster makes a batch begin again, so often.
constexpr int kMaxAttempts = 20;

constexpr pg::Statement kFindWorkoutsOfDates{"find_workouts_of_dates", R"sql(
  SELECT id, workout_date, revision, created_at, markdown, completed_at IS NOT NULL, training_plan_id, workout_type,
         false
  FROM workouts WHERE user_id = $1 AND workout_date = ANY($2::text[]::date[])
  UNION ALL
  SELECT id, workout_date, revision, created_at, '', completed_at IS NOT NULL, training_plan_id, workout_type, true
  FROM workouts_archive WHERE user_id = $1 AND workout_date = ANY($2::text[]::date[])
)sql"};

constexpr pg::Statement kFindPlans{"find_plans", R"sql(
  SELECT id FROM training_plans WHERE user_id = $1 AND id = ANY($2::text[]::uuid[])
)sql"};

constexpr pg::Statement kLockWorkoutsOfDates{"lock_workouts_of_dates", R"sql(
  SELECT id FROM workouts WHERE user_id = $1 AND workout_date = ANY($2::text[]::date[])
  ORDER BY workout_date FOR UPDATE
)sql"};

// The statements of a transaction cannot depend on each other's answers. So that it fails where a workout is
// not as it should be, this one violates requests_digest_check then.
constexpr pg::Statement kRequireWorkouts{"require_workouts", R"sql(
  INSERT INTO requests (user_id, request_id, digest)
  SELECT $1::uuid, $2::uuid, ''::bytea
  WHERE EXISTS (
    SELECT FROM unnest($3::text[]::uuid[], $4::text[]::bigint[], $5::text[]::boolean[])
                AS required (id, revision, completed)
    WHERE NOT EXISTS (
      SELECT FROM workouts w
      WHERE w.user_id = $1 AND w.id = required.id AND w.revision = required.revision
        AND (w.completed_at IS NOT NULL) = required.completed))
)sql"};

// For each workout its id, and an answer whose last byte says what was done.
constexpr pg::Statement kFinishBatch{"finish_workout_batch", R"sql(
  WITH answered AS (
    SELECT string_agg(convert_to(w.id::text, 'UTF8') || int8send(w.revision) || timestamptz_send(w.created_at)
                      || decode(done.what, 'hex'), ''::bytea ORDER BY done.position) AS answer
    FROM unnest($2::text[]::uuid[], $3::text[]) WITH ORDINALITY AS done (id, what, position)
    JOIN workouts w ON w.user_id = $1 AND w.id = done.id
  ), remembered AS (
    INSERT INTO requests (user_id, request_id, digest, answer)
    SELECT $1::uuid, $4::uuid, $5::bytea, answer FROM answered WHERE $4 IS NOT NULL
  )
  SELECT answer FROM answered
)sql"};

constexpr std::size_t kIdBytes = 36;

// As the last byte of an answer.
enum class Done : char { kNothing = 0, kCreated = 1, kRewritten = 2, kFields = 3 };

v1::UpsertOutcome OutcomeOf(Done done) {
  switch (done) {
    case Done::kCreated:
      return v1::UPSERT_OUTCOME_CREATED;
    case Done::kRewritten:
    case Done::kFields:
      return v1::UPSERT_OUTCOME_UPDATED;
    case Done::kNothing:
      break;
  }
  return v1::UPSERT_OUTCOME_UNCHANGED;
}

std::optional<std::string> NonEmpty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

rpc::RequestRules RulesOfADay() {
  absl::StatusOr<rpc::RequestRules> rules = rpc::RequestRules::Compile(*v1::WorkoutUpsert::descriptor());
  if (!rules.ok()) throw std::logic_error(std::string(rules.status().message()));
  return *std::move(rules);
}

bool IsOvertaken(const absl::Status& status) {
  return documents::IsAnsweredElsewhere(status) || absl::IsAborted(status) ||
         WorkoutKind::IsUnknownPlan(status) ||
         (pg::SqlState(status) == pg::kCheckViolation &&
          pg::ConstraintOf(status).starts_with("requests_digest_check"));
}

}  // namespace

// What is wrong with a batch.
struct WorkoutBatch::Faults {
  Violations violations;
  bool request = false;
  bool document = false;
  bool plan = false;
  bool archived = false;
  bool completed = false;
  bool etag = false;

  void Add(bool Faults::* kind, const std::string& field, std::string_view description) {
    this->*kind = true;
    violations.Add(field, description);
  }
  void AddAll(bool Faults::* kind, const absl::Status& status, std::string_view prefix = "") {
    if (status.ok()) return;
    this->*kind = true;
    violations.AddAll(status, prefix);
  }

  absl::Status ToStatus() const {
    if (violations.empty()) return absl::OkStatus();
    if (request) return violations.ToStatus();
    if (document) return violations.ToStatus("DOCUMENT_REFUSED");
    if (plan) return violations.ToStatus("PLAN_NOT_FOUND", absl::StatusCode::kNotFound);
    if (archived) return violations.ToStatus("ARCHIVED", absl::StatusCode::kAlreadyExists);
    if (completed) return violations.ToStatus("COMPLETED", absl::StatusCode::kFailedPrecondition);
    return violations.ToStatus("ETAG_MISMATCH", absl::StatusCode::kAborted);
  }
};

// What stands on a date.
struct WorkoutBatch::Stored {
  std::string id;
  WorkoutKind::Current current;
  std::optional<std::string> training_plan_id;
  std::optional<std::string> workout_type;
};

// What happens to a day.
struct WorkoutBatch::Step {
  std::string id;
  Done done = Done::kNothing;
  WorkoutKind::Change change;
};

WorkoutBatch::WorkoutBatch(pg::Pool& pool, async::Shard& shard)
    : pool_(pool), shard_(shard), rules_(RulesOfADay()) {}

void WorkoutBatch::Bind(rpc::MethodTable& methods) {
  methods.Bind("BatchUpsertWorkouts", &WorkoutBatch::BatchUpsertWorkouts, this);
}

Task<absl::Status> WorkoutBatch::BatchUpsertWorkouts(rpc::Call& call,
                                                     const v1::BatchUpsertWorkoutsRequest& request,
                                                     rpc::Reply<v1::BatchUpsertWorkoutsResponse>& reply) {
  const documents::WriteContext context = document_rpcs::ContextOf(call, request);
  std::vector<Day> days;
  const Faults of_request = Examine(request, rules_, days);

  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    if (!of_request.request) {
      const absl::StatusOr<std::optional<std::string>> before =
          co_await documents::FindRawAnswer(pool_, request.user_id(), context.request, context.deadline);
      if (!before.ok()) co_return before.status();
      if (before->has_value()) co_return Answer(days, **before, reply.message());
    }

    async::Started finding_plans(shard_, FindPlans(request.user_id(), days, context.deadline));
    const auto stored = co_await Read(request.user_id(), days, context.deadline);
    const auto plans = co_await finding_plans.Take();
    if (!stored.ok()) co_return stored.status();
    if (!plans.ok()) co_return plans.status();
    Faults faults = of_request;
    for (const Day& day : days) {
      if (!day.plan_id.has_value() || plans->contains(*day.plan_id)) continue;
      faults.Add(&Faults::plan, day.field + ".training_plan_id", "the user has no such training plan");
    }
    const std::vector<Step> steps = Compare(days, *stored, request.overwrite_completed(), faults);
    LIFTMARK_CO_RETURN_IF_ERROR(faults.ToStatus());

    if (context.validate_only) {
      for (std::size_t i = 0; i < days.size(); ++i) {
        v1::UpsertedWorkout& workout = *reply.message().add_workouts();
        workout.set_workout_date(days[i].asked->workout_date());
        workout.set_outcome(OutcomeOf(steps[i].done));
        documents::Written written{{}, steps[i].change.markdown.has_value(), days[i].diagnostics};
        if (const std::optional<Stored>& there = (*stored)[i]) {
          workout.set_id(there->id);
          written.version = there->current.version;
        }
        documents::ToProto(written, *workout.mutable_result());
      }
      co_return absl::OkStatus();
    }

    const auto results =
        co_await pool_.Batch(Transaction(request.user_id(), days, *stored, steps, context), context.deadline);
    if (results.ok()) {
      co_return Answer(days, (*results)[results->size() - 2][0].Get<std::string_view>(0), reply.message());
    }
    if (!IsOvertaken(results.status())) co_return WorkoutKind::Explain(results.status());
  }
  co_return documents::Contended();
}

// Whatever can be told from the request alone. Documents are looked at even where fields are wrong, and so is
// what is stored on a date that can be read.
WorkoutBatch::Faults WorkoutBatch::Examine(const v1::BatchUpsertWorkoutsRequest& request,
                                           const rpc::RequestRules& rules, std::vector<Day>& days) {
  Faults faults;
  absl::flat_hash_map<std::string_view, int> seen;
  for (int i = 0; i < request.workouts_size(); ++i) {
    Day& day = days.emplace_back();
    day.asked = &request.workouts(i);
    day.field = absl::StrCat("workouts[", i, "]");
    const std::string& date = day.asked->workout_date();
    faults.AddAll(&Faults::request, rules.Check(*day.asked), day.field + ".");
    const auto [first, fresh] = seen.try_emplace(date, i);
    if (!fresh && !date.empty()) {
      faults.Add(&Faults::request, day.field + ".workout_date",
                 absl::StrCat("is the date of workouts[", first->second, "], too"));
    }
    day.dated = fresh && formats::IsDate(date);
    if (formats::IsUuid(day.asked->training_plan_id())) day.plan_id = day.asked->training_plan_id();
    const absl::StatusOr<documents::Precondition> precondition =
        documents::Precondition::IfGiven(day.asked->etag());
    if (precondition.ok()) {
      day.precondition = *precondition;
    } else {
      faults.AddAll(&Faults::request, precondition.status(), day.field + ".");
    }
    const std::string markdown_field = day.field + ".markdown";
    if (faults.violations.Names(markdown_field)) continue;
    day.views = WorkoutKind::Build(day.asked->markdown());
    day.diagnostics = views::DiagnosticsFor(day.views, date);
    faults.AddAll(&Faults::document,
                  documents::CheckAccepted(day.diagnostics, request.options().strict(), markdown_field));
  }
  return faults;
}

std::vector<WorkoutBatch::Step> WorkoutBatch::Compare(const std::vector<Day>& days,
                                                      const std::vector<std::optional<Stored>>& stored,
                                                      bool overwrite_completed, Faults& faults) {
  std::vector<Step> steps(days.size());
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Day& day = days[i];
    const std::optional<Stored>& there = stored[i];
    Step& step = steps[i];
    if (!day.dated) continue;
    if (!there.has_value()) {
      if (day.precondition.version.has_value()) {
        faults.Add(&Faults::etag, day.field + ".etag", "the user has no workout on this date any more");
      }
      step = {documents::NewId("", "", ""), Done::kCreated, {}};
      step.change.markdown = day.asked->markdown();
      continue;
    }
    step.id = there->id;
    if (there->current.archived) {
      faults.Add(&Faults::archived, day.field + ".workout_date", "the archive holds a workout of this date");
      continue;
    }
    if (!day.precondition.Check(there->current.version).ok()) {
      faults.Add(&Faults::etag, day.field + ".etag",
                 absl::StrCat("the document has changed since it was read; its etag is ",
                              documents::MakeEtag(there->current.version)));
    }
    const std::optional<std::string> type = NonEmpty(day.asked->workout_type());
    if (day.plan_id.has_value() && day.plan_id != there->training_plan_id) {
      step.change.training_plan_id = day.plan_id;
    }
    if (type.has_value() && type != there->workout_type) step.change.workout_type = type;
    if (day.asked->markdown() != there->current.markdown) {
      step.change.markdown = day.asked->markdown();
      step.done = Done::kRewritten;
    } else if (step.change.training_plan_id.has_value() || step.change.workout_type.has_value()) {
      step.done = Done::kFields;
    }
    if (there->current.completed && step.done != Done::kNothing && !overwrite_completed) {
      faults.Add(&Faults::completed, day.field + ".workout_date",
                 "the workout of this date has been completed; overwrite_completed would write over it");
    }
  }
  return steps;
}

std::vector<pg::Query> WorkoutBatch::Transaction(const std::string& user_id, const std::vector<Day>& days,
                                                 const std::vector<std::optional<Stored>>& stored,
                                                 const std::vector<Step>& steps,
                                                 const documents::WriteContext& context) {
  // One request id is of the whole batch.
  documents::WriteContext of_a_day = context;
  of_a_day.request = {};

  struct Required {
    std::vector<std::string> ids, revisions, completed;
    void Add(const std::string& id, std::int64_t revision, bool is_completed) {
      ids.push_back(id);
      revisions.push_back(absl::StrCat(revision));
      completed.push_back(is_completed ? "true" : "false");
    }
    pg::Query Query(const std::string& user) const {
      return {kRequireWorkouts, pg::Params(user, documents::NewId("", "", ""), ids, revisions, completed)};
    }
  } before, after;

  std::vector<std::string> dates, ids, done;
  std::vector<pg::Query> stores;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const v1::WorkoutUpsert& asked = *days[i].asked;
    const Step& step = steps[i];
    const WorkoutKind::Key key{user_id, step.id};
    dates.push_back(asked.workout_date());
    ids.push_back(step.id);
    done.push_back(absl::StrCat("0", static_cast<int>(step.done)));
    if (const std::optional<Stored>& there = stored[i]) {
      const std::int64_t revision = there->current.version.revision;
      before.Add(step.id, revision, there->current.completed);
      after.Add(step.id, revision + (step.done == Done::kRewritten ? 1 : 0), there->current.completed);
      if (step.done == Done::kRewritten) {
        stores.push_back(WorkoutKind::Store(key, there->current, step.change, days[i].views, of_a_day));
      } else if (step.done == Done::kFields) {
        stores.push_back(WorkoutKind::StoreFields(key, there->current, step.change, of_a_day));
      }
      continue;
    }
    after.Add(step.id, 1, false);
    WorkoutKind::Draft draft;
    draft.key = key;
    draft.workout_date = asked.workout_date();
    draft.markdown = asked.markdown();
    draft.training_plan_id = days[i].plan_id;
    draft.workout_type = NonEmpty(asked.workout_type());
    for (pg::Query& insert : WorkoutKind::Insert(draft, days[i].views, of_a_day)) {
      stores.push_back(std::move(insert));
    }
  }

  std::vector<pg::Query> writes;
  writes.push_back({kLockDates, pg::Params(user_id)});
  writes.push_back({kLockWorkoutsOfDates, pg::Params(user_id, dates)});
  writes.push_back(before.Query(user_id));
  for (pg::Query& store : stores) writes.push_back(std::move(store));
  writes.push_back(after.Query(user_id));
  writes.push_back(
      {kFinishBatch, pg::Params(user_id, ids, done, context.request.id, pg::Bytes(context.request.digest))});
  return documents::HoldingUser(user_id, std::move(writes));
}

Task<absl::StatusOr<std::vector<std::optional<WorkoutBatch::Stored>>>> WorkoutBatch::Read(
    std::string user_id, const std::vector<Day>& days, async::Deadline deadline) {
  std::vector<std::string> dates;
  for (const Day& day : days) {
    if (day.dated) dates.push_back(day.asked->workout_date());
  }
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kFindWorkoutsOfDates, pg::Params(user_id, dates)}, deadline);
  if (!found.ok()) co_return found.status();
  std::vector<std::optional<Stored>> stored(days.size());
  for (int i = 0; i < found->rows(); ++i) {
    const pg::Row row = (*found)[i];
    Stored workout;
    workout.id = row.Get<std::string>(0);
    workout.current.workout_date = row.Get<std::string>(1);
    workout.current.version = {row.Get<std::int64_t>(2), row.Get<absl::Time>(3)};
    workout.current.markdown = row.Get<std::string>(4);
    workout.current.completed = row.Get<bool>(5);
    workout.training_plan_id = row.Get<std::optional<std::string>>(6);
    workout.workout_type = row.Get<std::optional<std::string>>(7);
    workout.current.archived = row.Get<bool>(8);
    const auto day = std::find_if(days.begin(), days.end(), [&](const Day& candidate) {
      return candidate.dated && candidate.asked->workout_date() == workout.current.workout_date;
    });
    stored.at(static_cast<std::size_t>(day - days.begin())) = std::move(workout);
  }
  co_return stored;
}

Task<absl::StatusOr<absl::flat_hash_set<std::string>>> WorkoutBatch::FindPlans(std::string user_id,
                                                                               const std::vector<Day>& days,
                                                                               async::Deadline deadline) {
  absl::flat_hash_set<std::string> plans;
  std::vector<std::string> asked;
  for (const Day& day : days) {
    if (day.plan_id.has_value()) asked.push_back(*day.plan_id);
  }
  if (asked.empty()) co_return plans;
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kFindPlans, pg::Params(user_id, asked)}, deadline);
  if (!found.ok()) co_return found.status();
  for (int i = 0; i < found->rows(); ++i) plans.insert((*found)[i].Get<std::string>(0));
  co_return plans;
}

absl::Status WorkoutBatch::Answer(const std::vector<Day>& days, std::string_view answer,
                                  v1::BatchUpsertWorkoutsResponse& response) {
  constexpr std::size_t kBytesOfADay = kIdBytes + documents::kAnswerBytes;
  if (answer.size() != days.size() * kBytesOfADay) return documents::ParseAnswer({}).status();
  for (const Day& day : days) {
    const absl::StatusOr<documents::Answer> of_day =
        documents::ParseAnswer(answer.substr(kIdBytes, documents::kAnswerBytes));
    if (!of_day.ok()) return of_day.status();
    documents::Written written = of_day->written;
    const auto done = static_cast<Done>(answer[kBytesOfADay - 1]);
    written.changed = done == Done::kCreated || done == Done::kRewritten;
    written.diagnostics = day.diagnostics;
    v1::UpsertedWorkout& workout = *response.add_workouts();
    workout.set_id(std::string(answer.substr(0, kIdBytes)));
    workout.set_workout_date(day.asked->workout_date());
    workout.set_outcome(OutcomeOf(done));
    documents::ToProto(written, *workout.mutable_result());
    answer.remove_prefix(kBytesOfADay);
  }
  return absl::OkStatus();
}

}  // namespace liftmark::workouts
