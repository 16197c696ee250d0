#include "common/server/readiness.h"

#include <spdlog/spdlog.h>

#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <chrono>
#include <future>
#include <utility>

#include "common/async/timer.h"
#include "common/server/logging.h"

namespace liftmark::server {
namespace {

constexpr std::chrono::seconds kProbeTimeout{1};
constexpr std::chrono::milliseconds kIntervalWhenReady{1000};
constexpr std::chrono::milliseconds kIntervalWhenNot{100};

}  // namespace

// Of the shard, but for `ended`.
struct Readiness::State {
  State(async::Shard& shard, std::vector<ReadinessProbe> all_probes, OnChange change)
      : probes(std::move(all_probes)), on_change(std::move(change)), pause(shard.executor()) {}

  std::vector<ReadinessProbe> probes;
  OnChange on_change;
  async::Timer pause;
  bool ready = false;
  bool stopping = false;
  std::promise<void> ended;
};

Readiness::Readiness(async::Shard& shard, std::vector<ReadinessProbe> probes, OnChange on_change)
    : state_(std::make_shared<State>(shard, std::move(probes), std::move(on_change))) {
  async::Spawn(shard, Watch(state_));
}

Readiness::~Readiness() { Stop(); }

Task<> Readiness::Watch(std::shared_ptr<State> state) {
  while (!state->stopping) {
    absl::Status status;
    for (const ReadinessProbe& probe : state->probes)
      status.Update(co_await probe(async::Clock::now() + kProbeTimeout));
    if (status.ok() != state->ready && !state->stopping) {
      state->ready = status.ok();
      if (state->ready) {
        spdlog::info("ready");
      } else {
        spdlog::warn("not ready: {}", std::string(status.message()));
      }
      FlushLog();
      state->on_change(state->ready);
    }
    state->pause.expires_after(state->ready ? kIntervalWhenReady : kIntervalWhenNot);
    asio::error_code woken;
    if (!state->stopping) co_await state->pause.async_wait(asio::redirect_error(async::kUseTask, woken));
  }
  state->ended.set_value();
}

void Readiness::Stop() {
  if (state_ == nullptr) return;
  const std::shared_ptr<State> state = std::exchange(state_, nullptr);
  asio::post(state->pause.get_executor(), [state] {
    state->stopping = true;
    state->pause.cancel();
  });
  state->ended.get_future().wait();
}

}  // namespace liftmark::server
