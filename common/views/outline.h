// A document line by line: headings, labelled lines, items and rows, each with what hangs below it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/markdown/document.h"
#include "common/views/text.h"

namespace liftmark::views {

enum class EntryKind : std::uint8_t { kHeading, kLine, kItem, kRow };

struct Entry {
  EntryKind kind = EntryKind::kLine;  // kLine is of a paragraph
  int depth = 0;                // what hangs below an entry follows it with a greater depth; a heading has -1
  std::string text;             // lines that go on are joined by spaces; cells of a row by ": " and ", "
  std::size_t first_line = 0;   // bytes of `text` that are its first line
  std::size_t label_size = 0;   // of "Label: value", at the beginning of `text`; 0 where there is none
  std::size_t value_begin = 0;  // 0 where there is no label
  std::size_t strong = 0;       // bytes of the first line, from its start, that are bold
  std::uint32_t line = 0;       // of the source, from 1
  bool declined = false;        // "❌ ...", or a box left open beside ticked ones
  const markdown::Block* block = nullptr;  // where it was read; never null

  std::string_view label() const { return std::string_view(text).substr(0, label_size); }
  std::string_view value() const { return std::string_view(text).substr(value_begin); }
  std::string_view first() const { return std::string_view(text).substr(0, first_line); }
  std::string_view bold() const { return std::string_view(text).substr(0, strong); }
  bool is_bold() const { return strong > 0 && strong >= first_line; }
  std::string_view rest() const { return std::string_view(text).substr(first_line); }
};

// How a kind of document is cut into entries.
struct OutlineCut {
  using Test = bool (*)(std::string_view);
  Test is_dashed_label = nullptr;  // whether a few words before a dash are a label ("Age — 34")
  Test stands_alone = nullptr;     // whether a line of a paragraph never goes on with the one above
};

// Points into the blocks it was made of. The header row of a table is no entry.
class Outline {
 public:
  explicit Outline(std::span<const markdown::Block> blocks, const OutlineCut& cut = {});

  std::size_t size() const { return entries_.size(); }
  const Entry& operator[](std::size_t i) const { return entries_[i]; }

  // One past the last entry that hangs below `i`.
  std::size_t EndOfChildren(std::size_t i) const;

  // The entries directly below `i`.
  std::vector<const Entry*> Children(std::size_t i) const;

  // The heading that entry `i` stands under, cut to kMaxHeadingBytes; empty before the first.
  static constexpr std::size_t kMaxHeadingBytes = 200;
  std::string_view HeadingOf(std::size_t i) const;

 private:
  void AddLines(const markdown::Block& block, bool left_open);
  void AddRow(const markdown::Block& block);
  void Add(Entry entry);
  std::optional<Labeled> LabelIn(const markdown::Line& line) const;

  OutlineCut cut_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> heading_of_;
};

}  // namespace liftmark::views
