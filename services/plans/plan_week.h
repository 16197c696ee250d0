// What one week of a plan holds (D18). Pure.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/views/plan.h"
#include "liftmark/plans/v1/plan_service.pb.h"

namespace liftmark::plans {

// The week of a plan, from 1, that `date` falls in: 1 + (date - start) / 7. Dates are ISO and real. Errors:
// NOT_FOUND, reason OUTSIDE_PLAN, with the plan's dates.
absl::StatusOr<int> WeekOf(std::string_view date, std::string_view start_date, std::string_view end_date);

// Fills everything but id and etag: the week's days, its microcycle, and just that part of the markdown.
// `date` may be empty. Errors: NOT_FOUND, reason OUTSIDE_PLAN, or WEEK_NOT_DESCRIBED where no microcycle
// names that week; both with the plan's dates.
absl::Status DescribeWeek(std::string_view markdown, std::string_view start_date, std::string_view end_date,
                          int week, std::string_view date, v1::GetPlanWeekResponse& response);

}  // namespace liftmark::plans
