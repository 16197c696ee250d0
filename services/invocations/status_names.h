// The values of the column `status`.
#pragma once

#include <string_view>

#include "liftmark/invocations/v1/invocation.pb.h"

namespace liftmark::invocations {

// Empty for UNSPECIFIED.
std::string_view NameOf(liftmark::invocations::v1::InvocationStatus status);

liftmark::invocations::v1::InvocationStatus StatusOf(std::string_view name);

}  // namespace liftmark::invocations
