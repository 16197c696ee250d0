// Logged calls on their way to the table.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "liftmark/invocations/v1/invocation_service.pb.h"
#include "services/invocations/payload.h"

namespace liftmark::invocations {

// How a call ended.
struct OutcomeRow {
  std::string id;
  const liftmark::invocations::v1::Outcome* outcome =
      nullptr;  // in the request; null where the call only begins
  Payload output;
  std::string error_message;  // as PostgreSQL takes it; empty: none
  std::string outcome_digest;
  std::size_t bytes = 0;  // that it takes until it is written, about, with what it refers to
};

// A call that begins, or a whole call.
struct CallRow : OutcomeRow {
  const liftmark::invocations::v1::InvocationStart* start = nullptr;  // in the request
  Payload input;
  std::string start_digest;
};

// What is said in the reply about payloads that are not kept as they came.
struct PayloadInfos {
  std::optional<liftmark::invocations::v1::PayloadInfo> input;
  std::optional<liftmark::invocations::v1::PayloadInfo> output;
};

// The messages are checked, and outlive their rows, which refer to them.
CallRow RowOf(const liftmark::invocations::v1::InvocationStart& start, PayloadInfos& infos);
CallRow RowOf(const liftmark::invocations::v1::LoggedInvocation& call, PayloadInfos& infos);
OutcomeRow RowOf(std::string_view id, const liftmark::invocations::v1::Outcome& outcome, PayloadInfos& infos);

}  // namespace liftmark::invocations
