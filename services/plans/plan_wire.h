// Plans as they go over the wire: stored view bytes are copied into a reply, never parsed on the way.
#pragma once

#include <string>

#include "liftmark/plans/v1/plan_service.pb.h"
#include "services/plans/plan_examples.h"
#include "services/plans/plan_finder.h"
#include "services/plans/plan_store.h"

namespace liftmark::plans {

// What a view needs from the database.
Wanted WantedFor(v1::PlanView view);

// The serialized liftmark.plans.v1.Plan with the view's fields.
std::string PlanBytes(const StoredPlan& plan, v1::PlanView view);

void ToProto(const FoundPlan& plan, v1::Plan& message);
void ToProto(PlanExample example, v1::PlanExample& message);

}  // namespace liftmark::plans
