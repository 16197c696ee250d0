#include "common/pg/dispatcher.h"

#include <algorithm>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <cassert>
#include <string>
#include <string_view>
#include <utility>

#include "common/status/status.h"

namespace liftmark::pg {
namespace {

using async::Clock;

// When callers may try again: a connection needs about this long to come back, a queue to shrink.
constexpr absl::Duration kDatabaseRetryDelay = absl::Seconds(1);
constexpr absl::Duration kQueueRetryDelay = absl::Milliseconds(200);

absl::Status Unavailable() {
  return WithRetryDelay(
      Error(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", "the database cannot be reached"),
      kDatabaseRetryDelay);
}

absl::Status ShuttingDown() {
  return Error(absl::StatusCode::kUnavailable, "SHUTTING_DOWN", "the service shuts down");
}

absl::Status QueueFull() {
  return WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, "QUEUE_FULL", "too many calls wait for the database"),
      kQueueRetryDelay);
}

absl::Status DeadlineExceeded() {
  return Error(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED",
               "the database did not answer before the deadline");
}

absl::Status OutcomeUnknown(absl::StatusCode code) {
  return Error(code, "OUTCOME_UNKNOWN", "the write was sent, and whether it happened is not known");
}

std::string_view NameOf(Lane lane) {
  switch (lane) {
    case Lane::kRead:
      return "read";
    case Lane::kWrite:
      return "write";
    case Lane::kScan:
      return "scan";
  }
  return {};
}

const LaneOptions& LaneOf(const PoolOptions& options, Lane lane) {
  switch (lane) {
    case Lane::kRead:
      return options.read;
    case Lane::kWrite:
      return options.write;
    case Lane::kScan:
      break;
  }
  return options.scan;
}

ConnectionOptions ConnectionOptionsOf(const PoolOptions& options, Lane lane) {
  const LaneOptions& lane_options = LaneOf(options, lane);
  return {
      .conninfo = options.conninfo,
      .application_name = options.application_name + " " + std::string(NameOf(lane)),
      .transactions = lane == Lane::kWrite,
      .plans_anew = lane == Lane::kScan,
      .max_in_flight = static_cast<std::size_t>(lane_options.max_in_flight),
      .statement_timeout = lane_options.statement_timeout,
      .stall_grace = options.stall_grace,
      .connect_timeout = options.connect_timeout,
      .min_backoff = options.min_backoff,
      .max_backoff = options.max_backoff,
  };
}

}  // namespace

Dispatcher::Dispatcher(async::Shard& shard, Lane lane, const PoolOptions& options)
    : shard_(shard),
      executor_(shard.executor()),
      options_(ConnectionOptionsOf(options, lane)),
      max_queued_(static_cast<std::size_t>(options.max_queued)),
      max_queued_bytes_(options.max_queued_bytes),
      deadline_timer_(executor_),
      progress_(executor_) {
  for (int i = 0; i < LaneOf(options, lane).connections; ++i) {
    connections_.push_back(std::make_unique<Connection>(executor_, options_, *this));
  }
}

void Dispatcher::Start() {
  asio::post(executor_, [this, self = shared_from_this()] {
    if (dropped_) return;
    for (const auto& connection : connections_) {
      loops_ += 2;
      async::Spawn(shard_, Drive(self, connection->Run()));
      async::Spawn(shard_, Drive(self, connection->Watch()));
    }
  });
}

void Dispatcher::Stop() {
  asio::post(executor_, [this, self = shared_from_this()] { Drop(); });
}

Task<> Dispatcher::Drive(std::shared_ptr<ConnectionOwner> self, Task<> loop) {
  co_await std::move(loop);
  if (--loops_ == 0) progress_.cancel();
}

Task<Answer> Dispatcher::Run(std::vector<Query> queries, Deadline deadline) {
  assert(shard_.IsCurrent());
  UnitPtr unit = std::make_shared<Unit>();
  for (const Query& query : queries) unit->bytes += query.params().bytes();
  unit->queries = std::move(queries);
  LIFTMARK_CO_RETURN_IF_ERROR(Admit(*unit, deadline));
  if (unit->queries.empty()) co_return std::vector<Result>();
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<async::Executor>, void(Answer)>(
      [&](AnswerHandler handler) { Enqueue(std::move(unit), deadline, std::move(handler)); },
      async::kUseTask);
}

absl::Status Dispatcher::Admit(const Unit& unit, Deadline deadline) const {
  for (const Query& query : unit.queries) LIFTMARK_RETURN_IF_ERROR(query.params().Check());
  if (closing_) return ShuttingDown();
  if (!MayServe()) return Unavailable();
  if (deadline <= Clock::now()) return DeadlineExceeded();
  const bool fits = queue_.size() < max_queued_ && queued_bytes_ + unit.bytes <= max_queued_bytes_;
  return queue_.empty() || fits ? absl::OkStatus() : QueueFull();
}

void Dispatcher::Enqueue(UnitPtr unit, Deadline deadline, AnswerHandler handler) {
  unit->handler.emplace(std::move(handler));
  unit->queued_at = Clock::now();
  unit->place_by_deadline = unanswered_.emplace(deadline, unit);
  unit->place_in_queue = queue_.insert(queue_.end(), unit);
  queued_bytes_ += unit->bytes;
  counters_.queued += 1;
  ArmDeadline();
  ScheduleTurn();
}

void Dispatcher::EnqueueAgain(const UnitPtr& unit) {
  unit->stage = Unit::Stage::kQueued;
  unit->results.clear();
  unit->error = absl::OkStatus();
  unit->aborted = false;
  unit->queued_at = Clock::now();
  unit->place_in_queue = queue_.insert(queue_.begin(), unit);
  queued_bytes_ += unit->bytes;
  counters_.queued += 1;
  counters_.retried += 1;
  ScheduleTurn();
}

void Dispatcher::Dequeue(Unit& unit) {
  queue_.erase(unit.place_in_queue);
  queued_bytes_ -= unit.bytes;
  counters_.queued += -1;
}

// The caller resumes in a turn of its own, so that nothing here changes under the hands of who settles.
void Dispatcher::Settle(const UnitPtr& unit, Answer answer) {
  unanswered_.erase(unit->place_by_deadline);
  unit->stage = Unit::Stage::kAnswered;
  unit->queries.clear();
  (answer.ok() ? counters_.executed : counters_.failed) += 1;
  asio::post(executor_, [handler = std::move(*unit->handler), answer = std::move(answer)]() mutable {
    handler(std::move(answer));
  });
  unit->handler.reset();
  if (closing_ && unanswered_.empty()) progress_.cancel();
}

void Dispatcher::SettleQueue(const absl::Status& status) {
  while (!queue_.empty()) {
    const UnitPtr unit = queue_.front();
    Dequeue(*unit);
    Settle(unit, status);
  }
}

void Dispatcher::OnAnswer(const UnitPtr& unit, Answer answer) {
  counters_.in_flight += -1;
  if (unit->stage != Unit::Stage::kAnswered) Settle(unit, std::move(answer));
}

void Dispatcher::OnAborted(const UnitPtr& unit) {
  counters_.in_flight += -1;
  if (unit->stage == Unit::Stage::kAnswered) return;
  unit->alone = true;
  EnqueueAgain(unit);
}

void Dispatcher::OnLost(const UnitPtr& unit) {
  counters_.in_flight += -1;
  if (unit->stage == Unit::Stage::kAnswered) return;
  if (options_.transactions) {
    Settle(unit, OutcomeUnknown(absl::StatusCode::kUnavailable));
  } else if (dropped_) {
    Settle(unit, ShuttingDown());
  } else if (std::exchange(unit->resent, true)) {
    Settle(unit, Unavailable());
  } else {
    EnqueueAgain(unit);
  }
}

void Dispatcher::OnRoom() { ScheduleTurn(); }

void Dispatcher::OnUp() {
  counters_.connects += 1;
  CountConnections();
  ScheduleTurn();
}

void Dispatcher::OnDown() {
  CountConnections();
  if (!MayServe()) SettleQueue(Unavailable());
}

void Dispatcher::CountConnections() {
  std::int64_t up = 0;
  for (const auto& connection : connections_) up += connection->up() ? 1 : 0;
  counters_.up = up;
}

bool Dispatcher::MayServe() const {
  return std::any_of(connections_.begin(), connections_.end(), [](const auto& c) { return c->MayServe(); });
}

Connection* Dispatcher::LeastLoaded() const {
  Connection* best = nullptr;
  for (const auto& connection : connections_) {
    if (!connection->HasRoom()) continue;
    if (best == nullptr || connection->in_flight() < best->in_flight()) best = connection.get();
  }
  return best;
}

void Dispatcher::ScheduleTurn() {
  if (queue_.empty() || std::exchange(turn_scheduled_, true)) return;
  asio::post(executor_, [this, self = shared_from_this()] {
    turn_scheduled_ = false;
    Turn();
  });
}

// Reads of one turn go to one connection, under one Sync; transactions are spread.
void Dispatcher::Turn() {
  const Clock::time_point now = Clock::now();
  while (!queue_.empty()) {
    Connection* const connection = LeastLoaded();
    if (connection == nullptr) return;
    do {
      SendFirst(*connection, now);
    } while (!options_.transactions && !queue_.empty() && connection->HasRoom());
    connection->EndTurn();
  }
}

void Dispatcher::SendFirst(Connection& connection, Clock::time_point now) {
  const UnitPtr unit = queue_.front();
  Dequeue(*unit);
  if (unit->place_by_deadline->first <= now) {
    Settle(unit, DeadlineExceeded());
    return;
  }
  if (absl::Status refused = connection.Send(unit); !refused.ok()) {
    Settle(unit, std::move(refused));
    return;
  }
  unit->stage = Unit::Stage::kSent;
  counters_.sent += 1;
  counters_.in_flight += 1;
  counters_.queue_wait_ns += std::chrono::nanoseconds(now - unit->queued_at).count();
}

void Dispatcher::ArmDeadline() {
  if (unanswered_.empty() || unanswered_.begin()->first >= armed_) return;
  armed_ = unanswered_.begin()->first;
  deadline_timer_.expires_at(armed_);
  deadline_timer_.async_wait([this, self = shared_from_this()](const asio::error_code& error) {
    if (error) return;
    armed_ = Deadline::max();
    ExpireUnits();
  });
}

void Dispatcher::ExpireUnits() {
  const Clock::time_point now = Clock::now();
  while (!unanswered_.empty() && unanswered_.begin()->first <= now) {
    const UnitPtr unit = unanswered_.begin()->second;
    const bool sent = unit->stage == Unit::Stage::kSent;
    if (!sent) Dequeue(*unit);
    Settle(unit, sent && options_.transactions ? OutcomeUnknown(absl::StatusCode::kDeadlineExceeded)
                                               : DeadlineExceeded());
  }
  ArmDeadline();
}

void Dispatcher::Refuse() { closing_ = true; }

Task<> Dispatcher::Close(Deadline deadline) {
  const auto self = shared_from_this();
  Refuse();
  while (!unanswered_.empty() && Clock::now() < deadline) co_await WaitForProgress(deadline);
  Drop();
  while (loops_ > 0) co_await WaitForProgress(Deadline::max());
}

Task<> Dispatcher::WaitForProgress(Deadline deadline) {
  asio::error_code ignored;
  progress_.expires_at(deadline);
  co_await progress_.async_wait(asio::redirect_error(async::kUseTask, ignored));
}

void Dispatcher::Drop() {
  dropped_ = closing_ = true;
  SettleQueue(ShuttingDown());
  deadline_timer_.cancel();
  for (const auto& connection : connections_) connection->Close();
}

LaneMetrics Dispatcher::metrics() const {
  return {
      .connections_up = counters_.up.value(),
      .queued = counters_.queued.value(),
      .in_flight = counters_.in_flight.value(),
      .executed = counters_.executed.value(),
      .failed = counters_.failed.value(),
      .retried = counters_.retried.value(),
      .connects = counters_.connects.value(),
      .sent = counters_.sent.value(),
      .queue_wait = std::chrono::nanoseconds(counters_.queue_wait_ns.value()),
  };
}

}  // namespace liftmark::pg
