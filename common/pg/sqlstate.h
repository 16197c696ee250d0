// What PostgreSQL reports, as absl::Status.
//
// The status of a server's error has a reason (see the table in sqlstate.cc) and in its ErrorInfo's metadata
// "sqlstate", "statement" and, where the server named one, "constraint". It never has the server's own text,
// which may hold values of the row.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace liftmark::pg {

inline constexpr std::string_view kUniqueViolation = "23505";
inline constexpr std::string_view kForeignKeyViolation = "23503";
inline constexpr std::string_view kCheckViolation = "23514";
inline constexpr std::string_view kLockNotAvailable = "55P03";

// The status of an error with this SQLSTATE. `constraint` may be empty.
absl::Status StatusOfSqlState(std::string_view sqlstate, std::string_view statement,
                              std::string_view constraint);

// The SQLSTATE of an error that came from the server, else empty.
std::string SqlState(const absl::Status& status);

// The constraint that a row violated, empty where the server named none. Names may carry a suffix on a
// distributed table: tell errors apart by SQLSTATE first.
std::string ConstraintOf(const absl::Status& status);

}  // namespace liftmark::pg
