// A connection to PostgreSQL that is kept up. Internal to common/pg.
#pragma once

#include <asio/posix/stream_descriptor.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/async/timer.h"
#include "common/pg/pipeline.h"

namespace liftmark::pg {

struct ConnectionOptions {
  std::string conninfo;
  std::string application_name;
  bool transactions = false;  // each unit is one; else pipelines are shared, and read only
  bool plans_anew = false;    // each run of a statement is planned for its own values
  std::size_t max_in_flight = 1;
  std::chrono::milliseconds statement_timeout{0};
  std::chrono::milliseconds stall_grace{0};
  std::chrono::milliseconds connect_timeout{0};
  std::chrono::milliseconds min_backoff{0};
  std::chrono::milliseconds max_backoff{0};
};

// What a connection tells its lane: what became of units, and what became of itself.
class ConnectionOwner : public UnitListener, public std::enable_shared_from_this<ConnectionOwner> {
 public:
  virtual ~ConnectionOwner() = default;

  virtual void OnUp() = 0;
  virtual void OnDown() = 0;  // after the fate of its units; also when an attempt to connect has failed
  virtual void OnRoom() = 0;  // HasRoom may have become true
};

class Connection {
 public:
  // `options` and `owner` outlive it.
  Connection(async::Executor executor, const ConnectionOptions& options, ConnectionOwner& owner);
  ~Connection();

  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The two loops of a connection, which end after Close. Whoever runs them keeps the owner alive meanwhile.
  Task<> Run();
  Task<> Watch();

  // Drops the session; what is in flight is lost.
  void Close();

  bool up() const { return state_ == State::kUp; }

  // Whether it is up, or may be in a moment: the last that is known of the server is not a failure.
  bool MayServe() const { return !closing_ && (up() || failures_ == 0); }

  // Whether it takes one more unit in this turn.
  bool HasRoom() const;
  std::size_t in_flight() const { return up() ? pipeline_->in_flight() : 0; }

  // Puts a unit into the pipeline; EndTurn sends it. An error means that it cannot be sent at all.
  absl::Status Send(const UnitPtr& unit);
  void EndTurn();

 private:
  enum class State { kDown, kConnecting, kUp };
  using Descriptor = asio::posix::basic_stream_descriptor<async::Executor>;

  Task<bool> Connect();
  Task<bool> Establish();
  Task<bool> Configure();
  Task<> Serve();
  Task<> BackOff();
  void Disconnect();

  Task<bool> Wait(Descriptor::wait_type event);
  void EndWait();
  void WaitUntilWritable();
  void Enter(State state);
  async::Clock::time_point Limit() const;

  const ConnectionOptions& options_;
  ConnectionOwner& owner_;
  State state_ = State::kDown;
  async::Clock::time_point entered_;  // the state
  int failures_ = 0;                  // attempts to connect and short sessions in a row
  bool closing_ = false;
  async::Timer watchdog_;
  async::Timer backoff_;

  // The session, from Connect to Disconnect. asio lets go of the socket before libpq closes it.
  SessionPtr session_;  // until it is up
  std::optional<Pipeline> pipeline_;
  Descriptor descriptor_;
  std::uint64_t session_number_ = 0;
  bool stalled_ = false;  // the watchdog has ended it
  bool broken_ = false;   // sending has failed
  bool writing_ = false;  // the socket takes no more for now
  std::size_t turn_bytes_ = 0;
  async::Clock::time_point progress_;
};

}  // namespace liftmark::pg
