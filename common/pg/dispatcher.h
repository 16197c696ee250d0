// One lane: what waits to be sent, and the connections that send it. Internal to common/pg.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "common/async/runtime.h"
#include "common/async/timer.h"
#include "common/pg/connection.h"
#include "common/pg/pool.h"
#include "common/pg/unit.h"

namespace liftmark::pg {

// Owned by std::shared_ptr: its loops keep it alive until they have ended.
class Dispatcher final : public ConnectionOwner {
 public:
  Dispatcher(async::Shard& shard, Lane lane, const PoolOptions& options);

  // On any thread: begins to connect, and drops everything.
  void Start();
  void Stop();

  // On the shard, as the calls of Pool.
  Task<Answer> Run(std::vector<Query> queries, Deadline deadline);
  void Refuse();  // every call from now on
  Task<> Close(Deadline deadline);

  // On any thread.
  LaneMetrics metrics() const;

  void OnAnswer(const UnitPtr& unit, Answer answer) override;
  void OnAborted(const UnitPtr& unit) override;
  void OnLost(const UnitPtr& unit) override;
  void OnRoom() override;
  void OnUp() override;
  void OnDown() override;

 private:
  // Written on the shard, read anywhere.
  class Counter {
   public:
    Counter& operator+=(std::int64_t change) {
      value_.store(value_.load(std::memory_order_relaxed) + change, std::memory_order_relaxed);
      return *this;
    }
    Counter& operator=(std::int64_t value) {
      value_.store(value, std::memory_order_relaxed);
      return *this;
    }
    std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

   private:
    std::atomic<std::int64_t> value_{0};
  };

  struct Counters {
    Counter up, queued, in_flight, executed, failed, retried, connects, sent, queue_wait_ns;
  };

  absl::Status Admit(const Unit& unit, Deadline deadline) const;
  void Enqueue(UnitPtr unit, Deadline deadline, AnswerHandler handler);
  void EnqueueAgain(const UnitPtr& unit);
  void Dequeue(Unit& unit);
  void Settle(const UnitPtr& unit, Answer answer);
  void SettleQueue(const absl::Status& status);

  bool MayServe() const;
  Connection* LeastLoaded() const;
  void ScheduleTurn();
  void Turn();
  void SendFirst(Connection& connection, async::Clock::time_point now);
  void CountConnections();

  void ArmDeadline();
  void ExpireUnits();

  Task<> Drive(std::shared_ptr<ConnectionOwner> self, Task<> loop);
  Task<> WaitForProgress(Deadline deadline);
  void Drop();

  async::Shard& shard_;
  async::Executor executor_;
  const ConnectionOptions options_;
  const std::size_t max_queued_;
  const std::size_t max_queued_bytes_;
  std::vector<std::unique_ptr<Connection>> connections_;

  std::list<UnitPtr> queue_;
  std::size_t queued_bytes_ = 0;
  bool turn_scheduled_ = false;
  std::multimap<Deadline, UnitPtr> unanswered_;  // queued or sent
  Deadline armed_ = Deadline::max();             // when deadline_timer_ fires
  async::Timer deadline_timer_;

  bool closing_ = false;   // takes no more calls
  bool dropped_ = false;   // has told the connections to end
  int loops_ = 0;          // of connections, that have not ended
  async::Timer progress_;  // cancelled when nothing is unanswered, and when the last loop has ended

  Counters counters_;
};

}  // namespace liftmark::pg
