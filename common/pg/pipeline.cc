#include "common/pg/pipeline.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/pg/sqlstate.h"
#include "common/status/status.h"

namespace liftmark::pg {
namespace {

constexpr int kBinary = 1;

// The statement was prepared for a table that has changed since.
constexpr std::string_view kPlanIsStale = "0A000";
constexpr std::string_view kUnknownPreparedStatement = "26000";

std::string_view FieldOf(const PGresult* result, int field) {
  const char* text = PQresultErrorField(result, field);
  return text == nullptr ? std::string_view() : text;
}

}  // namespace

Pipeline::Pipeline(SessionPtr session, bool transactions, UnitListener& listener)
    : session_(std::move(session)), transactions_(transactions), listener_(listener) {}

absl::Status Pipeline::Send(const UnitPtr& unit) {
  for (const Query& query : unit->queries) LIFTMARK_RETURN_IF_ERROR(Prepare(query.statement()));
  const bool own_segment = transactions_ || unit->alone;
  if (own_segment) Sync();
  for (const Query& query : unit->queries) SendQuery(query);
  in_flight_.push_back(unit);
  if (own_segment) Sync(transactions_);
  return absl::OkStatus();
}

absl::Status Pipeline::Prepare(const Statement& statement) {
  Prepared& prepared = prepared_[statement.name];
  if (prepared.name.empty()) {
    prepared.name = statement.name;
    prepared.sql = statement.sql;
  }
  if (prepared.sql != statement.sql) {
    return Error(absl::StatusCode::kInternal, "STATEMENT_NAME_TAKEN",
                 absl::StrCat("two statements are named ", prepared.name));
  }
  if (std::exchange(prepared.sent, true)) return absl::OkStatus();

  // In a segment of its own, so that no error of another statement takes it along.
  Sync();
  const std::string sql(statement.sql);
  if (PQsendPrepare(session_.get(), prepared.name.c_str(), sql.c_str(), 0, nullptr) == 0) failed_ = true;
  expected_.push_back({.kind = Expected::Kind::kPrepare, .statement = statement.name});
  segment_open_ = true;
  Sync();
  return absl::OkStatus();
}

void Pipeline::SendQuery(const Query& query) {
  const std::string& name = prepared_.at(query.statement().name).name;
  query.params().ToArrays(arrays_);
  if (PQsendQueryPrepared(session_.get(), name.c_str(), static_cast<int>(arrays_.values.size()),
                          arrays_.values.data(), arrays_.lengths.data(), arrays_.formats.data(),
                          kBinary) == 0) {
    failed_ = true;
  }
  expected_.push_back({.kind = Expected::Kind::kQuery, .statement = query.statement().name});
  segment_open_ = true;
}

void Pipeline::Sync(bool ends_unit) {
  if (!std::exchange(segment_open_, false)) return;
  if (PQpipelineSync(session_.get()) == 0) failed_ = true;
  expected_.push_back({.kind = Expected::Kind::kSync, .statement = {}, .ends_unit = ends_unit});
}

Pipeline::Flushed Pipeline::Flush() {
  Sync();
  const int rest = PQflush(session_.get());
  if (failed_ || rest < 0) return Flushed::kFailed;
  return rest == 0 ? Flushed::kAll : Flushed::kPart;
}

bool Pipeline::Receive() { return PQconsumeInput(session_.get()) == 1; }

bool Pipeline::Drain() {
  // PQgetResult would wait for the socket whenever PQisBusy is true.
  while (!ended_ && !expected_.empty() && PQisBusy(session_.get()) == 0) {
    ended_ = !Accept(ResultPtr(PQgetResult(session_.get())));
  }
  return !ended_ && PQstatus(session_.get()) == CONNECTION_OK;
}

bool Pipeline::Accept(ResultPtr result) {
  if (result == nullptr) return EndResults();
  Expected& head = expected_.front();
  head.answered = true;
  switch (PQresultStatus(result.get())) {
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY:
      if (head.kind == Expected::Kind::kPrepare) {
        prepared_.at(head.statement).error = absl::OkStatus();
      } else {
        in_flight_.front()->results.emplace_back(result.release());
      }
      return true;
    case PGRES_FATAL_ERROR:
      return AcceptError(result.get());
    case PGRES_PIPELINE_ABORTED:
      in_flight_.front()->aborted = true;
      return true;
    case PGRES_PIPELINE_SYNC: {
      const bool ends_unit = head.ends_unit;
      expected_.pop_front();
      if (ends_unit) FinishUnit();
      return true;
    }
    default:  // COPY, which no pipeline can do
      return false;
  }
}

bool Pipeline::AcceptError(const PGresult* result) {
  const std::string_view sqlstate = FieldOf(result, PG_DIAG_SQLSTATE);
  const std::string_view severity = FieldOf(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (sqlstate.empty() || severity != "ERROR") {
    if (!sqlstate.empty()) end_reason_ = sqlstate;
    return false;
  }
  const Expected& head = expected_.front();
  absl::Status error = StatusOfSqlState(sqlstate, head.statement, FieldOf(result, PG_DIAG_CONSTRAINT_NAME));
  if (head.kind == Expected::Kind::kSync) {
    if (head.ends_unit) in_flight_.front()->error.Update(error);
    return true;
  }

  Prepared& prepared = prepared_.at(head.statement);
  if (head.kind == Expected::Kind::kPrepare) {
    prepared.error = std::move(error);
    prepared.sent = false;
    return true;
  }
  Unit& unit = *in_flight_.front();
  const bool is_unknown = sqlstate == kUnknownPreparedStatement;
  if (is_unknown && !prepared.error.ok()) {
    unit.error.Update(prepared.error);
  } else if (is_unknown || sqlstate == kPlanIsStale) {
    prepared.name = absl::StrCat(std::string(head.statement), "#", ++prepared.generation);
    prepared.sent = false;
    // Once; another error of this kind means something else.
    unit.aborted = true;
    if (unit.alone) unit.error.Update(error);
  } else {
    unit.error.Update(error);
  }
  return true;
}

// After the results of a query, and after an error that came with a Sync (a constraint that is checked on
// commit), libpq says that there are no more.
bool Pipeline::EndResults() {
  if (!std::exchange(expected_.front().answered, false)) return false;
  const Expected::Kind kind = expected_.front().kind;
  if (kind == Expected::Kind::kSync) return true;
  expected_.pop_front();
  if (kind == Expected::Kind::kQuery && !transactions_) FinishUnit();
  return true;
}

void Pipeline::FinishUnit() {
  const UnitPtr unit = std::move(in_flight_.front());
  in_flight_.pop_front();
  if (!unit->error.ok()) {
    listener_.OnAnswer(unit, unit->error);
  } else if (unit->aborted) {
    listener_.OnAborted(unit);
  } else {
    listener_.OnAnswer(unit, std::move(unit->results));
  }
}

void Pipeline::Abandon() {
  for (const UnitPtr& unit : std::exchange(in_flight_, {})) {
    // The server rolls back a transaction in which there was an error.
    if (!unit->error.ok()) {
      listener_.OnAnswer(unit, unit->error);
    } else if (unit->aborted) {
      listener_.OnAborted(unit);
    } else {
      listener_.OnLost(unit);
    }
  }
}

}  // namespace liftmark::pg
