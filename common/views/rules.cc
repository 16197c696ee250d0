#include "common/views/rules.h"

#include <utility>

#include "common/status/status.h"

namespace liftmark::views::rules {

Diagnostic Warning(std::string_view rule, std::uint32_t line, std::string text) {
  return {std::string(rule), Severity::kWarning, line, std::move(text)};
}

Diagnostic Failure(std::string_view rule, std::uint32_t line, std::string text) {
  return {std::string(rule), Severity::kError, line, std::move(text)};
}

Diagnostic Unparsable(const absl::Status& status) {
  return Failure(ReasonOf(status), 0, std::string(status.message()));
}

}  // namespace liftmark::views::rules
