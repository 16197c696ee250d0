#include "services/invocations/call_columns.h"

#include <span>
#include <string_view>
#include <vector>

#include "common/rpc/timestamp.h"
#include "services/invocations/status_names.h"

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

// What is empty is not known: NULL.
void AddText(std::string_view text, pg::Column& column) {
  text.empty() ? column.Add(std::nullopt) : column.Add(text);
}

void AddNumber(bool known, std::int64_t number, pg::Column& column) {
  known ? column.Add(number) : column.Add(std::nullopt);
}

void AddRules(const pb::Outcome& outcome, pg::Column& column) {
  if (outcome.failed_rules().empty()) return column.Add(std::nullopt);
  const std::vector<std::string> rules(outcome.failed_rules().begin(), outcome.failed_rules().end());
  column.Add(pg::FormatArray(rules));
}

}  // namespace

void PayloadColumns::Add(const Payload& payload) {
  AddText(payload.json(), json);
  AddText(payload.error, error);
  AddNumber(!payload.error.empty(), static_cast<std::int64_t>(payload.sent.size()), bytes);
  AddText(payload.sha256, sha256);
}

void OutcomeColumns::Add(const OutcomeRow& row) {
  const pb::Outcome& outcome = row.outcome == nullptr ? pb::Outcome::default_instance() : *row.outcome;
  const pb::TokenCounts& tokens = outcome.tokens();
  id_.Add(row.id);
  status_.Add(NameOf(row.outcome == nullptr ? pb::INVOCATION_STATUS_RUNNING : outcome.status()));
  AddNumber(tokens.has_prompt_tokens(), tokens.prompt_tokens(), prompt_tokens_);
  AddNumber(tokens.has_completion_tokens(), tokens.completion_tokens(), completion_tokens_);
  AddNumber(tokens.has_cache_read_tokens(), tokens.cache_read_tokens(), cache_read_tokens_);
  AddNumber(tokens.has_cache_write_tokens(), tokens.cache_write_tokens(), cache_write_tokens_);
  AddNumber(tokens.has_reasoning_tokens(), tokens.reasoning_tokens(), reasoning_tokens_);
  AddNumber(outcome.has_duration_ms(), outcome.duration_ms(), duration_ms_);
  AddText(row.error_message, error_message_);
  AddRules(outcome, failed_rules_);
  AddText(outcome.output_format(), output_format_);
  output_.Add(row.output);
  AddText(row.outcome_digest, outcome_digest_);
}

pg::Params OutcomeColumns::ToParams() const {
  return pg::Params(id_, status_, prompt_tokens_, completion_tokens_, cache_read_tokens_, cache_write_tokens_,
                    reasoning_tokens_, duration_ms_, error_message_, failed_rules_, output_format_,
                    output_.json, output_.error, output_.bytes, output_.sha256, outcome_digest_);
}

void CallColumns::Add(const CallRow& row) {
  const pb::InvocationStart& start = *row.start;
  outcomes_.Add(row);
  agent_id_.Add(start.agent_id());
  AddText(start.session_id(), session_id_);
  AddText(start.parent_invocation_id(), parent_id_);
  AddText(start.request_id(), request_id_);
  AddNumber(start.has_attempt(), start.attempt(), attempt_);
  AddText(start.user_id(), user_id_);
  AddText(start.provider(), provider_);
  AddText(start.model(), model_);
  if (start.has_started_at()) {
    started_at_.Add(rpc::FromTimestamp(start.started_at()));
  } else {
    started_at_.Add(std::nullopt);
  }
  input_.Add(row.input);
  start_digest_.Add(row.start_digest);
}

pg::Params CallColumns::ToParams() const {
  pg::Params params = outcomes_.ToParams();
  for (const pg::Column* column :
       {&agent_id_, &session_id_, &parent_id_, &request_id_, &attempt_, &user_id_, &provider_, &model_,
        &started_at_, &input_.json, &input_.error, &input_.bytes, &input_.sha256, &start_digest_})
    params.Add(*column);
  return params;
}

}  // namespace liftmark::invocations
