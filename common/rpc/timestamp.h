// Points in time as messages.
#pragma once

#include <google/protobuf/util/time_util.h>

#include "absl/time/time.h"

namespace liftmark::rpc {

// In whole microseconds, as PostgreSQL keeps them.
inline google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

}  // namespace liftmark::rpc
