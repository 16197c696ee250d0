// Points in time as messages.
#pragma once

#include <google/protobuf/util/time_util.h>

#include "absl/time/time.h"

namespace liftmark::rpc {

// In whole microseconds, as PostgreSQL keeps them.
inline google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

// Whatever it holds: nobody has checked that it is a valid Timestamp.
inline absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

}  // namespace liftmark::rpc
