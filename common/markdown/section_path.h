// Which section a heading path names; the rules stand in sections.h.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/markdown/sections.h"

namespace liftmark::markdown {

// Index in `sections`. Errors: SECTION_NOT_FOUND, SECTION_AMBIGUOUS.
absl::StatusOr<std::size_t> FindIndex(std::span<const Section> sections, std::span<const std::string> path);

absl::Status NotFoundError();
// `candidates` are indices in `sections`.
absl::Status AmbiguousError(std::span<const Section> sections, std::span<const std::size_t> candidates);

}  // namespace liftmark::markdown
