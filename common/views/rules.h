// The rules that builders check. CONTRIBUTING.md lists them; an id never changes once published.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/views/diagnostic.h"

namespace liftmark::views::rules {

// Errors: not a document of its kind at all. What cannot even be parsed carries the parser's reason
// (MARKDOWN_...).
inline constexpr std::string_view kWorkoutEmpty = "WORKOUT_EMPTY";
inline constexpr std::string_view kPlanEmpty = "PLAN_EMPTY";
inline constexpr std::string_view kDossierEmpty = "DOSSIER_EMPTY";

// Warnings: workouts. The last two concern the date that a workout is stored for.
inline constexpr std::string_view kWorkoutMissingTitle = "WORKOUT_MISSING_TITLE";
inline constexpr std::string_view kWorkoutMissingWarmUp = "WORKOUT_MISSING_WARM_UP";
inline constexpr std::string_view kWorkoutMissingMain = "WORKOUT_MISSING_MAIN";
inline constexpr std::string_view kWorkoutMissingCoolDown = "WORKOUT_MISSING_COOL_DOWN";
inline constexpr std::string_view kWorkoutWeekdayMismatch = "WORKOUT_WEEKDAY_MISMATCH";
inline constexpr std::string_view kWorkoutSetUnread = "WORKOUT_SET_UNREAD";
inline constexpr std::string_view kWorkoutWeightUnclear = "WORKOUT_WEIGHT_UNCLEAR";
inline constexpr std::string_view kWorkoutTooLong = "WORKOUT_TOO_LONG";
inline constexpr std::string_view kWorkoutVolumeClamped = "WORKOUT_VOLUME_CLAMPED";
inline constexpr std::string_view kWorkoutDateMissing = "WORKOUT_DATE_MISSING";
inline constexpr std::string_view kWorkoutDateMismatch = "WORKOUT_DATE_MISMATCH";

// Warnings: plans.
inline constexpr std::string_view kPlanMissingTitle = "PLAN_MISSING_TITLE";
inline constexpr std::string_view kPlanMissingPhilosophy = "PLAN_MISSING_PHILOSOPHY";
inline constexpr std::string_view kPlanMissingMicrocycles = "PLAN_MISSING_MICROCYCLES";
inline constexpr std::string_view kPlanMissingModifications = "PLAN_MISSING_MODIFICATION_HISTORY";
inline constexpr std::string_view kPlanWeeksMissing = "PLAN_WEEKS_MISSING";
inline constexpr std::string_view kPlanWeeksGap = "PLAN_WEEKS_GAP";
inline constexpr std::string_view kPlanWeeksOverlap = "PLAN_WEEKS_OVERLAP";
inline constexpr std::string_view kPlanTooManyExercises = "PLAN_TOO_MANY_EXERCISES";
inline constexpr std::string_view kPlanWeeksBeyondDuration = "PLAN_WEEKS_BEYOND_DURATION";

// Warnings: dossiers.
inline constexpr std::string_view kDossierMissingSection = "DOSSIER_MISSING_SECTION";
inline constexpr std::string_view kDossierAgeUnread = "DOSSIER_AGE_UNREAD";
inline constexpr std::string_view kDossierExperienceUnread = "DOSSIER_EXPERIENCE_UNREAD";
inline constexpr std::string_view kDossierTimezoneInvalid = "DOSSIER_TIMEZONE_INVALID";

Diagnostic Warning(std::string_view rule, std::uint32_t line, std::string text);
Diagnostic Failure(std::string_view rule, std::uint32_t line, std::string text);

// Why a document could not be parsed.
Diagnostic Unparsable(const absl::Status& status);

}  // namespace liftmark::views::rules
