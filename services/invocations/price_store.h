// What models cost, and the calls that were logged before their price was known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "services/invocations/money.h"
#include "services/invocations/time_range.h"

namespace liftmark::invocations {

// Where a list of prices goes on: behind this one.
struct PricePlace {
  std::string provider;
  std::string model;
  absl::Time effective_from = absl::InfinitePast();
};

struct Repriced {
  std::int64_t calls = 0;
  Nanodollars cost = 0;
  std::int64_t still_unpriced = 0;
  bool more = false;
};

// Belongs to the shard of `pool`.
class PriceStore {
 public:
  explicit PriceStore(pg::Pool& pool) : pool_(pool) {}

  // By provider, model and time, at most `limit`. `name` is a model's or an alias.
  Task<absl::StatusOr<std::vector<liftmark::invocations::v1::Price>>> List(std::optional<std::string> name,
                                                                           bool past, PricePlace behind,
                                                                           int limit,
                                                                           async::Deadline deadline);

  // Adds a price and ends the one that is in force before it. The same price again is answered as the first
  // time. Errors: ALREADY_EXISTS, reason PRICE_OVERLAPS, where a price of the model is in force from then on
  // or begins later; ALIAS_TAKEN where a name means another model of the provider; those of the database.
  Task<absl::StatusOr<liftmark::invocations::v1::Price>> Add(liftmark::invocations::v1::Price price,
                                                             async::Deadline deadline);

  // Gives calls without a cost the one that they would have got, batch by batch, until the deadline is near.
  // A dry run changes nothing.
  Task<absl::StatusOr<Repriced>> Reprice(TimeRange logged, bool dry_run, async::Deadline deadline);

 private:
  pg::Pool& pool_;
};

}  // namespace liftmark::invocations
