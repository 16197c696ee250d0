// Runs md4c over a mended source and writes down its events as the blocks of document.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/markdown/document.h"
#include "common/markdown/mended_source.h"

namespace liftmark::markdown {

// Blocks point into `lines`, lines into `text`; both stay in place when this is moved.
struct Blocks {
  std::unique_ptr<char[]> text;
  std::vector<Line> lines;
  std::vector<Block> blocks;
};

// Errors: those of Parse.
absl::StatusOr<Blocks> ReadBlocks(std::string_view source, LargeFences large_fences);

}  // namespace liftmark::markdown
