#include "common/status/status.h"

#include <algorithm>
#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace liftmark {
namespace {

template <class Detail>
constexpr const char* kTypeUrl = nullptr;
template <>
constexpr const char* kTypeUrl<google::rpc::ErrorInfo> = "type.googleapis.com/google.rpc.ErrorInfo";
template <>
constexpr const char* kTypeUrl<google::rpc::BadRequest> = "type.googleapis.com/google.rpc.BadRequest";
template <>
constexpr const char* kTypeUrl<google::rpc::RetryInfo> = "type.googleapis.com/google.rpc.RetryInfo";

template <class Detail>
void Attach(absl::Status& status, const Detail& detail) {
  status.SetPayload(kTypeUrl<Detail>, absl::Cord(detail.SerializeAsString()));
}

template <class Detail>
bool Extract(const absl::Status& status, Detail& detail) {
  const absl::optional<absl::Cord> payload = status.GetPayload(kTypeUrl<Detail>);
  return payload.has_value() && detail.ParseFromString(std::string(*payload));
}

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message,
                   Metadata metadata) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kErrorDomain));
  for (const auto& [key, value] : metadata) (*info.mutable_metadata())[std::string(key)] = std::string(value);
  absl::Status status(code, View(message));
  Attach(status, info);
  return status;
}

absl::Status WithRetryDelay(absl::Status status, absl::Duration delay) {
  google::rpc::RetryInfo info;
  info.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(delay));
  info.mutable_retry_delay()->set_nanos(
      static_cast<int>(absl::ToInt64Nanoseconds(delay - absl::Seconds(absl::ToInt64Seconds(delay)))));
  Attach(status, info);
  return status;
}

std::string ReasonOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  return ErrorInfoOf(status, info) ? info.reason() : std::string();
}

bool ErrorInfoOf(const absl::Status& status, google::rpc::ErrorInfo& info) { return Extract(status, info); }

bool BadRequestOf(const absl::Status& status, google::rpc::BadRequest& bad_request) {
  return Extract(status, bad_request);
}

void Violations::Add(std::string_view field, std::string_view description) {
  google::rpc::BadRequest::FieldViolation& violation = *bad_request_.add_field_violations();
  violation.set_field(std::string(field));
  violation.set_description(std::string(description));
}

bool Violations::Names(std::string_view field) const {
  const auto& violations = bad_request_.field_violations();
  return std::any_of(violations.begin(), violations.end(),
                     [&](const auto& violation) { return violation.field() == field; });
}

void Violations::AddAll(const absl::Status& status, std::string_view prefix) {
  google::rpc::BadRequest found;
  if (!BadRequestOf(status, found)) return;
  for (const google::rpc::BadRequest::FieldViolation& violation : found.field_violations()) {
    Add(absl::StrCat(View(prefix), violation.field()), violation.description());
  }
}

absl::Status Violations::ToStatus(std::string_view reason, absl::StatusCode code) const {
  if (empty()) return absl::OkStatus();
  const google::rpc::BadRequest::FieldViolation& first = bad_request_.field_violations(0);
  absl::Status status = Error(code, reason, absl::StrCat(first.field(), ": ", first.description()));
  Attach(status, bad_request_);
  return status;
}

}  // namespace liftmark
