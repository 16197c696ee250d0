// Sums over calls.
#pragma once

#include <cstdint>

#include "common/pg/result.h"
#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "services/invocations/money.h"

namespace liftmark::invocations {

// The select list that ReadTotals takes, over rows of agent_invocations.
#define LIFTMARK_TOTALS                                                                               \
  " count(*), count(*) FILTER (WHERE status IN ('failure', 'validation_error')),"                     \
  " coalesce(sum(prompt_tokens), 0)::bigint, coalesce(sum(completion_tokens), 0)::bigint,"            \
  " coalesce(sum(cache_read_tokens), 0)::bigint, coalesce(sum(cache_write_tokens), 0)::bigint,"       \
  " coalesce(sum(reasoning_tokens), 0)::bigint, coalesce(sum(cost), 0)::text,"                        \
  " count(*) FILTER (WHERE cost IS NULL AND coalesce(prompt_tokens, completion_tokens) IS NOT NULL)," \
  " coalesce(sum(duration_ms), 0)::bigint "
inline constexpr int kTotalsColumns = 10;

struct Totals {
  std::int64_t calls = 0;
  std::int64_t failed_calls = 0;
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;
  std::int64_t cache_read_tokens = 0;
  std::int64_t cache_write_tokens = 0;
  std::int64_t reasoning_tokens = 0;
  Nanodollars cost = 0;
  std::int64_t unpriced_calls = 0;
  std::int64_t duration_ms = 0;

  Totals& operator+=(const Totals& other);
  bool operator==(const Totals&) const = default;
};

// From the column where LIFTMARK_TOTALS begins.
Totals ReadTotals(const pg::Row& row, int column);

void ToProto(const Totals& totals, liftmark::invocations::v1::Totals& message);

}  // namespace liftmark::invocations
