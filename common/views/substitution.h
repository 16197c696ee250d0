// One exercise of a workout's document replaced by another.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liftmark::views {

struct Substitution {
  std::string_view exercise;     // in any spelling
  std::string_view replacement;  // on one line
  std::optional<int> order =
      std::nullopt;  // of the exercise in the view; needed where it stands there more than once
  // What the replacement is to be done with ("3 × 10 @ 40 lb"). Empty: target and sets stay as they are. Else
  // it takes the place of the target, and the set lines go, since they are the other exercise's.
  std::string_view target = {};
};

// The document after it. The name changes where the exercise has its title; every other byte outside target
// and sets stays. What the views say of every other exercise is the same as before, or nothing is changed.
//
// Errors: INVALID_ARGUMENT with violations of the fields; FAILED_PRECONDITION, reason EXERCISE_NOT_FOUND,
// EXERCISE_AMBIGUOUS (with metadata "orders") or EXERCISE_NOT_REPLACEABLE (with metadata "line") where the
// document writes it in a way that cannot be replaced alone.
absl::StatusOr<std::string> SubstituteExercise(std::string_view markdown, const Substitution& substitution);

}  // namespace liftmark::views
