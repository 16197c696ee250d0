#include "services/invocations/checks.h"

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/timestamp.h"
#include "common/status/status.h"

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

constexpr absl::CivilYear kFirstYear(2000);
// How far a caller's clock may be ahead.
constexpr absl::Duration kMaxClockSkew = absl::Hours(24);

std::string Join(std::string_view parent, std::string_view field) {
  const absl::string_view name(field.data(), field.size());
  return parent.empty() ? std::string(field)
                        : absl::StrCat(absl::string_view(parent.data(), parent.size()), ".", name);
}

void AddStart(const pb::InvocationStart& start, std::string_view field, absl::Time now,
              Violations& violations) {
  if (start.parent_invocation_id() == start.id())
    violations.Add(Join(field, "parent_invocation_id"), "must not be the call itself");
  if (!start.has_started_at()) return;
  const absl::Time started_at = rpc::FromTimestamp(start.started_at());
  if (started_at < absl::FromCivil(kFirstYear, absl::UTCTimeZone()) || started_at > now + kMaxClockSkew)
    violations.Add(Join(field, "started_at"), "must not be before 2000, nor more than a day from now");
}

void AddTokens(const pb::TokenCounts& tokens, std::string_view field, Violations& violations) {
  const std::int64_t prompt = tokens.prompt_tokens();
  const std::int64_t cached = std::int64_t{tokens.cache_read_tokens()} + tokens.cache_write_tokens();
  if (tokens.has_prompt_tokens() && cached > prompt)
    violations.Add(Join(field, "prompt_tokens"),
                   "must include the tokens read from the cache and written to it");
  if (tokens.has_completion_tokens() && tokens.reasoning_tokens() > tokens.completion_tokens())
    violations.Add(Join(field, "completion_tokens"), "must include the reasoning tokens");
  if (prompt + tokens.completion_tokens() > std::numeric_limits<std::int32_t>::max())
    violations.Add(Join(field, "completion_tokens"), "is too large together with prompt_tokens");
}

void AddOutcome(const pb::Outcome& outcome, std::string_view field, Violations& violations) {
  if (outcome.status() == pb::INVOCATION_STATUS_RUNNING ||
      outcome.status() == pb::INVOCATION_STATUS_ABANDONED)
    violations.Add(Join(field, "status"), "must be SUCCESS, FAILURE or VALIDATION_ERROR");
  AddTokens(outcome.tokens(), Join(field, "tokens"), violations);
}

void AddCall(const pb::LoggedInvocation& call, std::string_view field, absl::Time now,
             Violations& violations) {
  AddStart(call.start(), Join(field, "start"), now, violations);
  AddOutcome(call.outcome(), Join(field, "outcome"), violations);
}

}  // namespace

absl::Status CheckStart(const pb::InvocationStart& start, std::string_view field, absl::Time now) {
  Violations violations;
  AddStart(start, field, now, violations);
  return violations.ToStatus();
}

absl::Status CheckOutcome(const pb::Outcome& outcome, std::string_view field) {
  Violations violations;
  AddOutcome(outcome, field, violations);
  return violations.ToStatus();
}

absl::Status CheckCall(const pb::LoggedInvocation& call, std::string_view field, absl::Time now) {
  Violations violations;
  AddCall(call, field, now, violations);
  return violations.ToStatus();
}

ItemChecks::ItemChecks()
    : rules_([] {
        absl::StatusOr<rpc::RequestRules> rules =
            rpc::RequestRules::Compile(*pb::LoggedInvocation::descriptor());
        if (!rules.ok()) throw std::logic_error(rules.status().ToString());
        return *std::move(rules);
      }()) {}

absl::Status ItemChecks::Check(const pb::LoggedInvocation& item, absl::Time now) const {
  LIFTMARK_RETURN_IF_ERROR(rules_.Check(item));
  return CheckCall(item, "", now);
}

}  // namespace liftmark::invocations
