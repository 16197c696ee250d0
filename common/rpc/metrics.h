// What every method counts, for Prometheus.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/async/deadline.h"
#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"

namespace liftmark::rpc {

// Any thread may use it.
class MethodMetrics {
 public:
  void Record(absl::StatusCode code, async::Clock::duration duration, std::size_t request_bytes,
              std::size_t reply_bytes);

  std::atomic<int>& in_flight() { return in_flight_; }

 private:
  friend class RpcMetrics;

  static constexpr int kCodes = 17;
  // Upper bounds in seconds; what is slower counts in one bucket more.
  static constexpr std::array kBuckets = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                          0.25,   0.5,   1.0,    2.5,   5.0,  10.0,  30.0};

  std::array<std::atomic<std::uint64_t>, kCodes> calls_{};
  std::array<std::atomic<std::uint64_t>, kBuckets.size() + 1> durations_{};
  std::atomic<std::uint64_t> duration_ns_{0};
  std::atomic<std::uint64_t> request_bytes_{0};
  std::atomic<std::uint64_t> reply_bytes_{0};
  std::atomic<int> in_flight_{0};
};

// liftmark_rpc_calls_total, _duration_seconds, _in_flight, _request_bytes_total and _reply_bytes_total, by
// service and method; calls also by code.
class RpcMetrics final : public prometheus::Collectable {
 public:
  // Before the first Collect. The answer lives as long as this.
  MethodMetrics& Add(std::string service, std::string method);

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  struct Entry {
    std::string service;
    std::string method;
    MethodMetrics metrics;
  };

  std::deque<Entry> entries_;
};

}  // namespace liftmark::rpc
