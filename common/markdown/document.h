// A markdown document as a flat list of blocks, read through md4c.
//
// Builders read text as it is rendered, never the raw line: bold and links are resolved, struck-through text
// and HTML tags are void, entities are decoded, hard and soft breaks separate lines. Shapes that people write
// and CommonMark reads otherwise are mended here, once:
//   - a numbered line inside a paragraph ("**Accessories:**" / "3. Curl") is an item;
//   - "185. lbs" is text, not item 185 (numbers of items end at 99), and so is the number of "- 95. lbs";
//   - text underlined with "---" is a paragraph and a rule, not a heading;
//   - a line that begins with a bullet sign ("•") is an item;
//   - "##Warm-Up" is a heading ("#legday" is not), and "## Bench 225#" keeps its last mark;
//   - a table begins right below text, and ends at a line without a pipe or that begins another block;
//   - "3*10*8" keeps its asterisks, "~60 min (~45)" its tildes, and "**Rest:**90 s" is bold;
//   - "[ACTIVE]: knee" is text, since a link's definition has an address;
//   - an indented line is no code, and a list that is indented below a numbered one is inside it;
//   - a line "=== MONDAY ===" is a paragraph of its own, and a bold line that is not indented below an item
//     begins one;
//   - a code fence that holds most of the document is looked through, and so is YAML front matter (its lines
//     come first, as a paragraph);
//   - a byte order mark is skipped; LF, CRLF and CR are line ends.
//
// Parse is pure, allocates in proportion to the source, never recurses, and refuses what would take longer
// than linear time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace liftmark::markdown {

inline constexpr std::size_t kMaxBytes = 256 * 1024;
// Containers (lists, quotes) inside each other.
inline constexpr int kMaxDepth = 100;

// Bytes [begin, end) of the source that was given to Parse.
struct SourceRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// One line of rendered text. Views point into the Document.
struct Line {
  std::string_view text;     // trimmed
  std::uint32_t strong = 0;  // bytes of `text` from its start that are bold; text.size() where all of it is
  std::uint32_t number = 0;  // of the source, from 1
};

enum class BlockKind : std::uint8_t { kHeading, kParagraph, kItem, kTableRow, kCode, kRule };
enum class Task : std::uint8_t { kNone, kOpen, kDone };

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  std::uint8_t level = 0;       // of a heading: 1 to 6
  std::uint8_t depth = 0;       // lists around it: 0 outside lists, 1 for an item of an outer list
  bool quoted = false;          // inside a block quote
  bool header = false;          // the header row of a table
  Task task = Task::kNone;      // of an item
  std::optional<int> number;    // of an ordered item, as written
  std::span<const Line> lines;  // a heading has one and a row its cells; of others, none is empty
  std::uint32_t line = 0;       // of the source, from 1
  SourceRange source;           // whole lines of the source, with their line ends

  // The first line's text; empty where there is none.
  std::string_view text() const { return lines.empty() ? std::string_view() : lines.front().text; }
};

class Document {
 public:
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  std::span<const Block> blocks() const;

 private:
  friend absl::StatusOr<Document> Parse(std::string_view source);
  struct Storage;
  explicit Document(std::unique_ptr<Storage> storage);
  std::unique_ptr<Storage> storage_;
};

// The checks every document passes before it is parsed or stored: 1 to kMaxBytes of valid UTF-8, not blank,
// no NUL. Errors: INVALID_ARGUMENT, reason MARKDOWN_BLANK, MARKDOWN_TOO_LARGE, MARKDOWN_NOT_UTF8 or
// MARKDOWN_HAS_NUL.
absl::Status CheckText(std::string_view source);

// Errors: those of CheckText; INVALID_ARGUMENT with reason MARKDOWN_TOO_COMPLEX, or MARKDOWN_AMBIGUOUS where
// blocks that are glued together cannot be told apart.
absl::StatusOr<Document> Parse(std::string_view source);

}  // namespace liftmark::markdown
