#include "common/pg/sqlstate.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "common/status/status.h"

namespace liftmark::pg {
namespace {

using absl::StatusCode;

struct Mapping {
  std::string_view prefix;  // a whole SQLSTATE, or the two characters of its class
  StatusCode code;
  std::string_view reason;
  std::string_view message;
};

// The first that fits holds.
constexpr Mapping kMappings[] = {
    {kUniqueViolation, StatusCode::kAlreadyExists, "UNIQUE_VIOLATION", "another row has this key"},
    {kForeignKeyViolation, StatusCode::kFailedPrecondition, "FOREIGN_KEY_VIOLATION",
     "a row that this one refers to does not exist, or rows refer to this one"},
    {kCheckViolation, StatusCode::kInvalidArgument, "CHECK_VIOLATION", "a value is not allowed"},
    {"23502", StatusCode::kInvalidArgument, "NOT_NULL_VIOLATION", "a value is missing"},
    {"23P01", StatusCode::kAlreadyExists, "EXCLUSION_VIOLATION", "another row conflicts with this one"},
    {"23", StatusCode::kFailedPrecondition, "INTEGRITY_VIOLATION", "the rows would contradict each other"},
    {"22", StatusCode::kInvalidArgument, "VALUE_REFUSED", "the database cannot store a value"},
    {"54", StatusCode::kInvalidArgument, "VALUE_TOO_LARGE", "a value exceeds what the database can store"},
    {"40001", StatusCode::kAborted, "SERIALIZATION_FAILURE", "a concurrent transaction was faster"},
    {"40P01", StatusCode::kAborted, "DEADLOCK", "two transactions waited for each other"},
    {"40", StatusCode::kAborted, "ROLLED_BACK", "the database rolled the transaction back"},
    {kLockNotAvailable, StatusCode::kAborted, "LOCKED", "another transaction holds the row"},
    {"57014", StatusCode::kDeadlineExceeded, "STATEMENT_TIMEOUT", "the statement took too long"},
    {"57P", StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", "the database goes down or comes up"},
    {"08", StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", "the connection to the database failed"},
    {"53300", StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", "the database has no connection to spare"},
    {"53", StatusCode::kResourceExhausted, "DATABASE_EXHAUSTED", "the database is out of disk or memory"},
    {"42501", StatusCode::kInternal, "DATABASE_PRIVILEGE", "the service lacks a privilege"},
    {"42", StatusCode::kInternal, "DATABASE_STATEMENT", "the schema does not fit the statement"},
    {"25006", StatusCode::kInternal, "DATABASE_READ_ONLY", "a write ran where only reads may"},
    {"", StatusCode::kInternal, "DATABASE_ERROR", "the database failed"},
};

constexpr std::string_view kSqlStateKey = "sqlstate";
constexpr std::string_view kStatementKey = "statement";
constexpr std::string_view kConstraintKey = "constraint";

std::string MetadataOf(const absl::Status& status, std::string_view key) {
  google::rpc::ErrorInfo info;
  if (!ErrorInfoOf(status, info)) return {};
  const auto found = info.metadata().find(std::string(key));
  return found == info.metadata().end() ? std::string() : found->second;
}

}  // namespace

absl::Status StatusOfSqlState(std::string_view sqlstate, std::string_view statement,
                              std::string_view constraint) {
  const Mapping& mapping = *std::find_if(std::begin(kMappings), std::end(kMappings),
                                         [&](const Mapping& m) { return sqlstate.starts_with(m.prefix); });
  if (constraint.empty()) {
    return Error(mapping.code, mapping.reason, mapping.message,
                 {{kSqlStateKey, sqlstate}, {kStatementKey, statement}});
  }
  return Error(mapping.code, mapping.reason, mapping.message,
               {{kSqlStateKey, sqlstate}, {kStatementKey, statement}, {kConstraintKey, constraint}});
}

std::string SqlState(const absl::Status& status) { return MetadataOf(status, kSqlStateKey); }
std::string ConstraintOf(const absl::Status& status) { return MetadataOf(status, kConstraintKey); }

}  // namespace liftmark::pg
