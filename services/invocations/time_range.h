// Ranges of time in requests.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace liftmark::invocations {

struct TimeRange {
  absl::Time from = absl::InfinitePast();
  absl::Time to = absl::InfiniteFuture();  // not included
};

// A point of time between 1900 and 2200. Errors: INVALID_ARGUMENT that names the field.
absl::StatusOr<absl::Time> ReadTime(const google::protobuf::Timestamp& time, std::string_view field);

// Of a request with the fields `from` and `to`; one that is not given does not bound the range.
// Errors: INVALID_ARGUMENT.
absl::StatusOr<TimeRange> ReadRange(const google::protobuf::Timestamp* from,
                                    const google::protobuf::Timestamp* to);

template <class Request>
absl::StatusOr<TimeRange> RangeOf(const Request& request) {
  return ReadRange(request.has_from() ? &request.from() : nullptr,
                   request.has_to() ? &request.to() : nullptr);
}

}  // namespace liftmark::invocations
