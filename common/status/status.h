// Errors as values: absl::Status with a reason for programs and the violations of a request.
//
// Every error that a caller may see is made here, so that each carries a google.rpc.ErrorInfo with a stable
// reason (domain "liftmark"). Details travel as payloads of the absl::Status, keyed by their type URL and
// holding the serialized message; common/rpc copies them into the trailer. Messages are for people and never
// hold SQL, parameters or text of a document.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"

namespace liftmark {

inline constexpr std::string_view kErrorDomain = "liftmark";

using Metadata = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// An error with a google.rpc.ErrorInfo. `reason` is UPPER_SNAKE_CASE and never changes once published.
absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message,
                   Metadata metadata = {});

// Adds a google.rpc.RetryInfo.
absl::Status WithRetryDelay(absl::Status status, absl::Duration delay);

// The reason of an error, empty where it has none.
std::string ReasonOf(const absl::Status& status);

// The google.rpc details of an error, where it has them.
bool ErrorInfoOf(const absl::Status& status, google::rpc::ErrorInfo& info);
bool BadRequestOf(const absl::Status& status, google::rpc::BadRequest& bad_request);

// Collects everything that is wrong with a request, so that the caller learns it all at once.
class Violations {
 public:
  void Add(std::string_view field, std::string_view description);
  bool empty() const { return bad_request_.field_violations().empty(); }
  bool Names(std::string_view field) const;

  // Adds what another check found, where its status has a google.rpc.BadRequest; `prefix` stands before each
  // field.
  void AddAll(const absl::Status& status, std::string_view prefix = "");

  // OK where nothing was added, else INVALID_ARGUMENT (or `code`) with reason INVALID_REQUEST (or `reason`)
  // and a google.rpc.BadRequest. The message names the first violation.
  absl::Status ToStatus(std::string_view reason = "INVALID_REQUEST",
                        absl::StatusCode code = absl::StatusCode::kInvalidArgument) const;

 private:
  google::rpc::BadRequest bad_request_;
};

}  // namespace liftmark

// Returns from a function (or, with LIFTMARK_CO_RETURN_IF_ERROR, a coroutine) with the error of `expression`.
#define LIFTMARK_RETURN_IF_ERROR(expression)                                                           \
  do {                                                                                                 \
    if (absl::Status liftmark_status_ = (expression); !liftmark_status_.ok()) return liftmark_status_; \
  } while (false)
#define LIFTMARK_CO_RETURN_IF_ERROR(expression)                                                           \
  do {                                                                                                    \
    if (absl::Status liftmark_status_ = (expression); !liftmark_status_.ok()) co_return liftmark_status_; \
  } while (false)
