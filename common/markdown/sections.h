// Sections of a document by heading path, and edits that change no byte outside the section.
//
// A section is a heading (ATX, or setext underlined with "===") that stands outside lists, quotes, fences and
// HTML blocks, with everything up to the next heading of its level or above. A path names headings from the
// outside in; each step is compared after folding (case, spaces, dashes, quotes, bold marks, trailing
// punctuation), and steps may skip levels: {"Training History"} or {"Phase 1", "Monday"}. A step that equals
// a heading wins over one that is a prefix of a heading at a word boundary.
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

// Errors: FAILED_PRECONDITION, reason SECTION_NOT_FOUND or SECTION_AMBIGUOUS (with the candidates' lines in
// metadata).
absl::StatusOr<Section> FindSection(std::string_view source, const std::vector<std::string>& path);

enum class EditKind { kReplace, kAppend, kPrepend, kDelete };

// The document after the edit of one section. kReplace puts `text` in the place of the body, kPrepend before
// it, kAppend after it (before the next heading), kDelete removes heading and body. Blank lines around `text`
// are kept to one, in the document's own line ends. Errors: those of FindSection.
absl::StatusOr<std::string> EditSection(std::string_view source, const std::vector<std::string>& path,
                                        EditKind kind, std::string_view text);

// A dated entry of a history section: "### 2026-03-02 - Title" and items.
struct HistoryEntry {
  std::string date;                // ISO
  std::string title;               // may be empty
  std::vector<std::string> items;  // one line each
};

// Adds an entry to a dossier's history ("Training History", "History" or "Log"), newest first, in the form of
// the entries that are there. An entry of the same date and title gets the new items. Errors: those of
// FindSection.
absl::StatusOr<std::string> AppendHistory(std::string_view source, const HistoryEntry& entry);

// Adds "- **DATE:** TEXT" on top of a plan's "Modification History", which is created at the end where there
// is none.
absl::StatusOr<std::string> AppendModification(std::string_view source, std::string_view date,
                                               std::string_view text);

}  // namespace liftmark::markdown
