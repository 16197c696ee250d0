// The units in flight on one session, and libpq's pipeline mode. Internal to common/pg.
//
// Units are answered in the order in which they were sent. Reads share a Sync with those of the same turn,
// and each is answered when its result is there; an error aborts those behind it under the same Sync. With
// transactions a unit has a Sync of its own and is answered when that has come back: the transaction has
// committed.
//
// It never waits. Whoever owns it watches the socket.
#pragma once

#include <libpq-fe.h>

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/status/status.h"
#include "common/pg/unit.h"

namespace liftmark::pg {

struct FreeSession {
  void operator()(PGconn* session) const { PQfinish(session); }
};
using SessionPtr = std::unique_ptr<PGconn, FreeSession>;

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, FreeResult>;

// Hears what became of units.
class UnitListener {
 public:
  virtual void OnAnswer(const UnitPtr& unit, Answer answer) = 0;

  // Nothing happened, for no fault of its own: it can be sent again, alone.
  virtual void OnAborted(const UnitPtr& unit) = 0;

  // The session ended before the answer: what was sent may have happened.
  virtual void OnLost(const UnitPtr& unit) = 0;

 protected:
  ~UnitListener() = default;
};

class Pipeline {
 public:
  enum class Flushed { kAll, kPart, kFailed };

  // `session` is connected, non-blocking and in pipeline mode.
  Pipeline(SessionPtr session, bool transactions, UnitListener& listener);

  // Puts a unit into the pipeline; Flush sends it. An error means that the unit cannot be sent at all.
  absl::Status Send(const UnitPtr& unit);

  // Ends the turn: a Sync for what still has none, and as many bytes into the socket as it takes. libpq may
  // have received answers meanwhile, so Drain must follow.
  Flushed Flush();

  // Reads from the socket. False where the session has ended; what came before its end can still be drained.
  bool Receive();

  // Hands out every answer that is complete. False where the session has ended.
  bool Drain();

  // Hands out what will not be answered any more.
  void Abandon();

  std::size_t in_flight() const { return in_flight_.size(); }

  // The SQLSTATE with which the server ended the session, or "closed" where it said none.
  const std::string& end_reason() const { return end_reason_; }

 private:
  // What the server owes, in order.
  struct Expected {
    enum class Kind { kPrepare, kQuery, kSync };
    Kind kind;
    std::string_view statement;  // of kPrepare and kQuery
    bool ends_unit = false;      // of kSync: it commits a transaction
    bool answered = false;
  };

  struct Prepared {
    std::string name;  // on the server
    std::string_view sql;
    int generation = 0;
    bool sent = false;
    absl::Status error;  // why the server refused it
  };

  absl::Status Prepare(const Statement& statement);
  void SendQuery(const Query& query);
  void Sync(bool ends_unit = false);

  // Take what libpq says next. False where it means that the session has ended.
  bool Accept(ResultPtr result);
  bool AcceptError(const PGresult* result);
  bool EndResults();

  void FinishUnit();

  SessionPtr session_;
  const bool transactions_;
  UnitListener& listener_;
  bool failed_ = false;        // libpq refused to send
  bool ended_ = false;         // what libpq says from here on answers nothing
  bool segment_open_ = false;  // something was sent after the last Sync
  std::deque<Expected> expected_;
  std::deque<UnitPtr> in_flight_;
  std::unordered_map<std::string_view, Prepared> prepared_;
  std::string end_reason_ = "closed";
  Params::Arrays arrays_;  // kept for its memory
};

}  // namespace liftmark::pg
