// What a builder has to say about a document.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace liftmark::views {

enum class Severity : std::uint8_t { kWarning = 1, kError = 2 };

struct Diagnostic {
  std::string rule;  // WORKOUT_MISSING_MAIN, PLAN_WEEKS_GAP, ...
  Severity severity = Severity::kWarning;
  std::uint32_t line = 0;  // from 1; 0 where it concerns the whole document
  std::string text;
};

using Diagnostics = std::vector<Diagnostic>;

bool HasErrors(const Diagnostics& diagnostics);

}  // namespace liftmark::views
