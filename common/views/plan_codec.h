// A plan as its protobuf message.
#pragma once

#include "common/views/plan.h"
#include "liftmark/plans/v1/structured_plan.pb.h"

namespace liftmark::views {

void ToProto(const Plan& plan, liftmark::plans::v1::StructuredPlan& message);

}  // namespace liftmark::views
