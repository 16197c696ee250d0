// Dated entries of a document's history: added in the form of those that are there, moving none of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace liftmark::markdown {

// "### 2026-03-02 - Title" and items. Title and items are one line each; line breaks in them become spaces.
struct HistoryEntry {
  std::string date;   // ISO
  std::string title;  // may be empty
  std::vector<std::string> items;
};

// Adds an entry to a dossier's history: the section "Training History", else "History", else "Log". Entries
// are the headings with a date that follow, below the section or beside it ("# LOG" / "## 2026-03-02 —
// Check-in"). The new one stands above the first that is not newer, below all others otherwise; an entry of
// the same date and title gets the new items. Errors: those of FindSection.
absl::StatusOr<std::string> AppendHistory(std::string_view source, const HistoryEntry& entry);

// Adds "- **DATE:** TEXT" on top of a plan's "Modification History", which is created at the end where there
// is none. Errors: those of FindSection other than SECTION_NOT_FOUND; FAILED_PRECONDITION, reason
// MARKDOWN_UNCLOSED, where the document ends inside a fence or a comment.
absl::StatusOr<std::string> AppendModification(std::string_view source, std::string_view date,
                                               std::string_view text);

}  // namespace liftmark::markdown
