// Task<T>: a coroutine that runs on one shard. The one place that names the coroutine library.
//
// A coroutine takes its parameters by value, or by reference to what outlives it; it holds no reference to a
// temporary across co_await, and no capturing lambda is a coroutine.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/use_awaitable.hpp>

namespace liftmark::async {

using Executor = asio::io_context::executor_type;

template <class T = void>
using Task = asio::awaitable<T, Executor>;

// The completion token with which asynchronous operations of asio are awaited in a Task.
inline constexpr asio::use_awaitable_t<Executor> kUseTask{};

}  // namespace liftmark::async

namespace liftmark {
using async::Task;
}  // namespace liftmark
