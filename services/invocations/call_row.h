// Logged calls on their way to the table: as the elements of the JSON arrays that the statements of
// invocation_log.cc read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "liftmark/invocations/v1/invocation_service.pb.h"

namespace liftmark::invocations {

// A call that begins, or a whole call.
struct CallRow {
  std::string id;
  std::string session_id;  // empty: none
  std::string parent_id;   // empty: none
  std::string json;
  std::string start_digest;
  std::string outcome_digest;                                   // empty where it only begins
  const liftmark::invocations::v1::Outcome* outcome = nullptr;  // in the request; null where it only begins
};

// How a call ended.
struct OutcomeRow {
  std::string id;
  std::string json;
  std::string outcome_digest;
};

// What is said in the reply about payloads that are not kept as they came.
struct PayloadInfos {
  std::optional<liftmark::invocations::v1::PayloadInfo> input;
  std::optional<liftmark::invocations::v1::PayloadInfo> output;
};

// The messages are checked. Rows refer to them where they say so.
CallRow RowOf(const liftmark::invocations::v1::InvocationStart& start, PayloadInfos& infos);
CallRow RowOf(const liftmark::invocations::v1::LoggedInvocation& call, PayloadInfos& infos);
OutcomeRow RowOf(std::string_view id, const liftmark::invocations::v1::Outcome& outcome, PayloadInfos& infos);

}  // namespace liftmark::invocations
