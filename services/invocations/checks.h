// What the rules in the proto cannot say of a logged call.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/rpc/validation.h"
#include "liftmark/invocations/v1/invocation_service.pb.h"

namespace liftmark::invocations {

// Of a request that holds one: `field` names it in the violations.
absl::Status CheckStart(const liftmark::invocations::v1::InvocationStart& start, std::string_view field,
                        absl::Time now);
absl::Status CheckOutcome(const liftmark::invocations::v1::Outcome& outcome, std::string_view field);
absl::Status CheckCall(const liftmark::invocations::v1::LoggedInvocation& call, std::string_view field,
                       absl::Time now);

// Items of a batch, each checked alone, with the rules of the proto.
class ItemChecks {
 public:
  ItemChecks();

  absl::Status Check(const liftmark::invocations::v1::LoggedInvocation& item, absl::Time now) const;

 private:
  rpc::RequestRules rules_;
};

}  // namespace liftmark::invocations
