#include "common/markdown/history.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "common/markdown/body_edit.h"
#include "common/markdown/edit_text.h"
#include "common/markdown/fold.h"
#include "common/markdown/reader.h"
#include "common/markdown/section_path.h"
#include "common/markdown/sections.h"
#include "common/markdown/utf8.h"
#include "common/status/status.h"

namespace liftmark::markdown {
namespace {

constexpr std::array<std::string_view, 3> kHistoryTitles = {"training history", "history", "log"};
constexpr std::string_view kModificationTitle = "Modification History";
constexpr std::string_view kSeparator = " - ";
constexpr char kBullet = '-';
constexpr int kMaxLevel = 6;
constexpr std::size_t kDateSize = std::string_view("2026-03-02").size();

bool BeginsWithDate(std::string_view text) {
  if (text.size() < kDateSize) return false;
  for (std::size_t i = 0; i < kDateSize; ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (i == 4 || i == 7 ? text[i] != '-' : !is_digit) return false;
  }
  return text.size() == kDateSize || text[kDateSize] < '0' || text[kDateSize] > '9';
}

// Bytes between the date and the title of an entry: spaces, dashes, ":" and "|".
std::size_t SeparatorSize(std::string_view behind_date) {
  std::size_t size = 0;
  for (Rune rune = RuneAt(behind_date, 0); rune.size != 0; rune = RuneAt(behind_date, size)) {
    if (!IsBlank(rune.code) && !IsDash(rune.code) && rune.code != ':' && rune.code != '|') break;
    size += rune.size;
  }
  return size;
}

struct Entry {
  std::size_t section = 0;  // index of its heading
  std::string_view date;
  std::string_view separator;
  std::string_view title;
};

Entry ReadEntry(std::span<const Section> sections, std::size_t index) {
  const std::string_view text = sections[index].title;
  const std::string_view behind = text.substr(kDateSize);
  const std::size_t separator = SeparatorSize(behind);
  return {index, text.substr(0, kDateSize), behind.substr(0, separator), behind.substr(separator)};
}

// Where the history's entries are, and how they are written.
struct History {
  std::size_t section = 0;
  std::uint32_t end = 0;  // of what belongs to it, in the source
  std::vector<Entry> entries;
};

absl::StatusOr<std::size_t> FindHistory(std::span<const Section> sections) {
  for (const std::string_view name : kHistoryTitles) {
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const std::string_view title = sections[i].title;
      if (Fold(title.substr(0, title.find('('))) == name) candidates.push_back(i);
    }
    if (candidates.size() == 1) return candidates.front();
    if (candidates.size() > 1) return AmbiguousError(sections, candidates);
  }
  return NotFoundError();
}

History ReadHistory(std::string_view source, std::span<const Section> sections, std::size_t index) {
  History history{.section = index, .end = static_cast<std::uint32_t>(source.size()), .entries = {}};
  int level = sections[index].level;
  for (std::size_t i = index + 1; i < sections.size(); ++i) {
    const Section& section = sections[i];
    const bool is_dated = BeginsWithDate(section.title);
    if (is_dated && history.entries.empty()) level = std::min(level, section.level);
    if (!is_dated && section.level <= level) {
      history.end = section.heading.begin;
      break;
    }
    const bool is_entry = is_dated && (history.entries.empty() ||
                                       section.level == sections[history.entries.front().section].level);
    if (is_entry) history.entries.push_back(ReadEntry(sections, i));
  }
  return history;
}

// What stands between the heading of section `index` and the next heading, or the end of the history.
SourceRange OwnText(std::span<const Section> sections, std::size_t index, std::uint32_t end) {
  const bool has_next = index + 1 < sections.size();
  return {sections[index].heading.end, has_next ? std::min(sections[index + 1].heading.begin, end) : end};
}

// The first bullet in `text`; kBullet where there is none.
char FindBullet(std::string_view text) {
  for (std::size_t at = 0; at < text.size();
       at = text.find_first_not_of("\r\n", text.find_first_of("\r\n", at))) {
    const char mark = ListMark(LineAt(text, at));
    if (mark != 0 && mark != '1') return mark;
  }
  return kBullet;
}

std::string ItemLines(std::span<const std::string> items, char bullet) {
  std::string lines;
  for (const std::string& item : items) {
    const std::string line = OneLine(item);
    if (line.empty()) continue;
    if (!lines.empty()) lines += '\n';
    lines += bullet;
    lines += ' ';
    lines += line;
  }
  return lines;
}

// A new entry in the form of the first one that is there.
std::string EntryText(std::string_view source, std::span<const Section> sections, const History& history,
                      const HistoryEntry& entry) {
  int level = std::min(sections[history.section].level + 1, kMaxLevel);
  std::string_view separator = kSeparator;
  bool has_gap = false;
  if (!history.entries.empty()) {
    const std::size_t first = history.entries.front().section;
    level = sections[first].level;
    const SourceRange text = OwnText(sections, first, history.end);
    has_gap = FindCore(source.substr(text.begin, text.end - text.begin), LastRules::kKeep).begin > 0;
  }
  for (const Entry& other : history.entries) {
    if (other.title.empty() || IsBlank(other.separator)) continue;
    separator = other.separator;
    break;
  }
  const std::size_t begin = sections[history.section].heading.end;
  std::string text(static_cast<std::size_t>(level), '#');
  text += ' ';
  text += entry.date;
  if (const std::string title = OneLine(entry.title); !title.empty()) {
    text += separator;
    text += title;
  }
  const std::string items = ItemLines(entry.items, FindBullet(source.substr(begin, history.end - begin)));
  if (!items.empty()) text += has_gap ? "\n\n" : "\n";
  return text += items;
}

std::string Replaced(std::string_view source, SourceRange range, std::string_view text) {
  std::string replaced(source.substr(0, range.begin));
  replaced += text;
  return replaced += source.substr(range.end);
}

// Errors: FAILED_PRECONDITION where `source`, to which headings were added, has not `sections` of them.
absl::Status CheckSections(std::string_view source, std::size_t sections) {
  const absl::StatusOr<std::vector<Section>> found = ListSections(source);
  if (!found.ok()) return found.status();
  if (found->size() == sections) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "MARKDOWN_UNCLOSED",
               "the document ends inside a fence or a comment");
}

// Where the document has one heading at its top, its title, new sections go below it; else beside the others.
int NewSectionLevel(std::span<const Section> sections) {
  const auto top = std::min_element(sections.begin(), sections.end(),
                                    [](const Section& a, const Section& b) { return a.level < b.level; });
  if (top == sections.end()) return 2;
  const auto peers = std::count_if(sections.begin(), sections.end(),
                                   [&](const Section& section) { return section.level == top->level; });
  return peers > 1 ? top->level : std::min(top->level + 1, kMaxLevel);
}

// Offset of the first list item in `range`; range.end where there is none.
absl::StatusOr<std::uint32_t> FindFirstItem(std::string_view source, SourceRange range) {
  const absl::StatusOr<Blocks> blocks = ReadBlocks(source, LargeFences::kKeep);
  if (!blocks.ok()) return blocks.status();
  for (const Block& block : blocks->blocks) {
    const bool is_inside = block.source.begin >= range.begin && block.source.begin < range.end;
    if (is_inside && block.kind == BlockKind::kItem && !block.quoted) return block.source.begin;
  }
  return range.end;
}

}  // namespace

absl::StatusOr<std::string> AppendHistory(std::string_view source, const HistoryEntry& entry) {
  const absl::StatusOr<std::vector<Section>> sections = ListSections(source);
  if (!sections.ok()) return sections.status();
  const absl::StatusOr<std::size_t> index = FindHistory(*sections);
  if (!index.ok()) return index.status();
  const History history = ReadHistory(source, *sections, *index);

  const std::string title = Fold(OneLine(entry.title));
  for (const Entry& other : history.entries) {
    if (other.date != entry.date || Fold(other.title) != title) continue;
    const SourceRange own = OwnText(*sections, other.section, history.end);
    const std::string items =
        ItemLines(entry.items, FindBullet(source.substr(own.begin, own.end - own.begin)));
    const BodyEdit edit(source, (*sections)[other.section].heading, own);
    return Replaced(source, own, edit.Apply(EditKind::kAppend, items));
  }

  const std::string text = EntryText(source, *sections, history, entry);
  const LineEnds ends(source);
  const auto below = std::find_if(history.entries.begin(), history.entries.end(),
                                  [&](const Entry& other) { return other.date <= entry.date; });
  std::string added;
  if (below != history.entries.end()) {
    const std::uint32_t at = (*sections)[below->section].heading.begin;
    added = Replaced(source, {at, at}, ends.Apply(text + "\n\n"));
  } else {
    const SourceRange heading = (*sections)[history.section].heading;
    const SourceRange body = {heading.end, history.end};
    added = Replaced(source, body, BodyEdit(source, heading, body).Apply(EditKind::kAppend, text));
  }
  LIFTMARK_RETURN_IF_ERROR(CheckSections(added, sections->size() + 1));
  return added;
}

absl::StatusOr<std::string> AppendModification(std::string_view source, std::string_view date,
                                               std::string_view text) {
  const absl::StatusOr<std::vector<Section>> sections = ListSections(source);
  if (!sections.ok()) return sections.status();
  const std::array<std::string, 1> path = {std::string(kModificationTitle)};
  const absl::StatusOr<std::size_t> index = FindIndex(*sections, path);
  std::string item = " **";
  item += date;
  item += ":** ";
  item += OneLine(text);
  const LineEnds ends(source);

  if (index.ok()) {
    const SourceRange own = OwnText(*sections, *index, static_cast<std::uint32_t>(source.size()));
    const absl::StatusOr<std::uint32_t> first = FindFirstItem(source, own);
    if (!first.ok()) return first.status();
    if (*first == own.end) {
      const BodyEdit edit(source, (*sections)[*index].heading, own);
      return Replaced(source, own, edit.Apply(EditKind::kAppend, kBullet + item));
    }
    const std::string_view line = LineAt(source, *first);
    std::string added(line.substr(0, line.find_first_not_of(" \t")));
    added += FindBullet(line);
    added += item;
    added += ends.end;
    return Replaced(source, {*first, *first}, added);
  }
  if (ReasonOf(index.status()) != "SECTION_NOT_FOUND") return index.status();

  std::string added = "\n\n";
  added += std::string(static_cast<std::size_t>(NewSectionLevel(*sections)), '#');
  added += ' ';
  added += kModificationTitle;
  added += '\n';
  added += kBullet;
  added += item;
  const auto end = static_cast<std::uint32_t>(FindCore(source, LastRules::kKeep).end);
  std::string created = Replaced(source, {end, end}, ends.Apply(added));
  LIFTMARK_RETURN_IF_ERROR(CheckSections(created, sections->size() + 1));
  return created;
}

}  // namespace liftmark::markdown
