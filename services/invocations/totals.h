// Sums over calls.
#pragma once

#include <cstdint>

#include "common/pg/result.h"
#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "services/invocations/money.h"

namespace liftmark::invocations {

// Whether a row of agent_invocations has tokens whose price is not known.
#define LIFTMARK_IS_UNPRICED " cost IS NULL AND coalesce(prompt_tokens, completion_tokens) IS NOT NULL "

// Sums over rows of agent_invocations, as columns of these names.
#define LIFTMARK_SUMS                                                                                      \
  " count(*) AS calls, count(*) FILTER (WHERE status IN ('failure', 'validation_error')) AS failed_calls," \
  " sum(prompt_tokens) AS prompt_tokens, sum(completion_tokens) AS completion_tokens,"                     \
  " sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_tokens) AS cache_write_tokens,"           \
  " sum(reasoning_tokens) AS reasoning_tokens, sum(cost) AS cost,"                                         \
  " count(*) FILTER (WHERE" LIFTMARK_IS_UNPRICED                                                           \
  ") AS unpriced_calls,"                                                                                   \
  " sum(duration_ms) AS duration_ms "
#define LIFTMARK_SUM_NAMES                                                                         \
  " calls, failed_calls, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens," \
  " reasoning_tokens, cost, unpriced_calls, duration_ms "

// What such sums add up to.
#define LIFTMARK_SUMS_OF_SUMS                                                                           \
  " sum(calls), sum(failed_calls), sum(prompt_tokens), sum(completion_tokens), sum(cache_read_tokens)," \
  " sum(cache_write_tokens), sum(reasoning_tokens), sum(cost), sum(unpriced_calls), sum(duration_ms) "

// The select list that ReadTotals takes, over such sums.
#define LIFTMARK_TOTALS                                                                                 \
  " coalesce(calls, 0)::bigint, coalesce(failed_calls, 0)::bigint, coalesce(prompt_tokens, 0)::bigint," \
  " coalesce(completion_tokens, 0)::bigint, coalesce(cache_read_tokens, 0)::bigint,"                    \
  " coalesce(cache_write_tokens, 0)::bigint, coalesce(reasoning_tokens, 0)::bigint,"                    \
  " coalesce(cost, 0)::text, coalesce(unpriced_calls, 0)::bigint, coalesce(duration_ms, 0)::bigint "
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
