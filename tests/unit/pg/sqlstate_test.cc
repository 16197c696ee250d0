#include "common/pg/sqlstate.h"

#include <catch2/catch.hpp>

#include "common/status/status.h"

namespace liftmark::pg {
namespace {

using absl::StatusCode;

TEST_CASE("every SQLSTATE has a code and a reason") {
  struct Expectation {
    const char* sqlstate;
    StatusCode code;
    const char* reason;
  };
  const Expectation expected = GENERATE(values<Expectation>({
      {"23505", StatusCode::kAlreadyExists, "UNIQUE_VIOLATION"},
      {"23503", StatusCode::kFailedPrecondition, "FOREIGN_KEY_VIOLATION"},
      {"23514", StatusCode::kInvalidArgument, "CHECK_VIOLATION"},
      {"23502", StatusCode::kInvalidArgument, "NOT_NULL_VIOLATION"},
      {"23P01", StatusCode::kAlreadyExists, "EXCLUSION_VIOLATION"},
      {"23000", StatusCode::kFailedPrecondition, "INTEGRITY_VIOLATION"},
      {"22P02", StatusCode::kInvalidArgument, "VALUE_REFUSED"},
      {"22021", StatusCode::kInvalidArgument, "VALUE_REFUSED"},
      {"54000", StatusCode::kInvalidArgument, "VALUE_TOO_LARGE"},
      {"40001", StatusCode::kAborted, "SERIALIZATION_FAILURE"},
      {"40P01", StatusCode::kAborted, "DEADLOCK"},
      {"40003", StatusCode::kAborted, "ROLLED_BACK"},
      {"55P03", StatusCode::kAborted, "LOCKED"},
      {"57014", StatusCode::kDeadlineExceeded, "STATEMENT_TIMEOUT"},
      {"57P01", StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"},
      {"57P03", StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"},
      {"08006", StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"},
      {"53300", StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"},
      {"53100", StatusCode::kResourceExhausted, "DATABASE_EXHAUSTED"},
      {"42501", StatusCode::kInternal, "DATABASE_PRIVILEGE"},
      {"42P01", StatusCode::kInternal, "DATABASE_STATEMENT"},
      {"25006", StatusCode::kInternal, "DATABASE_READ_ONLY"},
      {"XX000", StatusCode::kInternal, "DATABASE_ERROR"},
      {"P0001", StatusCode::kInternal, "DATABASE_ERROR"},
      {"", StatusCode::kInternal, "DATABASE_ERROR"},
  }));
  CAPTURE(expected.sqlstate);
  const absl::Status status = StatusOfSqlState(expected.sqlstate, "find_workout", "");
  CHECK(status.code() == expected.code);
  CHECK(ReasonOf(status) == expected.reason);
  CHECK(SqlState(status) == expected.sqlstate);
}

TEST_CASE("an error names its statement and its constraint") {
  const absl::Status status =
      StatusOfSqlState(kForeignKeyViolation, "insert_workout", "workouts_user_id_fkey");
  google::rpc::ErrorInfo info;
  REQUIRE(ErrorInfoOf(status, info));
  CHECK(info.metadata().at("statement") == "insert_workout");
  CHECK(ConstraintOf(status) == "workouts_user_id_fkey");
}

TEST_CASE("an error that is not the database's has no SQLSTATE") {
  CHECK(SqlState(absl::InternalError("")).empty());
  CHECK(ConstraintOf(Error(StatusCode::kInternal, "REASON", "")).empty());
}

}  // namespace
}  // namespace liftmark::pg
