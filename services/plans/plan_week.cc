#include "services/plans/plan_week.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/documents/day.h"
#include "common/status/status.h"
#include "common/views/dates.h"
#include "common/views/plan_codec.h"

namespace liftmark::plans {
namespace {

constexpr int kDaysPerWeek = 7;

absl::CivilDay Civil(std::string_view date) {
  absl::CivilDay day;
  absl::ParseCivilTime({date.data(), date.size()}, &day);
  return day;
}

absl::Status NotInPlan(std::string_view reason, std::string_view message, std::string_view start_date,
                       std::string_view end_date) {
  return Error(absl::StatusCode::kNotFound, reason, message,
               {{"start_date", start_date}, {"end_date", end_date}});
}

absl::Status Outside(std::string_view start_date, std::string_view end_date) {
  return NotInPlan("OUTSIDE_PLAN", "the plan does not run then", start_date, end_date);
}

// Monday is 0, as in common/views.
std::string_view WeekdayOf(std::string_view date) {
  return views::WeekdayName(static_cast<int>(absl::GetWeekday(Civil(date))));
}

}  // namespace

absl::StatusOr<int> WeekOf(std::string_view date, std::string_view start_date, std::string_view end_date) {
  const absl::CivilDay day = Civil(date);
  if (day < Civil(start_date) || day >= Civil(end_date)) return Outside(start_date, end_date);
  return static_cast<int>(1 + (day - Civil(start_date)) / kDaysPerWeek);
}

absl::Status DescribeWeek(std::string_view markdown, std::string_view start_date, std::string_view end_date,
                          int week, std::string_view date, v1::GetPlanWeekResponse& response) {
  const std::string first_day = documents::AddDays(start_date, (week - 1) * kDaysPerWeek);
  if (Civil(first_day) >= Civil(end_date)) return Outside(start_date, end_date);

  const views::Plan plan = views::BuildPlan(markdown);
  const views::Microcycle* microcycle = views::MicrocycleOfWeek(plan, week);
  if (microcycle == nullptr) {
    return NotInPlan("WEEK_NOT_DESCRIBED",
                     absl::StrCat("no phase of the plan names week ", week, ": GetSection reads its phases"),
                     start_date, end_date);
  }
  response.set_week(week);
  response.set_start_date(first_day);
  response.set_end_date(documents::AddDays(first_day, kDaysPerWeek));
  views::ToProto(*microcycle, *response.mutable_microcycle());
  if (microcycle->days.empty()) {
    for (const views::PlanDay& day : plan.weekly_pattern) {
      views::ToProto(day, *response.mutable_microcycle()->add_days());
    }
  }
  if (!date.empty()) {
    for (const views::PlanDay* day : views::DaysOn(plan, *microcycle, WeekdayOf(date))) {
      views::ToProto(*day, *response.add_days_of_date());
    }
  }
  const std::string_view section = views::SectionOf(markdown, *microcycle);
  response.set_markdown(std::string(section));
  response.set_section_bytes(static_cast<std::uint32_t>(section.size()));
  response.set_plan_bytes(static_cast<std::uint32_t>(markdown.size()));
  return absl::OkStatus();
}

}  // namespace liftmark::plans
