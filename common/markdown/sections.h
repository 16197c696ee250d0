// Sections of a document by heading path, and edits that change no byte outside the section.
//
// A section is a heading (ATX, or setext underlined with "===") that stands outside lists, quotes, fences and
// HTML blocks, with everything up to the next heading of its level or above. A path names headings from the
// outside in; each step is compared after Fold, with its "#" marks or without, and steps may skip levels:
// {"Training History"} or {"Phase 1", "Monday"}. A step that equals a heading wins over one that is a prefix
// of a heading at a word boundary; then a path that names every level wins over one that skips some.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/markdown/document.h"

namespace liftmark::markdown {

struct Section {
  int level = 1;
  std::string title;       // rendered text of the heading
  std::uint32_t line = 0;  // of the heading, from 1
  SourceRange heading;     // the heading's own lines
  SourceRange body;        // everything after it that belongs to it, subsections included
  int parent = -1;         // index of the enclosing section, -1 at the top
};

// Every section, in document order. Errors: those of Parse.
absl::StatusOr<std::vector<Section>> ListSections(std::string_view source);

// Errors: those of Parse; FAILED_PRECONDITION, reason SECTION_NOT_FOUND or SECTION_AMBIGUOUS (with the
// candidates' lines in metadata "lines").
absl::StatusOr<Section> FindSection(std::string_view source, const std::vector<std::string>& path);

enum class EditKind { kReplace, kAppend, kPrepend, kDelete };

// The document after the edit of one section. kReplace puts `text` in the place of the body, kPrepend before
// it, kAppend after it (before the next heading of its level or above), kDelete removes heading and body.
//
// `text` is markdown, taken in the document's own line ends and without blank lines around it. The blank
// lines around the body stay as they are, and so do rules at its end ("---"), since they part sections: those
// of a `text` that replaces or is appended are left out. Added text stands apart by one blank line, an item
// that continues a list by none. So a body that is replaced and put back leaves the document as it was. A
// blank text empties the body.
//
// Errors: those of FindSection and of Parse for the new document; INVALID_ARGUMENT, reason
// SECTION_TEXT_UNCLOSED, where `text` would change the headings outside the section, since it leaves a fence
// or a comment open.
absl::StatusOr<std::string> EditSection(std::string_view source, const std::vector<std::string>& path,
                                        EditKind kind, std::string_view text);

}  // namespace liftmark::markdown
