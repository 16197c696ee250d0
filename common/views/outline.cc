#include "common/views/outline.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "common/views/dates.h"
#include "common/views/phrases.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

bool BeginsWithDate(std::string_view text) {
  if (text.empty() || !IsDigit(text.front())) return false;
  const std::optional<DateMatch> match = FindDate(text);
  return match && match->begin == 0 && match->date;
}

using markdown::Block;
using markdown::BlockKind;
using markdown::Line;

// "🎂 Age: 27" without its emoji, "- trap bar" of a list in front matter without its dash.
Line WithoutSigns(Line line) {
  const bool listed = line.text.starts_with("- ");
  if (!listed && RuneAt(line.text, 0).code < 0x2190) return line;
  const std::string_view bare = TrimLeadingSigns(line.text);
  if (bare.empty()) return line;
  const auto signs = static_cast<std::uint32_t>(line.text.size() - bare.size());
  line.strong -= std::min(line.strong, signs);
  line.text = bare;
  return line;
}

// "❌ weights", "🚫 Sunday"
bool SaysNo(std::string_view text) {
  switch (RuneAt(text, 0).code) {
    case 0x274C:
    case 0x2717:
    case 0x2718:
    case 0x2610:
    case 0x1F6AB:
      return true;
    default:
      return false;
  }
}

// Whether a box is left open among others that are ticked.
bool IsLeftOpen(std::span<const Block> blocks, std::size_t i) {
  if (blocks[i].task != markdown::Task::kOpen) return false;
  const auto is_item = [&](std::size_t at) { return blocks[at].kind == BlockKind::kItem; };
  std::size_t first = i;
  while (first > 0 && is_item(first - 1)) --first;
  for (std::size_t at = first; at < blocks.size() && is_item(at); ++at) {
    if (blocks[at].task == markdown::Task::kDone) return true;
  }
  return false;
}

constexpr std::size_t kNoHeading = std::numeric_limits<std::size_t>::max();

}  // namespace

Outline::Outline(std::span<const Block> blocks, const OutlineCut& cut) : cut_(cut) {
  entries_.reserve(blocks.size());
  heading_of_.reserve(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    switch (block.kind) {
      case BlockKind::kHeading:
      case BlockKind::kParagraph:
      case BlockKind::kItem:
        AddLines(block, IsLeftOpen(blocks, i));
        break;
      case BlockKind::kTableRow:
        if (!block.header && !block.lines.empty()) AddRow(block);
        break;
      case BlockKind::kCode:
      case BlockKind::kRule:
        break;
    }
  }
}

void Outline::AddLines(const Block& block, bool left_open) {
  Entry entry;
  entry.block = &block;
  entry.depth = block.depth;
  switch (block.kind) {
    case BlockKind::kHeading:
      entry.kind = EntryKind::kHeading;
      entry.depth = -1;
      break;
    case BlockKind::kItem:
      entry.kind = EntryKind::kItem;
      break;
    default:
      // A paragraph inside an item belongs below the item.
      if (block.depth > 0) ++entry.depth;
      break;
  }
  bool goes_on = false;
  bool labeled_before = false;
  bool dated_before = false;
  for (const Line& written : block.lines) {
    const Line line = WithoutSigns(written);
    const bool signed_item = line.text.size() < written.text.size() && !LabelIn(line);
    const bool listed = entry.kind == EntryKind::kLine && signed_item;
    const std::optional<Labeled> labeled = entry.kind == EntryKind::kHeading ? std::nullopt : LabelIn(line);
    // Prose wraps where it likes; a label in it counts where it is bold, or follows a labelled line.
    const bool all_bold = !line.text.empty() && line.strong >= line.text.size();
    // "2026-03-15: Assessment" / "2026-03-29: Knee better": a diary.
    const bool dated = BeginsWithDate(line.text);
    const bool alone =
        cut_.stands_alone != nullptr && entry.kind == EntryKind::kLine && cut_.stands_alone(line.text);
    const bool begins = all_bold || (labeled && (line.strong > 0 || labeled_before)) ||
                        (dated && dated_before) || alone || listed;
    if (goes_on && !begins) {
      entries_.back().text.append(" ").append(line.text);
      continue;
    }
    Entry next = entry;
    next.declined = left_open || SaysNo(written.text);
    if (listed) {
      next.kind = EntryKind::kItem;
      ++next.depth;
    }
    next.text =
        entry.kind == EntryKind::kHeading && block.level > 1 ? TrimLeadingSigns(line.text) : line.text;
    next.first_line = next.text.size();
    next.line = line.number;
    next.strong = line.strong;
    if (labeled) {
      const std::string_view value = labeled->value;
      next.label_size = labeled->label.size();
      std::replace(next.text.begin(), next.text.begin() + static_cast<std::ptrdiff_t>(next.label_size), '_',
                   ' ');
      next.value_begin =
          value.empty() ? next.text.size() : static_cast<std::size_t>(value.data() - line.text.data());
    }
    if (const std::string_view value = next.value(); labeled && value.starts_with('[') &&
                                                     value.ends_with(']') &&
                                                     value.find(',') != std::string_view::npos) {
      next.text.pop_back();  // "training_days: [tue, thu]"
      ++next.value_begin;
      next.first_line = next.text.size();
    }
    Add(std::move(next));
    goes_on = true;
    labeled_before = labeled.has_value() || listed;
    dated_before = dated;
  }
}

std::optional<Labeled> Outline::LabelIn(const Line& line) const {
  std::optional<Labeled> labeled = LabelOf(line);
  if (labeled || cut_.is_dashed_label == nullptr) return labeled;
  const std::string_view text = line.text;
  const SpacedDash dash = FindSpacedDash(text.substr(0, kMaxLabelBytes));
  if (!dash.found()) return std::nullopt;
  labeled = Labeled{Trim(text.substr(0, dash.position)), Trim(text.substr(dash.position + dash.size))};
  return cut_.is_dashed_label(labeled->label) ? labeled : std::nullopt;
}

void Outline::AddRow(const Block& block) {
  Entry entry;
  entry.block = &block;
  entry.kind = EntryKind::kRow;
  entry.line = block.line;
  entry.text = block.text();
  if (block.lines.size() > 1) {
    entry.label_size = entry.text.size();
    entry.text.append(": ");
    entry.value_begin = entry.text.size();
    for (const Line& cell : block.lines.subspan(1)) {
      if (entry.text.size() > entry.value_begin && !cell.text.empty()) entry.text.append(", ");
      entry.text.append(cell.text);
    }
  }
  entry.first_line = entry.text.size();
  Add(std::move(entry));
}

void Outline::Add(Entry entry) {
  const bool heading = entry.kind == EntryKind::kHeading;
  heading_of_.push_back(heading ? entries_.size() : heading_of_.empty() ? kNoHeading : heading_of_.back());
  entries_.push_back(std::move(entry));
}

std::size_t Outline::EndOfChildren(std::size_t i) const {
  std::size_t end = i + 1;
  while (end < entries_.size() && entries_[end].depth > entries_[i].depth) ++end;
  return end;
}

std::vector<const Entry*> Outline::Children(std::size_t i) const {
  std::vector<const Entry*> children;
  const std::size_t end = EndOfChildren(i);
  const int depth = i + 1 < end ? entries_[i + 1].depth : 0;
  for (std::size_t child = i + 1; child < end; ++child) {
    if (entries_[child].depth <= depth) children.push_back(&entries_[child]);
  }
  return children;
}

std::string_view Outline::HeadingOf(std::size_t i) const {
  return heading_of_[i] == kNoHeading ? std::string_view()
                                      : CutTo(entries_[heading_of_[i]].text, kMaxHeadingBytes);
}

}  // namespace liftmark::views
