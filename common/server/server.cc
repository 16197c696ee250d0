#include "common/server/server.h"

#include <grpc/support/time.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "common/pg/statement.h"
#include "common/rpc/method.h"
#include "common/rpc/service_adapter.h"
#include "common/server/logging.h"
#include "common/server/pool_metrics.h"
#include "grpc/health/v1/health.pb.h"
#include "prometheus/exposer.h"

namespace liftmark::server {
namespace {

using namespace std::chrono_literals;

// A request a little too large is still read, so that the answer says what the limit is.
constexpr int kTransportRequestFactor = 2;
constexpr int kMaxMetadataBytes = 16 * 1024;
constexpr std::chrono::milliseconds kKeepaliveTime = 60s;
constexpr std::chrono::milliseconds kKeepaliveTimeout = 20s;
// Pings of callers at a higher rate are answered with GOAWAY.
constexpr std::chrono::milliseconds kMinPingInterval = 10s;
// For all that gRPC buffers; calls are refused where it is used up.
constexpr std::size_t kTransportMemoryBytes = std::size_t{128} << 20;
// Reflection answers on threads of its own: one each while it is asked.
constexpr int kMaxReflectionThreads = 8;
constexpr std::size_t kMetricsThreads = 2;
// What handlers get after their calls are cancelled.
constexpr std::chrono::milliseconds kCancelGrace = 2s;

constexpr pg::Statement kProbeDatabase{"probe_database", "SELECT 1"};

Task<absl::Status> ProbeDatabase(pg::Pool& pool, async::Deadline deadline) {
  const auto result = co_await pool.Execute(pg::Lane::kRead, {kProbeDatabase, pg::Params()}, deadline);
  co_return result.status();
}

// liftmark_ready: 1 while health checks say SERVING.
class ReadyGauge final : public prometheus::Collectable {
 public:
  std::atomic<bool>& ready() { return ready_; }

  std::vector<prometheus::MetricFamily> Collect() const override {
    prometheus::MetricFamily family;
    family.name = "liftmark_ready";
    family.help = "1 while health checks say SERVING";
    family.type = prometheus::MetricType::Gauge;
    family.metric.emplace_back().gauge.value = ready_ ? 1 : 0;
    return {std::move(family)};
  }

 private:
  std::atomic<bool> ready_{false};
};

int Milliseconds(std::chrono::milliseconds duration) { return static_cast<int>(duration.count()); }

}  // namespace

struct Server::State {
  State(Config configuration, async::Shard& handlers_shard)
      : config(std::move(configuration)),
        shard(handlers_shard),
        host(shard, {.max_in_flight = config.max_in_flight, .max_deadline = config.max_deadline}) {
    metrics.push_back(gauge);
    metrics.push_back(host.metrics);
  }

  absl::Status CreateAdapters();
  absl::Status StartMetrics();
  absl::Status StartGrpc();
  void SetServing(bool serving);
  void StopServing();

  const Config config;
  async::Shard& shard;
  rpc::Host host;
  const std::shared_ptr<ReadyGauge> gauge = std::make_shared<ReadyGauge>();

  std::vector<rpc::MethodTable> services;
  std::vector<ReadinessProbe> probes;
  std::vector<std::shared_ptr<prometheus::Collectable>> metrics;

  std::vector<std::unique_ptr<rpc::ServiceAdapter>> adapters;
  std::unique_ptr<prometheus::Exposer> exposer;
  std::unique_ptr<grpc::Server> grpc_server;
  std::unique_ptr<Readiness> readiness;
  std::mutex serving_mutex;
  int port = 0;

  std::thread stopping;  // runs StopServing
  std::future<void> stopped;
};

absl::Status Server::State::CreateAdapters() {
  for (const rpc::MethodTable& methods : services) {
    auto adapter = rpc::ServiceAdapter::Create(methods, host);
    if (!adapter.ok()) return adapter.status();
    adapters.push_back(*std::move(adapter));
  }
  return absl::OkStatus();
}

absl::Status Server::State::StartMetrics() {
  if (config.metrics.empty()) return absl::OkStatus();
  try {
    exposer = std::make_unique<prometheus::Exposer>(config.metrics, kMetricsThreads);
  } catch (const std::exception&) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot listen on ", config.metrics, " for metrics: it is taken, or not ours"));
  }
  for (const auto& collectable : metrics) exposer->RegisterCollectable(collectable);
  return absl::OkStatus();
}

absl::Status Server::State::StartGrpc() {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  // Its descriptor is all that is needed of it, so that reflection can describe health checks.
  grpc::health::v1::HealthCheckRequest::descriptor();

  grpc::ServerBuilder builder;
  builder.AddListeningPort(config.listen, grpc::InsecureServerCredentials(), &port);
  // Two processes would share the port, and each would get some of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // A few bytes of a compressed request can become gigabytes.
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  std::size_t max_request_bytes = host.limits.max_request_bytes;
  for (const auto& adapter : adapters)
    max_request_bytes = std::max(max_request_bytes, adapter->max_request_bytes());
  builder.SetMaxReceiveMessageSize(static_cast<int>(max_request_bytes) * kTransportRequestFactor);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(kKeepaliveTime));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Milliseconds(kKeepaliveTimeout));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             Milliseconds(kMinPingInterval));
  builder.SetResourceQuota(
      grpc::ResourceQuota("liftmark").Resize(kTransportMemoryBytes).SetMaxThreads(kMaxReflectionThreads));
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, 1);
  for (const auto& adapter : adapters) builder.RegisterService(adapter.get());

  grpc_server = builder.BuildAndStart();
  if (grpc_server == nullptr || port == 0) {
    grpc_server.reset();
    return absl::FailedPreconditionError(
        absl::StrCat("cannot listen on ", config.listen, ": it is taken, or not ours"));
  }
  return absl::OkStatus();
}

void Server::State::SetServing(bool serving) {
  const std::lock_guard lock(serving_mutex);
  // A probe may succeed while we stop.
  serving = serving && !host.stopping;
  gauge->ready() = serving;
  grpc::HealthCheckServiceInterface& health = *grpc_server->GetHealthCheckService();
  health.SetServingStatus("", serving);
  for (const auto& adapter : adapters) health.SetServingStatus(adapter->name(), serving);
}

void Server::State::StopServing() {
  host.stopping = true;
  SetServing(false);
  host.calls.WaitUntilEmpty(async::Clock::now() + config.drain);
  // Cancels what is left, at once: calls that take too long, and streams of health checks, which their
  // callers never end. While Shutdown waits, gRPC would cancel new calls as well; refused above, they can be
  // retried.
  grpc_server->Shutdown(gpr_now(GPR_CLOCK_MONOTONIC));
  host.calls.WaitUntilEmpty(async::Deadline::max());
  readiness->Stop();
}

Server::Server(Config config, async::Shard& shard)
    : state_(std::make_unique<State>(std::move(config), shard)) {}

Server::~Server() {
  if (state_->grpc_server == nullptr) return;
  if (!state_->stopping.joinable()) Drain().IgnoreError();
  state_->stopping.join();
}

void Server::Add(rpc::MethodTable methods) { state_->services.push_back(std::move(methods)); }

void Server::Expose(std::shared_ptr<prometheus::Collectable> metrics) {
  state_->metrics.push_back(std::move(metrics));
}

void Server::ReadyWhen(ReadinessProbe probe) { state_->probes.push_back(std::move(probe)); }

void Server::DependOn(pg::Pool& pool) {
  Expose(PoolMetrics(pool));
  ReadyWhen([&pool](async::Deadline deadline) { return ProbeDatabase(pool, deadline); });
}

absl::Status Server::Start() {
  State& state = *state_;
  // Debian's Abseil looks for deadlocks at every lock of a mutex, of which gRPC has many: 3 % of a service's
  // CPU.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  for (const auto start : {&State::CreateAdapters, &State::StartMetrics, &State::StartGrpc}) {
    if (absl::Status status = (state.*start)(); !status.ok()) return status;
  }
  spdlog::info("listening on port {}", state.port);
  state.SetServing(false);
  state.readiness = std::make_unique<Readiness>(state.shard, state.probes,
                                                [&state](bool ready) { state.SetServing(ready); });
  return absl::OkStatus();
}

int Server::port() const { return state_->port; }

int Server::metrics_port() const {
  return state_->exposer == nullptr ? 0 : state_->exposer->GetListeningPorts().front();
}

bool Server::ready() const { return state_->gauge->ready(); }

absl::Status Server::Drain() {
  State& state = *state_;
  if (state.grpc_server == nullptr) return absl::OkStatus();
  if (!state.stopping.joinable()) {
    std::packaged_task<void()> stop([&state] { state.StopServing(); });
    state.stopped = stop.get_future();
    state.stopping = std::thread(std::move(stop));
  }
  if (state.stopped.wait_for(state.config.drain + kCancelGrace) == std::future_status::ready)
    return absl::OkStatus();
  return absl::DeadlineExceededError("handlers are still running after their calls were cancelled");
}

int Server::Run() {
  std::signal(SIGPIPE, SIG_IGN);
  asio::io_context signals;
  asio::signal_set stop(signals, SIGTERM, SIGINT);
  if (absl::Status status = Start(); !status.ok()) {
    spdlog::critical("cannot start: {}", std::string(status.message()));
    StopLogging();
    return EXIT_FAILURE;
  }
  stop.async_wait([](const asio::error_code&, int signal) { spdlog::info("stopping on signal {}", signal); });
  signals.run();
  if (absl::Status status = Drain(); !status.ok()) {
    spdlog::critical("{}; leaving them behind", std::string(status.message()));
    StopLogging();
    std::_Exit(EXIT_FAILURE);
  }
  spdlog::info("stopped");
  StopLogging();
  return EXIT_SUCCESS;
}

}  // namespace liftmark::server
