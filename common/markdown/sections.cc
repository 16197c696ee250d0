#include "common/markdown/sections.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "common/markdown/body_edit.h"
#include "common/markdown/edit_text.h"
#include "common/markdown/reader.h"
#include "common/markdown/section_path.h"
#include "common/status/status.h"

namespace liftmark::markdown {
namespace {

// Errors: SECTION_TEXT_UNCLOSED where a section outside [first, last) is not where it was, counted from its
// end of the document.
absl::Status CheckOthers(std::string_view source, std::span<const Section> sections, std::size_t first,
                         std::size_t last, std::string_view edited) {
  const absl::StatusOr<std::vector<Section>> after = ListSections(edited);
  if (!after.ok()) return after.status();
  const std::size_t behind = sections.size() - last;
  bool same = after->size() >= first + behind;
  for (std::size_t i = 0; same && i < first; ++i) {
    same = (*after)[i].level == sections[i].level && (*after)[i].heading.begin == sections[i].heading.begin;
  }
  for (std::size_t i = 1; same && i <= behind; ++i) {
    const Section& was = sections[sections.size() - i];
    const Section& is = (*after)[after->size() - i];
    same = is.level == was.level && edited.size() - is.heading.begin == source.size() - was.heading.begin;
  }
  if (same) return absl::OkStatus();
  return Error(
      absl::StatusCode::kInvalidArgument, "SECTION_TEXT_UNCLOSED",
      "the text would change the headings outside the section; it may leave a fence or a comment open");
}

bool IsHashHeading(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line[first] == '#';
}

bool EndsWithBlankLine(std::string_view text) {
  if (text.empty()) return true;
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  const std::string_view tail = last == std::string_view::npos ? text : text.substr(last + 1);
  const auto lines = std::count(tail.begin(), tail.end(), '\n');
  return lines >= 2 || (lines == 1 && last == std::string_view::npos);
}

}  // namespace

absl::StatusOr<std::vector<Section>> ListSections(std::string_view source) {
  const absl::StatusOr<Blocks> blocks = ReadBlocks(source, LargeFences::kKeep);
  if (!blocks.ok()) return blocks.status();
  std::vector<Section> sections;
  for (const Block& block : blocks->blocks) {
    if (block.kind != BlockKind::kHeading || block.depth > 0 || block.quoted) continue;
    // Whatever this heading ends, ends here; what is left open encloses it.
    int parent = static_cast<int>(sections.size()) - 1;
    while (parent >= 0 && sections[static_cast<std::size_t>(parent)].level >= block.level) {
      Section& closed = sections[static_cast<std::size_t>(parent)];
      closed.body.end = block.source.begin;
      parent = closed.parent;
    }
    const auto size = static_cast<std::uint32_t>(source.size());
    sections.push_back({.level = block.level,
                        .title = std::string(block.text()),
                        .line = block.line,
                        .heading = block.source,
                        .body = {block.source.end, size},
                        .parent = parent});
  }
  return sections;
}

absl::StatusOr<Section> FindSection(std::string_view source, const std::vector<std::string>& path) {
  absl::StatusOr<std::vector<Section>> sections = ListSections(source);
  if (!sections.ok()) return sections.status();
  const absl::StatusOr<std::size_t> index = FindIndex(*sections, path);
  if (!index.ok()) return index.status();
  return std::move((*sections)[*index]);
}

absl::StatusOr<std::string> EditSection(std::string_view source, const std::vector<std::string>& path,
                                        EditKind kind, std::string_view text) {
  const absl::StatusOr<std::vector<Section>> sections = ListSections(source);
  if (!sections.ok()) return sections.status();
  const absl::StatusOr<std::size_t> index = FindIndex(*sections, path);
  if (!index.ok()) return index.status();
  const Section& section = (*sections)[*index];
  const auto behind = std::find_if(sections->begin(), sections->end(), [&](const Section& other) {
    return other.heading.begin >= section.body.end;
  });

  const bool deletes = kind == EditKind::kDelete;
  std::string edited(source.substr(0, deletes ? section.heading.begin : section.body.begin));
  if (!deletes) edited += BodyEdit(source, section.heading, section.body).Apply(kind, text);
  const bool is_setext_next =
      behind != sections->end() && !IsHashHeading(LineAt(source, behind->heading.begin));
  if (is_setext_next && !EndsWithBlankLine(edited)) edited += LineEnds(source).end;
  edited += source.substr(section.body.end);

  const std::size_t first = *index + (deletes ? 0 : 1);
  const auto last = static_cast<std::size_t>(behind - sections->begin());
  LIFTMARK_RETURN_IF_ERROR(CheckOthers(source, *sections, first, last, edited));
  return edited;
}

}  // namespace liftmark::markdown
