// A plan, and its parts, as protobuf messages.
#pragma once

#include "common/views/plan.h"
#include "liftmark/plans/v1/structured_plan.pb.h"

namespace liftmark::views {

void ToProto(const PlanDay& day, liftmark::plans::v1::PlanDay& message);
void ToProto(const Microcycle& microcycle, liftmark::plans::v1::Microcycle& message);
void ToProto(const Plan& plan, liftmark::plans::v1::StructuredPlan& message);

}  // namespace liftmark::views
