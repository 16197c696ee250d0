// The caches of workouts, for common/documents/cache_care.h.
#pragma once

#include <string>
#include <utility>

#include "common/documents/cache_care.h"
#include "common/pg/pool.h"
#include "common/views/workout.h"
#include "services/workouts/workout_kind.h"

namespace liftmark::workouts {

struct WorkoutCaches {
  using Kind = WorkoutKind;
  static constexpr int kBuilderVersion = views::kWorkoutBuilderVersion;
  static constexpr int kCacheColumn = Kind::kReadColumns;

  static pg::Query Count();
  static pg::Query Find(const Kind::Key& key);
  static pg::Query Look(const documents::CacheScope& scope, int limit);
  static pg::Query Invalidate(const documents::CacheScope& scope, int limit);
  static Kind::Key KeyOf(std::string user_id, std::string id) { return {std::move(user_id), std::move(id)}; }
};

}  // namespace liftmark::workouts
