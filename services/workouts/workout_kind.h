// Workouts as a kind of document: their columns, their statements and their builder, for common/documents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/documents/document.h"
#include "common/pg/pool.h"
#include "common/status/status.h"
#include "common/views/workout_views.h"

namespace liftmark::workouts {

struct WorkoutKind {
  struct Key {
    std::string user_id;
    std::string id;
    std::string Name() const { return user_id + "/" + id; }
  };
  using Views = views::WorkoutViews;

  struct Draft {
    Key key;
    std::string workout_date;
    std::string markdown;
    std::optional<std::string> training_plan_id;
    std::optional<std::string> workout_type;  // else the Focus
  };

  struct Current {
    documents::Version version;
    std::string markdown;
    std::string workout_date;
    bool archived = false;
    bool completed = false;
  };

  // A field that is not set stays as it is; an empty optional inside clears it.
  struct Change {
    std::optional<std::string> markdown;
    std::optional<std::optional<std::string>> training_plan_id;
    std::optional<std::optional<std::string>> workout_type;  // else the Focus, where that changes
    std::optional<std::optional<std::string>> completion_notes;
    std::optional<std::string> workout_date;
  };

  static Views Build(std::string_view markdown) { return views::BuildWorkoutViews(markdown); }
  static pg::Query Fill(const Key& key, std::int64_t revision, const Views& views);
  static pg::Query FillArchived(const Key& key, std::int64_t revision, const Views& views);

  static views::Diagnostics Check(const Views& views, const Draft& draft);
  static views::Diagnostics Check(const Views& views, const Current& current, const Change& change);

  static std::vector<pg::Query> Insert(const Draft& draft, const Views& views,
                                       const documents::WriteContext& context);
  static pg::Query Conflict(const Draft& draft);
  static absl::StatusOr<documents::Written> Resolve(const Draft& draft, const pg::Result& rows);

  static pg::Query Read(const Key& key);
  static Current Parse(const pg::Row& row);
  static constexpr int kReadColumns = 6;  // that Parse takes
  static absl::Status NotFound();
  // ALREADY_EXISTS; `where` has the id of what is there.
  static absl::Status DateTaken(Metadata where = {});
  static absl::Status DateArchived(Metadata where = {});
  static absl::Status Writable(const Current& current);
  static absl::Status Deletable(const Current& current) { return Writable(current); }

  static pg::Query Store(const Key& key, const Current& current, const Change& change, const Views& views,
                         const documents::WriteContext& context);
  static pg::Query StoreFields(const Key& key, const Current& current, const Change& change,
                               const documents::WriteContext& context);

  static pg::Query Delete(const Key& key, const documents::Precondition& precondition);

  static pg::Query ListRevisions(const Key& key, std::int64_t before, int limit);
  static pg::Query FindRevision(const Key& key, std::int64_t revision);
  static pg::Query ReadRevision(const Key& key, std::int64_t revision);
  static views::Diagnostics CheckRevision(const pg::Row& row);

  // Whether a write failed because the user has no such training plan.
  static bool IsUnknownPlan(const absl::Status& status);
  static absl::Status Explain(absl::Status status);
};

// The longest workout_type that the column holds, in characters.
inline constexpr std::size_t kMaxWorkoutTypeCharacters = 100;

}  // namespace liftmark::workouts
