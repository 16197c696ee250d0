// What another thread answers by a callback, awaited in a Task.
#pragma once

#include <asio/associated_executor.hpp>
#include <asio/async_result.hpp>
#include <asio/post.hpp>
#include <memory>
#include <utility>

#include "common/async/task.h"

namespace liftmark::async {

// Calls `start(done)`. The task goes on, on its own shard, with the value that `done` is called with: once,
// on any thread, while the shard's runtime is there. `done` can be copied.
template <class T, class Start>
Task<T> AwaitCallback(Start start) {
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(T)>(
      [&](auto handler) {
        const auto executor = asio::get_associated_executor(handler);
        const auto resume = std::make_shared<decltype(handler)>(std::move(handler));
        start([executor, resume](T value) {
          asio::post(executor, [resume, value = std::move(value)]() mutable {
            auto resume_once = std::move(*resume);
            resume_once(std::move(value));
          });
        });
      },
      kUseTask);
}

}  // namespace liftmark::async
