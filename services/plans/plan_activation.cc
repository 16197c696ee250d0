#include "services/plans/plan_activation.h"

#include <utility>

#include "common/documents/active_plan_lock.h"
#include "common/documents/answers.h"

namespace liftmark::plans {
namespace {

// Nobody meets a plan that its own transaction has just inserted: created_at is the time of that transaction.
constexpr pg::Statement kDeactivateForNewPlan{"deactivate_for_new_plan", R"sql(
  UPDATE training_plans SET is_active = false
  WHERE user_id = $1 AND is_active AND id <> $2
    AND EXISTS (SELECT FROM training_plans t WHERE t.user_id = $1 AND t.id = $2 AND t.created_at = now())
)sql"};
constexpr pg::Statement kActivateNewPlan{"activate_new_plan", R"sql(
  UPDATE training_plans SET is_active = true WHERE user_id = $1 AND id = $2 AND created_at = now()
)sql"};
constexpr pg::Statement kPointAtNewPlan{"point_at_new_plan", R"sql(
  UPDATE user_dossiers SET current_plan_id = $2
  WHERE user_id = $1
    AND EXISTS (SELECT FROM training_plans t WHERE t.user_id = $1 AND t.id = $2 AND t.created_at = now())
)sql"};

// Each request is remembered, whether it has an id of its own or not: the key to `users` keeps a deletion of
// the user from meeting the locks below in another order. The answer is the plan that was active before.
constexpr pg::Statement kRememberActivation{"remember_activation", R"sql(
  INSERT INTO requests (user_id, request_id, digest, answer)
  SELECT $1, $3, $4, coalesce((SELECT convert_to(id::text, 'UTF8') FROM training_plans
                               WHERE user_id = $1 AND is_active AND id <> $2), '')
  WHERE EXISTS (SELECT FROM training_plans WHERE user_id = $1 AND id = $2)
)sql"};
// From here on nobody deletes the plan: else the one before it would go for one that never comes.
constexpr pg::Statement kHoldPlan{"hold_plan", R"sql(
  SELECT id FROM training_plans WHERE user_id = $1 AND id = $2 FOR NO KEY UPDATE
)sql"};
constexpr pg::Statement kDeactivateOthers{"deactivate_others", R"sql(
  UPDATE training_plans SET is_active = false
  WHERE user_id = $1 AND is_active AND id <> $2
    AND EXISTS (SELECT FROM training_plans t WHERE t.user_id = $1 AND t.id = $2)
  RETURNING id
)sql"};
constexpr pg::Statement kActivatePlan{"activate_plan", R"sql(
  UPDATE training_plans SET is_active = true WHERE user_id = $1 AND id = $2 AND NOT is_active
)sql"};
constexpr pg::Statement kPointAtPlan{"point_at_plan", R"sql(
  UPDATE user_dossiers SET current_plan_id = $2
  WHERE user_id = $1 AND current_plan_id IS DISTINCT FROM $2
    AND EXISTS (SELECT FROM training_plans t WHERE t.user_id = $1 AND t.id = $2)
)sql"};
constexpr pg::Statement kPlanExists{"plan_exists", R"sql(
  SELECT id FROM training_plans WHERE user_id = $1 AND id = $2
)sql"};

constexpr pg::Statement kDeactivatePlan{"deactivate_plan", R"sql(
  UPDATE training_plans SET is_active = false WHERE user_id = $1 AND id = $2 AND is_active RETURNING id
)sql"};
constexpr pg::Statement kPointAtNoPlan{"point_at_no_plan", R"sql(
  UPDATE user_dossiers SET current_plan_id = NULL WHERE user_id = $1 AND current_plan_id = $2
)sql"};

// The trigger moves the end.
constexpr pg::Statement kReschedulePlan{"reschedule_plan", R"sql(
  UPDATE training_plans SET start_date = $3 WHERE user_id = $1 AND id = $2 RETURNING start_date, end_date
)sql"};

}  // namespace

void AppendActivationOfNewPlan(const PlanKind::Key& key, std::vector<pg::Query>& batch) {
  const pg::Params params(key.user_id, key.id);
  batch.push_back({kDeactivateForNewPlan, params});
  batch.push_back({kActivateNewPlan, params});
  batch.push_back({kPointAtNewPlan, params});
}

Task<absl::StatusOr<std::optional<std::string>>> PlanActivation::Activate(PlanKind::Key key,
                                                                          documents::RequestKey request,
                                                                          async::Deadline deadline) {
  const auto answered = [](const std::string& previous) {
    return previous.empty() ? std::nullopt : std::optional(previous);
  };
  const absl::StatusOr<std::optional<std::string>> known =
      co_await documents::FindRawAnswer(pool_, key.user_id, request, deadline);
  if (!known.ok()) co_return known.status();
  if (known->has_value()) co_return answered(**known);

  const pg::Params plan(key.user_id, key.id);
  std::vector<pg::Query> batch;
  batch.push_back({documents::kLockActivePlan, pg::Params(key.user_id)});
  batch.push_back({kRememberActivation,
                   pg::Params(key.user_id, key.id, request.id.value_or(documents::NewId("", "", "")),
                              pg::Bytes(request.id.has_value() ? request.digest : std::string(16, '\0')))});
  batch.push_back({kHoldPlan, plan});
  batch.push_back({kDeactivateOthers, plan});
  batch.push_back({kActivatePlan, plan});
  batch.push_back({kPointAtPlan, plan});
  const absl::StatusOr<std::vector<pg::Result>> done = co_await pool_.Batch(std::move(batch), deadline);
  if (documents::IsAnsweredElsewhere(done.status())) {
    const absl::StatusOr<std::optional<std::string>> twin =
        co_await documents::FindRawAnswer(pool_, key.user_id, request, deadline);
    if (!twin.ok()) co_return twin.status();
    if (twin->has_value()) co_return answered(**twin);
  }
  if (!done.ok()) co_return PlanKind::Explain(done.status());
  constexpr std::size_t kHeldPlan = 2;
  constexpr std::size_t kDeactivated = 3;
  if ((*done)[kHeldPlan].rows() == 0) co_return PlanKind::NotFound();
  const pg::Result& previous = (*done)[kDeactivated];
  if (previous.rows() == 0) co_return std::nullopt;
  co_return previous[0].Get<std::string>(0);
}

Task<absl::StatusOr<bool>> PlanActivation::Deactivate(PlanKind::Key key, async::Deadline deadline) {
  const pg::Params plan(key.user_id, key.id);
  std::vector<pg::Query> batch;
  batch.push_back({documents::kLockActivePlan, pg::Params(key.user_id)});
  batch.push_back({kDeactivatePlan, plan});
  batch.push_back({kPointAtNoPlan, plan});
  batch.push_back({kPlanExists, plan});
  const absl::StatusOr<std::vector<pg::Result>> done = co_await pool_.Batch(std::move(batch), deadline);
  if (!done.ok()) co_return done.status();
  if (done->back().rows() == 0) co_return PlanKind::NotFound();
  co_return (*done)[1].rows() == 1;
}

Task<absl::StatusOr<PlanDates>> PlanActivation::Reschedule(PlanKind::Key key, std::string start_date,
                                                           async::Deadline deadline) {
  const absl::StatusOr<pg::Result> moved = co_await pool_.Execute(
      pg::Lane::kWrite, {kReschedulePlan, pg::Params(key.user_id, key.id, start_date)}, deadline);
  if (!moved.ok()) co_return moved.status();
  if (moved->rows() == 0) co_return PlanKind::NotFound();
  co_return PlanDates{(*moved)[0].Get<std::string>(0), (*moved)[0].Get<std::string>(1)};
}

}  // namespace liftmark::plans
