// The rules of a plan.
#pragma once

#include "common/views/plan.h"

namespace liftmark::views {

// Adds what is wrong with a plan that is otherwise complete to its diagnostics.
void CheckPlan(Plan& plan, bool has_modification_history);

}  // namespace liftmark::views
