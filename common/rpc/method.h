// What the calls of a method share.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "common/async/runtime.h"
#include "common/rpc/census.h"
#include "common/rpc/gate.h"
#include "common/rpc/method_table.h"
#include "common/rpc/metrics.h"
#include "common/rpc/validation.h"
#include "liftmark/options/v1/options.pb.h"

namespace liftmark::rpc {

struct Limits {
  int max_in_flight = 256;
  std::chrono::milliseconds max_deadline = std::chrono::seconds(30);
  std::size_t max_request_bytes = std::size_t{1} << 20;  // of methods that state no limit of their own
  // Clients refuse more than 4 MiB.
  std::size_t max_reply_bytes = (std::size_t{4} << 20) - (std::size_t{64} << 10);
};

// What all services of a process share. Outlives their calls.
struct Host {
  Host(async::Shard& handlers_shard, const Limits& host_limits)
      : shard(handlers_shard), limits(host_limits), gate(host_limits.max_in_flight) {}

  async::Shard& shard;  // where handlers run
  const Limits limits;
  Gate gate;
  Census calls;                       // every call, until gRPC and its handler are done with it
  std::atomic<bool> stopping{false};  // once set, calls are refused
  const std::shared_ptr<RpcMetrics> metrics = std::make_shared<RpcMetrics>();
};

// One method of one service. Outlives its calls.
struct Method {
  Host& host;
  std::string name;  // in full: "liftmark.workouts.v1.WorkoutService.GetWorkout"
  std::string path;  // as gRPC writes it: "/liftmark.workouts.v1.WorkoutService/GetWorkout"
  liftmark::options::v1::Access access;
  std::size_t max_request_bytes;
  RequestRules rules;
  MethodTable::Binding binding;
  MethodMetrics& metrics;
};

}  // namespace liftmark::rpc
