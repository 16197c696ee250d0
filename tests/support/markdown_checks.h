// What holds for every parsed document and every edit, whatever the input: for unit tests and fuzz targets.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/markdown/document.h"
#include "common/markdown/sections.h"
#include "common/markdown/utf8.h"

namespace liftmark::test {

// What is wrong with `document`, parsed from `source`; empty where nothing is.
inline std::string FindFault(std::string_view source, const markdown::Document& document) {
  using markdown::Block;
  using markdown::BlockKind;
  const auto is_line_begin = [&](std::size_t at) {
    return at == 0 || at == source.size() || source[at - 1] == '\n' ||
           (source[at - 1] == '\r' && source[at] != '\n');
  };
  std::uint32_t line = 1;
  std::size_t line_begin = 0;
  const Block* previous = nullptr;
  for (const Block& block : document.blocks()) {
    if (block.source.end > source.size() || block.source.begin >= block.source.end)
      return "range outside the source";
    if (!is_line_begin(block.source.begin) || !is_line_begin(block.source.end)) return "range of half a line";
    if (previous != nullptr && block.source.begin < previous->source.begin) return "blocks out of order";
    if (previous != nullptr && block.source.begin < previous->source.end && block.line != previous->line) {
      return "blocks overlap";
    }
    for (; line_begin < block.source.begin; ++line_begin) {
      if (line_begin > 0 && is_line_begin(line_begin)) ++line;
    }
    const std::uint32_t expected = block.source.begin == 0 ? 1 : line + 1;
    if (block.line != expected) return "wrong line of a block";
    if (block.kind == BlockKind::kHeading &&
        (block.level < 1 || block.level > 6 || block.lines.size() != 1)) {
      return "a heading without a level or with several lines";
    }
    if (block.kind == BlockKind::kParagraph && block.lines.empty()) return "an empty paragraph";
    if (block.kind == BlockKind::kRule && !block.lines.empty()) return "a rule with text";
    if (block.kind == BlockKind::kItem && block.depth == 0) return "an item outside lists";
    const std::uint32_t last = block.line + static_cast<std::uint32_t>(block.source.end - block.source.begin);
    std::uint32_t number = block.line;
    for (const markdown::Line& text : block.lines) {
      if (text.number < number || text.number >= last) return "a line's number outside its block";
      number = text.number;
      if (text.strong > text.text.size()) return "bold beyond the line";
      if (text.text.find_first_of("\r\n") != std::string_view::npos) return "a line break in a line";
      if (!markdown::IsUtf8(text.text)) return "text that is no UTF-8";
      const bool may_be_empty = block.kind == BlockKind::kHeading || block.kind == BlockKind::kTableRow;
      if (text.text.empty() && !may_be_empty) return "an empty line";
      if (!text.text.empty() && (text.text.front() == ' ' || text.text.back() == ' '))
        return "text that is not trimmed";
    }
    previous = &block;
  }
  return {};
}

// What is wrong with `sections` of `source`.
inline std::string FindFault(std::string_view source, const std::vector<markdown::Section>& sections) {
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const markdown::Section& section = sections[i];
    if (section.heading.end != section.body.begin || section.body.end < section.body.begin ||
        section.body.end > source.size()) {
      return "body apart from its heading";
    }
    if (section.parent >= static_cast<int>(i)) return "a parent behind its section";
    if (section.parent >= 0) {
      const markdown::Section& parent = sections[static_cast<std::size_t>(section.parent)];
      if (parent.level >= section.level) return "a parent of no higher level";
      if (parent.body.begin > section.heading.begin || parent.body.end < section.body.end)
        return "outside its parent";
    }
    if (i > 0 && section.heading.begin < sections[i - 1].heading.end) return "headings overlap";
  }
  return {};
}

}  // namespace liftmark::test
