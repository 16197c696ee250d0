#include "services/invocations/totals.h"

#include <string_view>

namespace liftmark::invocations {

Totals& Totals::operator+=(const Totals& other) {
  calls += other.calls;
  failed_calls += other.failed_calls;
  prompt_tokens += other.prompt_tokens;
  completion_tokens += other.completion_tokens;
  cache_read_tokens += other.cache_read_tokens;
  cache_write_tokens += other.cache_write_tokens;
  reasoning_tokens += other.reasoning_tokens;
  cost += other.cost;
  unpriced_calls += other.unpriced_calls;
  duration_ms += other.duration_ms;
  return *this;
}

Totals ReadTotals(const pg::Row& row, int column) {
  return {.calls = row.Get<std::int64_t>(column),
          .failed_calls = row.Get<std::int64_t>(column + 1),
          .prompt_tokens = row.Get<std::int64_t>(column + 2),
          .completion_tokens = row.Get<std::int64_t>(column + 3),
          .cache_read_tokens = row.Get<std::int64_t>(column + 4),
          .cache_write_tokens = row.Get<std::int64_t>(column + 5),
          .reasoning_tokens = row.Get<std::int64_t>(column + 6),
          .cost = ParseDollars(row.Get<std::string_view>(column + 7)),
          .unpriced_calls = row.Get<std::int64_t>(column + 8),
          .duration_ms = row.Get<std::int64_t>(column + 9)};
}

void ToProto(const Totals& totals, liftmark::invocations::v1::Totals& message) {
  message.set_calls(totals.calls);
  message.set_failed_calls(totals.failed_calls);
  message.set_prompt_tokens(totals.prompt_tokens);
  message.set_completion_tokens(totals.completion_tokens);
  message.set_cache_read_tokens(totals.cache_read_tokens);
  message.set_cache_write_tokens(totals.cache_write_tokens);
  message.set_reasoning_tokens(totals.reasoning_tokens);
  message.set_cost_usd(FormatDollars(totals.cost));
  message.set_unpriced_calls(totals.unpriced_calls);
  message.set_duration_ms(totals.duration_ms);
}

}  // namespace liftmark::invocations
