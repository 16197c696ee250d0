#include "common/pg/connection.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <asio/redirect_error.hpp>
#include <random>
#include <string_view>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace liftmark::pg {
namespace {

using async::Clock;

// What one turn hands to libpq before it flushes: bounds the memory of its output buffer.
constexpr std::size_t kMaxTurnBytes = 1024 * 1024;

// A session that ends sooner counts as a failed attempt to connect.
constexpr std::chrono::seconds kShortSession{1};

// Settings of the session. A role whose timeout is 0 has no limit.
constexpr const char* kConfigure =
    "SELECT set_config('statement_timeout', least(nullif(setting::bigint, 0), $1::bigint)::text, false),"
    " set_config('default_transaction_read_only', $2, false),"
    " set_config('plan_cache_mode', $3, false)"
    " FROM pg_settings WHERE name = 'statement_timeout'";

SessionPtr StartSession(const ConnectionOptions& options) {
  // What stands before dbname are defaults, what stands behind it holds.
  const std::array keywords = {"gssencmode", "dbname", "client_encoding", "application_name",
                               static_cast<const char*>(nullptr)};
  const std::array values = {"disable", options.conninfo.c_str(), "UTF8", options.application_name.c_str(),
                             static_cast<const char*>(nullptr)};
  return SessionPtr(PQconnectStartParams(keywords.data(), values.data(), /*expand_dbname=*/1));
}

// Notices may quote rows; nobody reads them.
void IgnoreNotice(void*, const PGresult*) {}

// In one line. Where libpq could not read the conninfo it knows no host, and quotes it whole with its
// password.
std::string ErrorOf(const PGconn* session) {
  if (std::string_view(PQhost(session)).empty()) return "the conninfo cannot be read";
  return absl::StrJoin(absl::StrSplit(PQerrorMessage(session), absl::ByAnyChar("\n\t"), absl::SkipEmpty()),
                       "; ");
}

std::chrono::nanoseconds Jittered(std::chrono::nanoseconds delay) {
  static thread_local std::minstd_rand random{std::random_device{}()};
  return std::chrono::nanoseconds(
      std::uniform_int_distribution<std::chrono::nanoseconds::rep>(delay.count() / 2, delay.count())(random));
}

}  // namespace

Connection::Connection(async::Executor executor, const ConnectionOptions& options, ConnectionOwner& owner)
    : options_(options), owner_(owner), watchdog_(executor), backoff_(executor), descriptor_(executor) {}

Connection::~Connection() { descriptor_.release(); }

Task<> Connection::Run() {
  while (!closing_) {
    Enter(State::kConnecting);
    if (co_await Connect()) co_await Serve();
    Disconnect();
    if (!closing_ && failures_ > 0) co_await BackOff();
  }
}

// Ends waits that take too long: for a connection, or for an answer.
Task<> Connection::Watch() {
  while (!closing_) {
    asio::error_code ignored;
    watchdog_.expires_at(Limit());
    co_await watchdog_.async_wait(asio::redirect_error(async::kUseTask, ignored));
    if (Limit() <= Clock::now()) {
      stalled_ = true;
      EndWait();
    }
  }
}

void Connection::Close() {
  closing_ = true;
  EndWait();
  watchdog_.cancel();
  backoff_.cancel();
}

bool Connection::HasRoom() const {
  return up() && !broken_ && !writing_ && !closing_ && turn_bytes_ < kMaxTurnBytes &&
         in_flight() < options_.max_in_flight;
}

absl::Status Connection::Send(const UnitPtr& unit) {
  if (in_flight() == 0) progress_ = Clock::now();
  turn_bytes_ += unit->bytes;
  return pipeline_->Send(unit);
}

void Connection::EndTurn() {
  turn_bytes_ = 0;
  const Pipeline::Flushed flushed = pipeline_->Flush();
  if (flushed == Pipeline::Flushed::kPart && !writing_) WaitUntilWritable();
  if (!pipeline_->Drain() || flushed == Pipeline::Flushed::kFailed) {
    // Serve ends the session.
    broken_ = true;
    EndWait();
  }
}

void Connection::WaitUntilWritable() {
  writing_ = true;
  descriptor_.async_wait(Descriptor::wait_write, [this, keep = owner_.shared_from_this(),
                                                  session = session_number_](const asio::error_code& error) {
    if (error || session != session_number_) return;
    writing_ = false;
    progress_ = Clock::now();
    EndTurn();
    owner_.OnRoom();
  });
}

Task<bool> Connection::Connect() {
  session_ = StartSession(options_);
  if (!co_await Establish() || !co_await Configure()) {
    if (failures_ == 0 && !closing_) {
      spdlog::warn("{}: cannot connect to PostgreSQL: {}", options_.application_name,
                   stalled_ ? "timeout" : ErrorOf(session_.get()));
    }
    co_return false;
  }
  if (failures_ > 0) spdlog::info("{}: connected to PostgreSQL again", options_.application_name);
  pipeline_.emplace(std::move(session_), options_.transactions, owner_);
  Enter(State::kUp);
  owner_.OnUp();
  co_return true;
}

Task<bool> Connection::Establish() {
  PGconn* const session = session_.get();
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  while (PQstatus(session) != CONNECTION_BAD && next != PGRES_POLLING_FAILED) {
    asio::error_code error;
    descriptor_.assign(PQsocket(session), error);
    if (error) break;
    if (next == PGRES_POLLING_OK) {
      PQsetNoticeReceiver(session, IgnoreNotice, nullptr);
      co_return PQsetnonblocking(session, 1) == 0 && PQenterPipelineMode(session) == 1;
    }
    if (!co_await Wait(next == PGRES_POLLING_READING ? Descriptor::wait_read : Descriptor::wait_write)) break;
    // The next step may open another socket, under the same number even.
    descriptor_.release();
    next = PQconnectPoll(session);
  }
  co_return false;
}

Task<bool> Connection::Configure() {
  PGconn* const session = session_.get();
  const std::string timeout = std::to_string(options_.statement_timeout.count());
  const std::array values = {timeout.c_str(), options_.transactions ? "off" : "on",
                             options_.plans_anew ? "force_custom_plan" : "auto"};
  if (PQsendQueryParams(session, kConfigure, values.size(), nullptr, values.data(), nullptr, nullptr, 0) ==
          0 ||
      PQpipelineSync(session) == 0) {
    co_return false;
  }
  bool configured = false;
  do {
    while (PQisBusy(session) == 0) {
      const ResultPtr result(PQgetResult(session));
      if (result == nullptr) continue;
      const ExecStatusType status = PQresultStatus(result.get());
      if (status == PGRES_PIPELINE_SYNC || status == PGRES_FATAL_ERROR) co_return configured;
      configured = status == PGRES_TUPLES_OK;
    }
  } while (co_await Wait(Descriptor::wait_read) && PQconsumeInput(session) == 1);
  co_return false;
}

Task<> Connection::Serve() {
  while (!closing_ && !stalled_ && !broken_) {
    const bool ready = co_await Wait(Descriptor::wait_read);
    if (!ready && !broken_) break;
    progress_ = Clock::now();
    const bool received = pipeline_->Receive();
    if (!pipeline_->Drain() || !received) break;
    owner_.OnRoom();
  }
}

void Connection::Disconnect() {
  const bool was_up = up();
  failures_ = was_up && Clock::now() - entered_ >= kShortSession ? 0 : failures_ + 1;
  if (was_up && !closing_) {
    spdlog::warn("{}: lost the connection to PostgreSQL ({}) with {} calls in flight",
                 options_.application_name, stalled_ ? "no answer" : pipeline_->end_reason(),
                 pipeline_->in_flight());
  }
  Enter(State::kDown);
  if (pipeline_.has_value()) pipeline_->Abandon();
  descriptor_.release();
  pipeline_.reset();
  session_.reset();
  ++session_number_;
  stalled_ = broken_ = writing_ = false;
  turn_bytes_ = 0;
  owner_.OnDown();
}

Task<> Connection::BackOff() {
  std::chrono::nanoseconds delay = options_.min_backoff;
  for (int i = 1; i < failures_ && delay < options_.max_backoff; ++i) delay *= 2;
  asio::error_code ignored;
  backoff_.expires_after(Jittered(std::min<std::chrono::nanoseconds>(delay, options_.max_backoff)));
  co_await backoff_.async_wait(asio::redirect_error(async::kUseTask, ignored));
}

// Whether the socket is ready; not where Close, the watchdog or a failed turn has ended the wait.
Task<bool> Connection::Wait(Descriptor::wait_type event) {
  asio::error_code error;
  co_await descriptor_.async_wait(event, asio::redirect_error(async::kUseTask, error));
  co_return !error && !closing_ && !stalled_;
}

void Connection::EndWait() {
  asio::error_code ignored;  // nothing waits where there is no session
  descriptor_.cancel(ignored);
}

void Connection::Enter(State state) {
  state_ = state;
  entered_ = Clock::now();
  watchdog_.cancel();  // its limit is another one now
}

Clock::time_point Connection::Limit() const {
  if (closing_ || stalled_ || state_ == State::kDown) return Clock::time_point::max();
  if (state_ == State::kConnecting) return entered_ + options_.connect_timeout;
  const auto patience = options_.statement_timeout + options_.stall_grace;
  return (in_flight() == 0 ? Clock::now() : progress_) + patience;
}

}  // namespace liftmark::pg
