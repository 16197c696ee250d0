// What UpdateWorkout and UpdateTodaysWorkout ask for.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/documents/document.h"
#include "common/status/status.h"
#include "services/workouts/workout_kind.h"

namespace liftmark::workouts {

// The fields that an update names, and the content that it may replace. Callable as
// documents::Writer<WorkoutKind>::Next.
class WorkoutUpdate {
 public:
  // Errors: INVALID_ARGUMENT.
  template <class Request>
  static absl::StatusOr<WorkoutUpdate> Of(const Request& request) {
    const auto or_nothing = [](const std::string& text) {
      return text.empty() ? std::nullopt : std::optional(text);
    };
    WorkoutUpdate update;
    WorkoutKind::Change& change = update.change_;
    Violations violations;
    const auto set_markdown = [&] {
      if (request.markdown().empty()) violations.Add("markdown", "must not be empty");
      change.markdown = request.markdown();
    };
    if (request.update_mask().paths().empty()) set_markdown();
    for (const std::string& path : request.update_mask().paths()) {
      if (path == "markdown") {
        set_markdown();
      } else if (path == "training_plan_id") {
        change.training_plan_id = or_nothing(request.training_plan_id());
      } else if (path == "workout_type") {
        change.workout_type = or_nothing(request.workout_type());
      } else if (path == "completion_notes") {
        change.completion_notes = or_nothing(request.completion_notes());
      } else {
        violations.Add("update_mask", "names a field that cannot be updated: " + path);
      }
    }
    LIFTMARK_RETURN_IF_ERROR(violations.ToStatus());
    if (change.markdown.has_value()) {
      absl::StatusOr<documents::Precondition> precondition =
          documents::Precondition::Of(request.etag(), request.force());
      if (!precondition.ok()) return precondition.status();
      update.precondition_ = *std::move(precondition);
    }
    return update;
  }

  absl::StatusOr<WorkoutKind::Change> operator()(const WorkoutKind::Current& current) const {
    LIFTMARK_RETURN_IF_ERROR(precondition_.Check(current.version));
    return change_;
  }

 private:
  WorkoutKind::Change change_;
  documents::Precondition precondition_;
};

}  // namespace liftmark::workouts
