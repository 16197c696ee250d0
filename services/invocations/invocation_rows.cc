#include "services/invocations/invocation_rows.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/rpc/timestamp.h"
#include "services/invocations/status_names.h"

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

using Text = std::optional<std::string>;
using Number = std::optional<std::int32_t>;
using Time = std::optional<absl::Time>;

void ReadTokens(const pg::Row& row, int column, pb::TokenCounts& tokens) {
  if (const auto count = row.Get<Number>(column)) tokens.set_prompt_tokens(*count);
  if (const auto count = row.Get<Number>(column + 1)) tokens.set_completion_tokens(*count);
  if (const auto count = row.Get<Number>(column + 2)) tokens.set_cache_read_tokens(*count);
  if (const auto count = row.Get<Number>(column + 3)) tokens.set_cache_write_tokens(*count);
  if (const auto count = row.Get<Number>(column + 4)) tokens.set_reasoning_tokens(*count);
}

}  // namespace

pb::Invocation ReadInvocation(const pg::Row& row) {
  pb::Invocation call;
  call.set_id(row.Get<std::string>(0));
  call.set_agent_id(row.Get<std::string>(1));
  if (const auto id = row.Get<Text>(2)) call.set_session_id(*id);
  if (const auto id = row.Get<Text>(3)) call.set_parent_invocation_id(*id);
  if (const auto id = row.Get<Text>(4)) call.set_user_id(*id);
  if (const auto name = row.Get<Text>(5)) call.set_provider(*name);
  if (const auto name = row.Get<Text>(6)) call.set_model(*name);
  if (const auto attempt = row.Get<Number>(7)) call.set_attempt(*attempt);
  *call.mutable_started_at() = rpc::ToTimestamp(row.Get<absl::Time>(8));
  if (const auto time = row.Get<Time>(9)) *call.mutable_finished_at() = rpc::ToTimestamp(*time);
  *call.mutable_created_at() = rpc::ToTimestamp(row.Get<absl::Time>(10));
  call.set_status(StatusOf(row.Get<std::string_view>(11)));
  ReadTokens(row, 12, *call.mutable_tokens());
  if (const auto total = row.Get<Number>(17)) call.set_total_tokens(*total);
  if (const auto duration = row.Get<Number>(18)) call.set_duration_ms(*duration);
  if (const auto cost = row.Get<Text>(19)) call.set_cost_usd(*cost);
  if (const auto id = row.Get<Text>(20)) call.set_price_id(*id);
  for (std::string& rule :
       row.Get<std::optional<std::vector<std::string>>>(21).value_or(std::vector<std::string>()))
    call.add_failed_rules(std::move(rule));
  if (const auto format = row.Get<Text>(22)) call.set_output_format(*format);
  if (const auto id = row.Get<Text>(23)) call.set_request_id(*id);
  if (const auto message = row.Get<Text>(24)) call.set_error_message(*message);
  return call;
}

}  // namespace liftmark::invocations
