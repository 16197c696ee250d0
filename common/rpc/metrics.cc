#include "common/rpc/metrics.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

namespace liftmark::rpc {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr auto kRelaxed = std::memory_order_relaxed;

double Count(const std::atomic<std::uint64_t>& counter) {
  return static_cast<double>(counter.load(kRelaxed));
}

MetricFamily Family(const char* name, const char* help, MetricType type) {
  MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = type;
  return family;
}

}  // namespace

void MethodMetrics::Record(absl::StatusCode code, async::Clock::duration duration, std::size_t request_bytes,
                           std::size_t reply_bytes) {
  const double seconds = std::chrono::duration<double>(duration).count();
  const auto bucket =
      static_cast<std::size_t>(std::ranges::lower_bound(kBuckets, seconds) - kBuckets.begin());
  calls_[static_cast<std::size_t>(code)].fetch_add(1, kRelaxed);
  durations_[bucket].fetch_add(1, kRelaxed);
  duration_ns_.fetch_add(static_cast<std::uint64_t>(std::chrono::nanoseconds(duration).count()), kRelaxed);
  request_bytes_.fetch_add(request_bytes, kRelaxed);
  reply_bytes_.fetch_add(reply_bytes, kRelaxed);
}

MethodMetrics& RpcMetrics::Add(std::string service, std::string method) {
  Entry& entry = entries_.emplace_back();
  entry.service = std::move(service);
  entry.method = std::move(method);
  return entry.metrics;
}

std::vector<MetricFamily> RpcMetrics::Collect() const {
  MetricFamily calls = Family("liftmark_rpc_calls_total", "Calls answered, by code", MetricType::Counter);
  MetricFamily durations = Family("liftmark_rpc_duration_seconds", "From a request's arrival to its answer",
                                  MetricType::Histogram);
  MetricFamily in_flight = Family("liftmark_rpc_in_flight", "Handlers that run now", MetricType::Gauge);
  MetricFamily request_bytes =
      Family("liftmark_rpc_request_bytes_total", "Bytes of requests", MetricType::Counter);
  MetricFamily reply_bytes =
      Family("liftmark_rpc_reply_bytes_total", "Bytes of replies", MetricType::Counter);

  for (const Entry& entry : entries_) {
    const MethodMetrics& metrics = entry.metrics;
    ClientMetric labelled;
    labelled.label = {{"service", entry.service}, {"method", entry.method}};

    for (int code = 0; code < MethodMetrics::kCodes; ++code) {
      const double count = Count(metrics.calls_[static_cast<std::size_t>(code)]);
      if (count == 0 && code != 0) continue;
      ClientMetric& metric = calls.metric.emplace_back(labelled);
      metric.label.push_back({"code", absl::StatusCodeToString(static_cast<absl::StatusCode>(code))});
      metric.counter.value = count;
    }

    ClientMetric::Histogram& histogram = durations.metric.emplace_back(labelled).histogram;
    for (std::size_t i = 0; i < metrics.durations_.size(); ++i) {
      histogram.sample_count += metrics.durations_[i].load(kRelaxed);
      const bool last = i == MethodMetrics::kBuckets.size();
      histogram.bucket.push_back({histogram.sample_count, last ? std::numeric_limits<double>::infinity()
                                                               : MethodMetrics::kBuckets[i]});
    }
    histogram.sample_sum = Count(metrics.duration_ns_) / 1e9;

    in_flight.metric.emplace_back(labelled).gauge.value = metrics.in_flight_.load(kRelaxed);
    request_bytes.metric.emplace_back(labelled).counter.value = Count(metrics.request_bytes_);
    reply_bytes.metric.emplace_back(std::move(labelled)).counter.value = Count(metrics.reply_bytes_);
  }
  return {std::move(calls), std::move(durations), std::move(in_flight), std::move(request_bytes),
          std::move(reply_bytes)};
}

}  // namespace liftmark::rpc
