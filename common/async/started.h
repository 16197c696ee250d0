// A task that runs beside the one that started it.
#pragma once

#include <asio/redirect_error.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/async/timer.h"

namespace liftmark::async {

// Belongs to one shard, which is the current one. The task runs to its end even where nobody takes its
// result: what it refers to outlives it.
template <class T>
class Started {
 public:
  Started(Shard& shard, Task<T> task) : state_(std::make_shared<State>(shard.executor())) {
    Spawn(shard, Run(state_, std::move(task)));
  }

  // Waits for the task, and throws what it threw. Once.
  Task<T> Take() { return TakeFrom(state_); }

 private:
  struct State {
    explicit State(Executor executor) : ended(executor, Deadline::max()) {}

    std::optional<T> result;
    std::exception_ptr exception;
    Timer ended;  // never expires; cancelled when the task has ended
  };

  static Task<> Run(std::shared_ptr<State> state, Task<T> task) {
    try {
      state->result.emplace(co_await std::move(task));
    } catch (...) {
      state->exception = std::current_exception();
    }
    state->ended.cancel();
  }

  static Task<T> TakeFrom(std::shared_ptr<State> state) {
    if (!state->result.has_value() && state->exception == nullptr) {
      asio::error_code cancelled;
      co_await state->ended.async_wait(asio::redirect_error(kUseTask, cancelled));
    }
    if (state->exception != nullptr) std::rethrow_exception(state->exception);
    co_return *std::move(state->result);
  }

  std::shared_ptr<State> state_;
};

}  // namespace liftmark::async
