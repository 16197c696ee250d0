#include "common/markdown/reader.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>

#include "common/markdown/bytes.h"
#include "common/markdown/entities.h"
#include "common/markdown/rendered_text.h"
#include "common/markdown/source_cursor.h"
#include "common/status/status.h"

namespace liftmark::markdown {
namespace {

constexpr unsigned kFlags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                            MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_PERMISSIVEATXHEADERS;

// md4c sends at most two events a byte for what people write; a wide table of empty rows sends many more.
constexpr std::size_t kEventsPerByte = 3;
constexpr std::size_t kFreeEvents = 4096;

// A list right below an item of another list belongs to that item when its marks stand this much further to
// the right, also where CommonMark asks for more ("1. Bench press" / "  - 3 sets").
constexpr std::uint32_t kNestingColumns = 2;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr int kContinue = 0;
constexpr int kStop = 1;

// "=== MONDAY - March 2, 2026: Workout ==="
bool IsDayFence(std::string_view text) {
  return text.size() > 6 && text.starts_with("===") && text.ends_with("===") &&
         text.find_first_not_of('=') != std::string_view::npos;
}

bool IsBreakTag(std::string_view tag) {
  return tag.size() > 3 && (tag[1] == 'b' || tag[1] == 'B') && (tag[2] == 'r' || tag[2] == 'R') &&
         !IsAlnum(tag[3]);
}

int NumberAt(std::string_view source, std::size_t at) {
  int number = 0;
  for (; at < source.size() && IsDigit(source[at]); ++at) number = number * 10 + (source[at] - '0');
  return number;
}

// Whether `marks`, what stands in a line before its text, hold the "#" of a heading: "> - ## ", not "[](#a)".
bool BeginsWithHash(std::string_view marks) {
  const std::size_t first = marks.find_first_not_of(" \t>*+-.)0123456789");
  return first != std::string_view::npos && marks[first] == '#';
}

class Reader {
 public:
  Reader(std::string_view source, const MendedSource& mended, Blocks& out)
      : source_(source),
        mended_(mended),
        cursor_(mended),
        out_(out),
        text_(source.size()),
        event_limit_(kEventsPerByte * source.size() + kFreeEvents) {
    out_.lines.reserve(mended.line_count());
    out_.blocks.reserve(mended.line_count());
    first_lines_.reserve(mended.line_count());
    item_columns_.fill(kNone);
  }

  bool Run() {
    AddFrontMatter();
    MD_PARSER parser{};
    parser.flags = kFlags;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return static_cast<Reader*>(self)->EnterBlock(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return static_cast<Reader*>(self)->LeaveBlock(type);
    };
    parser.enter_span = [](MD_SPANTYPE type, void*, void* self) {
      return static_cast<Reader*>(self)->MoveSpan(type, 1);
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      return static_cast<Reader*>(self)->MoveSpan(type, -1);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return static_cast<Reader*>(self)->Text(type, {text, size});
    };
    const std::string_view markdown = std::string_view(mended_.text).substr(mended_.markdown_begin);
    const int stopped = md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, this);
    if (stopped != kContinue || is_stopped_) return false;
    CloseBlock();
    Finish();
    return true;
  }

 private:
  struct List {
    char mark = 0;
    bool is_new = true;
    bool is_shifted = false;  // by kNestingColumns
  };

  int EnterBlock(MD_BLOCKTYPE type, void* detail) {
    if (!SpendEvent()) return kStop;
    switch (type) {
      case MD_BLOCK_QUOTE:
        CloseBlock();
        ++quotes_;
        return EnterContainer({.is_quote = true});
      case MD_BLOCK_UL:
        CloseBlock();
        lists_.push_back({.mark = static_cast<MD_BLOCK_UL_DETAIL*>(detail)->mark});
        return EnterContainer({});
      case MD_BLOCK_OL:
        CloseBlock();
        lists_.push_back({.mark = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->mark_delimiter});
        return EnterContainer({});
      case MD_BLOCK_LI:
        OpenItem(*static_cast<MD_BLOCK_LI_DETAIL*>(detail));
        break;
      case MD_BLOCK_HR:
        cursor_.FindRule();
        OpenBlockHere(BlockKind::kRule);
        CloseBlock();
        break;
      case MD_BLOCK_H:
        OpenBlock(BlockKind::kHeading);
        Current().level = static_cast<std::uint8_t>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_CODE:
        fence_mark_ = static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->fence_char;
        cursor_.FindFence(fence_mark_);
        OpenBlockHere(BlockKind::kCode);
        break;
      case MD_BLOCK_HTML:
        OpenBlock(BlockKind::kParagraph);
        in_html_block_ = true;
        text_.BeginHtml();
        break;
      case MD_BLOCK_P:
        if (!IsEmptyItemOpen()) OpenBlock(BlockKind::kParagraph);
        break;
      case MD_BLOCK_TABLE:
        CloseBlock();
        cursor_.FindTable();
        table_line_ = cursor_.line();
        break;
      case MD_BLOCK_THEAD:
        in_table_head_ = true;
        break;
      case MD_BLOCK_TR:
        OpenBlock(BlockKind::kTableRow);
        Current().header = in_table_head_;
        first_line_ = last_line_ = table_line_;
        is_row_placed_ = false;
        break;
      default:
        break;
    }
    return kContinue;
  }

  int LeaveBlock(MD_BLOCKTYPE type) {
    if (!SpendEvent()) return kStop;
    switch (type) {
      case MD_BLOCK_QUOTE:
        CloseBlock();
        --quotes_;
        containers_.pop_back();
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        if (lists_.back().is_shifted) --shifts_;
        lists_.pop_back();
        containers_.pop_back();
        break;
      case MD_BLOCK_LI:
      case MD_BLOCK_P:
        CloseBlock();
        break;
      case MD_BLOCK_H:
        CloseHeading();
        break;
      case MD_BLOCK_CODE:
        if (cursor_.IsClosingFence(last_line_ + 1, containers_)) ++last_line_;
        fence_mark_ = 0;
        cursor_.MoveBelow(last_line_);
        CloseBlock();
        break;
      case MD_BLOCK_HTML:
        in_html_block_ = false;
        CloseBlock();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        EndLine();
        break;
      case MD_BLOCK_TR:
        table_line_ = last_line_ + 1;
        CloseBlock();
        break;
      case MD_BLOCK_TABLE:
        cursor_.MoveBelow(table_line_ - 1);
        break;
      case MD_BLOCK_THEAD:
        in_table_head_ = false;
        cursor_.MoveBelow(table_line_);  // the line of dashes
        ++table_line_;
        break;
      default:
        break;
    }
    return kContinue;
  }

  int MoveSpan(MD_SPANTYPE type, int step) {
    if (!SpendEvent()) return kStop;
    if (type == MD_SPAN_STRONG) strong_ += step;
    if (type == MD_SPAN_DEL) struck_ += step;
    return kContinue;
  }

  int Text(MD_TEXTTYPE type, std::string_view text) {
    if (!SpendEvent()) return kStop;
    if (in_html_block_ || fence_mark_ != 0) {
      VerbatimText(text);
      return kContinue;
    }
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
      BreakLine();
      return kContinue;
    }
    const std::string_view written = Locate(text);
    if (struck_ > 0) return kContinue;
    if (type == MD_TEXT_HTML) {
      if (IsBreakTag(written)) BreakLine();
    } else if (type == MD_TEXT_ENTITY) {
      std::array<char, kMaxEntityBytes> decoded;
      const int size = DecodeEntity(written, decoded.data());
      Append(size > 0 ? std::string_view(decoded.data(), static_cast<std::size_t>(size)) : written);
    } else {
      Append(written);
    }
    return kContinue;
  }

  // A line of code or of an HTML block, or its end.
  void VerbatimText(std::string_view text) {
    if (text == "\n") {
      EndLine();
      if (fence_mark_ != 0) last_line_ = cursor_.PassLine();
      return;
    }
    const std::string_view written = Locate(text);
    if (in_html_block_) {
      text_.AppendHtml(written);
    } else {
      Append(written);
    }
  }

  // What of `text`, which is md4c's, stands in the source; moves there.
  std::string_view Locate(std::string_view text) {
    const std::size_t offset =
        reinterpret_cast<std::uintptr_t>(text.data()) - reinterpret_cast<std::uintptr_t>(mended_.text.data());
    if (offset >= source_.size()) return text;
    cursor_.MoveBehind(offset, offset + text.size());
    if (is_split_) {
      OpenBlock(BlockKind::kParagraph);
      Current().depth = 0;
    } else if (!is_open_) {
      OpenBlock(BlockKind::kParagraph);
    }
    if (first_line_ == kNone) {
      first_line_ = cursor_.line();
      first_offset_ = offset;
    } else if (!is_row_placed_ && Current().kind == BlockKind::kTableRow) {
      PlaceRow();
    }
    last_line_ = cursor_.line();
    if (line_number_ == kNone) line_number_ = cursor_.line();
    return source_.substr(offset, text.size());
  }

  // The first text of a row says where it is: what looked like its table above may have been the inside of a
  // link.
  void PlaceRow() {
    is_row_placed_ = true;
    if (cursor_.line() == first_line_) return;
    first_line_ = cursor_.line();
    for (std::size_t cell = first_lines_.back(); cell < out_.lines.size(); ++cell) {
      out_.lines[cell].number = first_line_ + 1;
    }
  }

  void Append(std::string_view text) { text_.Append(text, strong_ > 0); }

  void BreakLine() {
    if (!is_open_) return;
    const BlockKind kind = Current().kind;
    if (kind == BlockKind::kHeading || kind == BlockKind::kTableRow) {
      Append(" ");
    } else {
      EndLine();
    }
  }

  void EndLine() {
    const auto [text, strong] = text_.line();
    const BlockKind kind = Current().kind;
    if (!text.empty() || kind == BlockKind::kHeading || kind == BlockKind::kTableRow) {
      const std::uint32_t number = (line_number_ == kNone ? first_line_ : line_number_) + 1;
      const Line line = {.text = text, .strong = strong, .number = number};
      if (IsDayFence(text) && StandsAlone(line)) {
        SplitBlock(number - 1);
        is_split_ = true;
      } else if (strong > 0 && IsUnindentedBelowItem(line)) {
        SplitBlock(number - 1);
      }
      out_.lines.push_back(line);
    }
    BeginLine();
  }

  void BeginLine() {
    text_.BeginLine();
    line_number_ = kNone;
  }

  void OpenBlock(BlockKind kind) {
    CloseBlock();
    if (kind != BlockKind::kItem) item_columns_[lists_.size() + 1] = kNone;
    Block& block = out_.blocks.emplace_back();
    block.kind = kind;
    block.depth = static_cast<std::uint8_t>(lists_.size() + shifts_);
    block.quoted = quotes_ > 0;
    first_lines_.push_back(static_cast<std::uint32_t>(out_.lines.size()));
    is_open_ = true;
    is_split_ = false;
    first_line_ = last_line_ = kNone;
    BeginLine();
  }

  void OpenBlockHere(BlockKind kind) {
    OpenBlock(kind);
    first_line_ = last_line_ = cursor_.line();
    cursor_.MoveBelow(cursor_.line());
  }

  void OpenItem(const MD_BLOCK_LI_DETAIL& detail) {
    List& list = lists_.back();
    SourceCursor::Mark mark;
    const bool is_found = cursor_.FindMark(list.mark, mark);
    std::uint32_t& column = item_columns_[lists_.size()];
    if (list.is_new && column != kNone && mark.column >= column + kNestingColumns) {
      list.is_shifted = true;
      ++shifts_;
    }
    list.is_new = false;
    containers_.back().content_column = mark.content_column;
    if (!list.is_shifted) column = mark.column;
    item_columns_[lists_.size() + 1] = kNone;
    OpenBlock(BlockKind::kItem);
    first_line_ = last_line_ = cursor_.line();
    const bool is_ordered = list.mark == '.' || list.mark == ')';
    if (is_ordered && is_found) Current().number = NumberAt(source_, mark.offset);
    if (detail.is_task) Current().task = detail.task_mark == ' ' ? Task::kOpen : Task::kDone;
  }

  void CloseHeading() {
    if (first_line_ == kNone) {
      cursor_.FindEmptyHeading();
      first_line_ = last_line_ = cursor_.line();
      first_offset_ = mended_.lines[first_line_ + 1];
    }
    const std::size_t begin = std::max<std::size_t>(mended_.lines[first_line_], mended_.markdown_begin);
    const std::string_view text = mended_.text;
    if (!BeginsWithHash(text.substr(begin, first_offset_ - begin))) {
      last_line_ = cursor_.UnderlineBelow(last_line_, Current().level == 1 ? '=' : '-');
    }
    cursor_.MoveBelow(last_line_);
    EndLine();
    CloseBlock();
  }

  // Whether `line`, which ends, has a line of the source to itself.
  bool StandsAlone(const Line& line) {
    const BlockKind kind = Current().kind;
    if (!HasLines()) return kind == BlockKind::kParagraph;
    const bool is_text = kind == BlockKind::kParagraph || kind == BlockKind::kItem;
    return is_text && out_.lines.back().number < line.number;
  }

  // "- 95 × 5" / "**Rest:** 90 s": what is bold goes on with an item only where it is indented.
  bool IsUnindentedBelowItem(const Line& line) {
    return Current().kind == BlockKind::kItem && quotes_ == 0 && StandsAlone(line) && HasLines() &&
           source_.substr(mended_.lines[line.number - 1]).starts_with("**");
  }

  // A line that stands alone ("=== END MONDAY ===") leaves the block that it was glued to.
  void SplitBlock(std::uint32_t first) {
    const std::uint32_t last = last_line_;
    if (HasLines()) {
      last_line_ = out_.lines.back().number - 1;
      PutRange();
      is_open_ = false;
      OpenBlock(BlockKind::kParagraph);
      Current().depth = 0;
    }
    first_line_ = first;
    last_line_ = last;
  }

  void CloseBlock() {
    if (!is_open_) return;
    const BlockKind kind = Current().kind;
    if (!text_.line_is_empty()) EndLine();
    is_open_ = false;
    is_split_ = false;
    if (kind == BlockKind::kParagraph && !HasLines()) {
      out_.blocks.pop_back();
      first_lines_.pop_back();
      return;
    }
    if (first_line_ == kNone) first_line_ = last_line_ = cursor_.line();
    PutRange();
  }

  void PutRange() {
    const std::uint32_t last = std::min(last_line_, mended_.line_count() - 1);
    const std::uint32_t first = std::min(first_line_, last);
    Current().line = first + 1;
    Current().source = {mended_.lines[first], mended_.lines[last + 1]};
  }

  void AddFrontMatter() {
    if (mended_.front_end == 0) return;
    OpenBlock(BlockKind::kParagraph);
    first_line_ = mended_.front_begin;
    last_line_ = mended_.front_end - 1;
    for (std::uint32_t line = first_line_; line <= last_line_; ++line) {
      const std::string_view text = source_.substr(mended_.lines[line]);
      line_number_ = line;
      Append(text.substr(0, text.find_first_of("\r\n")));
      EndLine();
    }
    CloseBlock();
  }

  void Finish() {
    first_lines_.push_back(static_cast<std::uint32_t>(out_.lines.size()));
    for (std::size_t i = 0; i < out_.blocks.size(); ++i) {
      const std::uint32_t first = first_lines_[i];
      out_.blocks[i].lines = std::span<const Line>(out_.lines).subspan(first, first_lines_[i + 1] - first);
    }
    out_.text = text_.Release();
  }

  Block& Current() { return out_.blocks.back(); }
  bool HasLines() const { return out_.lines.size() > first_lines_.back(); }
  bool IsEmptyItemOpen() {
    return is_open_ && Current().kind == BlockKind::kItem && !HasLines() && text_.line_is_empty();
  }
  // md4c does not stop, and does not say so, at every callback that asks it to: what it sends afterwards is
  // left out.
  bool SpendEvent() {
    if (++events_spent_ + cursor_.wasted_lines() > event_limit_) is_stopped_ = true;
    return !is_stopped_;
  }
  int EnterContainer(SourceCursor::Container container) {
    containers_.push_back(container);
    if (containers_.size() > kMaxDepth) is_stopped_ = true;
    return is_stopped_ ? kStop : kContinue;
  }

  const std::string_view source_;
  const MendedSource& mended_;
  SourceCursor cursor_;
  Blocks& out_;
  std::vector<std::uint32_t> first_lines_;  // of each block, in out_.lines

  // The line of text that is being written.
  RenderedText text_;
  std::uint32_t line_number_ = kNone;
  int strong_ = 0;
  int struck_ = 0;

  // The block that is being written; lines of the source from 0.
  bool is_open_ = false;
  bool is_split_ = false;  // ended by a line that stands alone
  std::uint32_t first_line_ = kNone;
  std::uint32_t last_line_ = kNone;
  std::size_t first_offset_ = 0;

  std::vector<List> lists_;
  std::array<std::uint32_t, kMaxDepth + 3> item_columns_;  // of the last item, by depth
  int shifts_ = 0;
  int quotes_ = 0;
  std::vector<SourceCursor::Container> containers_;
  char fence_mark_ = 0;
  bool in_html_block_ = false;
  bool in_table_head_ = false;
  bool is_row_placed_ = false;
  std::uint32_t table_line_ = 0;

  bool is_stopped_ = false;
  std::size_t events_spent_ = 0;
  const std::size_t event_limit_;
};

// Whether every block begins behind the one before it, and holds its lines. md4c gives no positions, and
// where tables, quotes and underlines are glued together it may see something else than what was found for
// them.
bool AreApart(std::span<const Block> blocks) {
  const Block* previous = nullptr;
  for (const Block& block : blocks) {
    if (block.source.begin >= block.source.end) return false;
    if (previous != nullptr && block.source.begin < previous->source.end &&
        (block.line != previous->line || block.source.begin < previous->source.begin))
      return false;
    const std::uint32_t last = block.line + (block.source.end - block.source.begin);
    std::uint32_t number = block.line;
    for (const Line& line : block.lines) {
      if (line.number < number || line.number >= last) return false;
      number = line.number;
    }
    previous = &block;
  }
  return true;
}

}  // namespace

absl::StatusOr<Blocks> ReadBlocks(std::string_view source, LargeFences large_fences) {
  LIFTMARK_RETURN_IF_ERROR(CheckText(source));
  MendedSource mended;
  Blocks blocks;
  if (!Mend(source, large_fences, mended) || !Reader(source, mended, blocks).Run()) {
    return Error(absl::StatusCode::kInvalidArgument, "MARKDOWN_TOO_COMPLEX",
                 "the markdown is nested too deeply or holds too many marks");
  }
  if (!AreApart(blocks.blocks)) {
    return Error(absl::StatusCode::kInvalidArgument, "MARKDOWN_AMBIGUOUS",
                 "where the markdown's blocks end cannot be told: part them by blank lines");
  }
  return blocks;
}

}  // namespace liftmark::markdown
