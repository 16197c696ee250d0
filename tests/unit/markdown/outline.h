// A parsed document as text, one line a block, so that a test reads as a table.
//
//   H2 title            P text / next line      I1 item     I2#3 item 3 of an inner list     I1[x] done
//   T* header | cells   T a | b                 C code      ---                              > P quoted
// A paragraph inside a list is P1; the bold run that begins a line stands in <>.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "common/markdown/document.h"

namespace liftmark::markdown {

inline std::string Outline(const Block& block) {
  std::string outline = block.quoted ? "> " : "";
  outline += std::string_view("HPITC-").substr(static_cast<std::size_t>(block.kind), 1);
  if (block.kind == BlockKind::kHeading) outline += std::to_string(block.level);
  if (block.kind == BlockKind::kRule) outline += "--";
  if (block.depth > 0) outline += std::to_string(block.depth);
  if (block.number) outline += "#" + std::to_string(*block.number);
  if (block.task != Task::kNone) outline += block.task == Task::kDone ? "[x]" : "[ ]";
  if (block.header) outline += "*";
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const auto& [text, strong, number] = block.lines[i];
    outline += i == 0 ? " " : block.kind == BlockKind::kTableRow ? " | " : " / ";
    if (strong > 0) {
      outline += "<" + std::string(text.substr(0, strong)) + ">";
    }
    outline += text.substr(strong);
  }
  return outline;
}

inline std::string Outline(std::string_view source) {
  const absl::StatusOr<Document> document = Parse(source);
  if (!document.ok()) return std::string(document.status().message());
  std::string outline;
  for (const Block& block : document->blocks()) {
    if (!outline.empty()) outline += "\n";
    outline += Outline(block);
  }
  return outline;
}

struct OutlineCase {
  std::string_view source;
  std::string_view outline;
};

template <std::size_t size>
void CheckOutlines(const OutlineCase (&cases)[size]) {
  for (const auto& [source, outline] : cases) {
    CAPTURE(source);
    CHECK(Outline(source) == outline);
  }
}

}  // namespace liftmark::markdown
