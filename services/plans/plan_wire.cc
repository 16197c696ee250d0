#include "services/plans/plan_wire.h"

#include <utility>

#include "common/rpc/timestamp.h"
#include "common/rpc/wire.h"
#include "common/views/codec.h"

namespace liftmark::plans {
namespace {

// What StoredPlan and FoundPlan have in common.
template <class Row>
void SetFields(const Row& plan, v1::Plan& message) {
  message.set_user_id(plan.user_id);
  message.set_id(plan.id);
  message.set_start_date(plan.start_date);
  message.set_end_date(plan.end_date);
  message.set_is_active(plan.is_active);
  if (plan.plan_type.has_value()) message.set_plan_type(*plan.plan_type);
  message.set_revision(plan.version.revision);
  message.set_etag(documents::MakeEtag(plan.version));
  *message.mutable_created_at() = rpc::ToTimestamp(plan.version.created_at);
  *message.mutable_updated_at() = rpc::ToTimestamp(plan.updated_at);
}

}  // namespace

Wanted WantedFor(v1::PlanView view) {
  switch (view) {
    case v1::PLAN_VIEW_STRUCTURED:
    case v1::PLAN_VIEW_JSON:
      return {.view = true};
    case v1::PLAN_VIEW_FULL:
      return {.markdown = true, .view = true};
    default:
      return {.markdown = true};
  }
}

std::string PlanBytes(const StoredPlan& plan, v1::PlanView view) {
  v1::Plan message;
  SetFields(plan, message);
  const bool full = view == v1::PLAN_VIEW_FULL;
  std::string bytes = message.SerializeAsString();
  if (WantedFor(view).markdown) {
    rpc::AppendLengthDelimited(bytes, v1::Plan::kMarkdownFieldNumber, plan.markdown);
  }
  if (full || view == v1::PLAN_VIEW_STRUCTURED) {
    rpc::AppendLengthDelimited(bytes, v1::Plan::kStructuredFieldNumber, plan.view);
  }
  if (full || view == v1::PLAN_VIEW_JSON) {
    rpc::AppendLengthDelimited(bytes, v1::Plan::kJsonFieldNumber,
                               views::ToJson(*v1::StructuredPlan::descriptor(), plan.view));
  }
  return bytes;
}

void ToProto(const FoundPlan& plan, v1::Plan& message) { SetFields(plan, message); }

void ToProto(PlanExample example, v1::PlanExample& message) {
  message.set_id(std::move(example.id));
  message.set_plan_type(std::move(example.plan_type));
  if (example.experience_level.has_value())
    message.set_experience_level(*std::move(example.experience_level));
  if (example.primary_goal.has_value()) message.set_primary_goal(*std::move(example.primary_goal));
  message.set_duration_weeks(example.duration_weeks);
  message.set_markdown(std::move(example.markdown));
  message.set_is_active(example.is_active);
  message.set_usage_count(example.usage_count);
}

}  // namespace liftmark::plans
