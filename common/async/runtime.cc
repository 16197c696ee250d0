#include "common/async/runtime.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <exception>

namespace liftmark::async {
namespace {

[[noreturn]] void DieOf(const std::exception_ptr& exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const std::exception& e) {
    spdlog::critical("an exception escaped a spawned task: {}", e.what());
  } catch (...) {
    spdlog::critical("an exception escaped a spawned task");
  }
  spdlog::shutdown();
  std::abort();
}

}  // namespace

Runtime::Runtime(int shards) {
  for (int i = 0; i < std::max(shards, 1); ++i) {
    Shard& shard = *shards_.emplace_back(std::make_unique<Shard>());
    shard.thread_ = std::thread([&context = shard.context_] {
      const auto work = asio::make_work_guard(context);
      context.run();
    });
  }
}

Runtime::~Runtime() { Stop(); }

Shard& Runtime::Pick() { return *shards_[next_.fetch_add(1, std::memory_order_relaxed) % shards_.size()]; }

void Runtime::Stop() {
  for (const auto& shard : shards_) shard->context_.stop();
  for (const auto& shard : shards_) {
    if (shard->thread_.joinable()) shard->thread_.join();
  }
}

void Spawn(Shard& shard, Task<> task) {
  asio::co_spawn(shard.executor(), std::move(task), [](const std::exception_ptr& exception) {
    if (exception) DieOf(exception);
  });
}

}  // namespace liftmark::async
