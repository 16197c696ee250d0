// The kind of a plan, for search: upper_lower, ppl, full_body, powerlifting, body_part_split, running,
// hybrid, other.
#pragma once

#include <optional>
#include <string>

#include "common/views/plan.h"

namespace liftmark::views {

// By the title, else by the titles of the days, else by what the goal and the philosophy name. Nothing where
// the document does not decide, or names several.
std::optional<std::string> ClassifyPlan(const Plan& plan);

}  // namespace liftmark::views
