// Rows of agent_invocations as messages.
#pragma once

#include "common/pg/result.h"
#include "liftmark/invocations/v1/invocation.pb.h"

namespace liftmark::invocations {

// The select list that ReadInvocation takes, of `agent_invocations i`. `error_message` is an expression.
#define LIFTMARK_INVOCATION_COLUMNS(error_message)                                                         \
  " i.id, i.agent_id, i.session_id, coalesce(i.parent_invocation_id, i.awaited_parent_id), i.user_id,"     \
  " i.provider, i.model, i.attempt, i.started_at, i.finished_at, i.created_at, i.status, i.prompt_tokens," \
  " i.completion_tokens, i.cache_read_tokens, i.cache_write_tokens, i.reasoning_tokens, i.total_tokens,"   \
  " i.duration_ms, trim_scale(i.cost)::text, i.price_id, i.failed_rules, i.output_format, "                \
  "i.request_id, " error_message " "
inline constexpr int kInvocationColumns = 25;

// What lists show of an error message.
#define LIFTMARK_SHORT_ERROR "left(i.error_message, 300)"

liftmark::invocations::v1::Invocation ReadInvocation(const pg::Row& row);

}  // namespace liftmark::invocations
