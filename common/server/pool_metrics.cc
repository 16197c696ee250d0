#include "common/server/pool_metrics.h"

#include <chrono>
#include <vector>

#include "prometheus/metric_family.h"

namespace liftmark::server {
namespace {

using prometheus::MetricType;

struct Column {
  const char* name;
  const char* help;
  MetricType type;
  double (*value)(const pg::LaneMetrics&);
};

constexpr Column kColumns[] = {
    {"liftmark_pg_connections", "Connections that are up", MetricType::Gauge,
     [](const pg::LaneMetrics& lane) { return static_cast<double>(lane.connections_up); }},
    {"liftmark_pg_queued", "Units that wait to be sent", MetricType::Gauge,
     [](const pg::LaneMetrics& lane) { return static_cast<double>(lane.queued); }},
    {"liftmark_pg_in_flight", "Units sent and not answered", MetricType::Gauge,
     [](const pg::LaneMetrics& lane) { return static_cast<double>(lane.in_flight); }},
    {"liftmark_pg_executed_total", "Units answered with success", MetricType::Counter,
     [](const pg::LaneMetrics& lane) { return static_cast<double>(lane.executed); }},
    {"liftmark_pg_failed_total", "Units answered with an error", MetricType::Counter,
     [](const pg::LaneMetrics& lane) { return static_cast<double>(lane.failed); }},
    {"liftmark_pg_retried_total", "Units sent once more", MetricType::Counter,
     [](const pg::LaneMetrics& lane) { return static_cast<double>(lane.retried); }},
    {"liftmark_pg_connects_total", "Connections made", MetricType::Counter,
     [](const pg::LaneMetrics& lane) { return static_cast<double>(lane.connects); }},
    {"liftmark_pg_sent_total", "Units sent", MetricType::Counter,
     [](const pg::LaneMetrics& lane) { return static_cast<double>(lane.sent); }},
    {"liftmark_pg_queue_wait_seconds_total", "Time that units waited to be sent", MetricType::Counter,
     [](const pg::LaneMetrics& lane) { return std::chrono::duration<double>(lane.queue_wait).count(); }},
};

struct NamedLane {
  const char* name;
  pg::Lane lane;
};

constexpr NamedLane kNamedLanes[] = {
    {"read", pg::Lane::kRead}, {"write", pg::Lane::kWrite}, {"scan", pg::Lane::kScan}};

class Metrics final : public prometheus::Collectable {
 public:
  explicit Metrics(const pg::Pool& pool) : pool_(pool) {}

  std::vector<prometheus::MetricFamily> Collect() const override {
    std::vector<prometheus::MetricFamily> families;
    for (const Column& column : kColumns)
      families.push_back({.name = column.name, .help = column.help, .type = column.type, .metric = {}});
    for (const NamedLane& named : kNamedLanes) {
      const pg::LaneMetrics lane = pool_.metrics(named.lane);
      for (std::size_t i = 0; i < families.size(); ++i) {
        prometheus::ClientMetric& metric = families[i].metric.emplace_back();
        metric.label = {{"lane", named.name}};
        // A family is of one type, and only that one is printed.
        metric.counter.value = metric.gauge.value = kColumns[i].value(lane);
      }
    }
    return families;
  }

 private:
  const pg::Pool& pool_;
};

}  // namespace

std::shared_ptr<prometheus::Collectable> PoolMetrics(const pg::Pool& pool) {
  return std::make_shared<Metrics>(pool);
}

}  // namespace liftmark::server
