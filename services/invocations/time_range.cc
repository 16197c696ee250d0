#include "services/invocations/time_range.h"

#include <string_view>

#include "common/rpc/timestamp.h"
#include "common/status/status.h"

namespace liftmark::invocations {
namespace {

constexpr absl::CivilYear kFirstYear(1900);
constexpr absl::CivilYear kEndYear(2201);

absl::Status Invalid(std::string_view field, std::string_view description) {
  Violations violations;
  violations.Add(field, description);
  return violations.ToStatus();
}

}  // namespace

absl::StatusOr<absl::Time> ReadTime(const google::protobuf::Timestamp& timestamp, std::string_view field) {
  const absl::Time time = rpc::FromTimestamp(timestamp);
  if (time < absl::FromCivil(kFirstYear, absl::UTCTimeZone()) ||
      time >= absl::FromCivil(kEndYear, absl::UTCTimeZone())) {
    return Invalid(field, "must be from 1900 to 2200");
  }
  return time;
}

absl::StatusOr<TimeRange> ReadRange(const google::protobuf::Timestamp* from,
                                    const google::protobuf::Timestamp* to) {
  TimeRange range;
  if (from != nullptr) {
    const absl::StatusOr<absl::Time> time = ReadTime(*from, "from");
    if (!time.ok()) return time.status();
    range.from = *time;
  }
  if (to != nullptr) {
    const absl::StatusOr<absl::Time> time = ReadTime(*to, "to");
    if (!time.ok()) return time.status();
    range.to = *time;
  }
  if (range.from >= range.to) return Invalid("to", "must be after from");
  return range;
}

}  // namespace liftmark::invocations
