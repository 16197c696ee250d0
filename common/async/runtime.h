// The threads that run coroutines. A shard is one thread with one event loop; a Task stays on the shard it
// was spawned on, so what belongs to a shard needs no locks.
#pragma once

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/use_future.hpp>
#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "common/async/deadline.h"
#include "common/async/task.h"

namespace liftmark::async {

class Shard {
 public:
  Shard() = default;
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;

  Executor executor() { return context_.get_executor(); }

  // Whether the calling thread is this shard's.
  bool IsCurrent() { return executor().running_in_this_thread(); }

 private:
  friend class Runtime;

  // Posts from other threads stay possible with the hint of one thread; only wake-ups become cheaper.
  asio::io_context context_{1};
  std::thread thread_;
};

class Runtime {
 public:
  // Starts the threads, at least one.
  explicit Runtime(int shards);

  // Stops. Tasks that are still suspended are destroyed.
  ~Runtime();

  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  // The next shard, in turn. Any thread may call it.
  Shard& Pick();

  int size() const { return static_cast<int>(shards_.size()); }
  Shard& shard(int index) { return *shards_[static_cast<std::size_t>(index)]; }

  // Lets every shard finish the step it is in, and ends the threads. Tasks do not resume after it. Not to be
  // called from a shard.
  void Stop();

 private:
  std::vector<std::unique_ptr<Shard>> shards_;
  std::atomic<unsigned> next_{0};
};

// Runs a task on a shard. Any thread may call it. An exception that escapes the task is logged and ends the
// process: nobody is left to handle it.
void Spawn(Shard& shard, Task<> task);

// Runs a task on a shard for a thread that waits for its result, or its exception, in a future.
template <class T>
std::future<T> Run(Shard& shard, Task<T> task) {
  return asio::co_spawn(shard.executor(), std::move(task), asio::use_future);
}

}  // namespace liftmark::async
