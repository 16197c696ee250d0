// What a database pool counts, for Prometheus.
#pragma once

#include <memory>

#include "common/pg/pool.h"
#include "prometheus/collectable.h"

namespace liftmark::server {

// liftmark_pg_*, by lane. `pool` outlives the answer.
std::shared_ptr<prometheus::Collectable> PoolMetrics(const pg::Pool& pool);

}  // namespace liftmark::server
