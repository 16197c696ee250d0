#include "services/invocations/status_names.h"

#include <utility>

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

constexpr std::pair<pb::InvocationStatus, std::string_view> kNames[] = {
    {pb::INVOCATION_STATUS_RUNNING, "running"},
    {pb::INVOCATION_STATUS_SUCCESS, "success"},
    {pb::INVOCATION_STATUS_FAILURE, "failure"},
    {pb::INVOCATION_STATUS_VALIDATION_ERROR, "validation_error"},
    {pb::INVOCATION_STATUS_ABANDONED, "abandoned"},
};

}  // namespace

std::string_view NameOf(pb::InvocationStatus status) {
  for (const auto& [value, name] : kNames) {
    if (value == status) return name;
  }
  return {};
}

pb::InvocationStatus StatusOf(std::string_view name) {
  for (const auto& [value, text] : kNames) {
    if (text == name) return value;
  }
  return pb::INVOCATION_STATUS_UNSPECIFIED;
}

}  // namespace liftmark::invocations
