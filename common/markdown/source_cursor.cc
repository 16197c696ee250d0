#include "common/markdown/source_cursor.h"

#include <algorithm>

#include "common/markdown/bytes.h"
#include "common/markdown/lines.h"

namespace liftmark::markdown {
namespace {

constexpr std::uint32_t kTabColumns = 4;
constexpr std::uint32_t kEmptyItemColumns = 2;  // from its mark to what it may hold below
constexpr std::size_t kMinFence = 3;

bool IsAllOf(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

}  // namespace

std::uint32_t SourceCursor::LineOf(std::size_t offset) const {
  const auto next = std::upper_bound(lines_.begin(), lines_.end() - 1, offset);
  return static_cast<std::uint32_t>(next - lines_.begin()) - 1;
}

void SourceCursor::MoveBehind(std::size_t begin, std::size_t end) {
  if (begin < lines_[line_] || line_ + 2 >= lines_.size() || begin >= lines_[line_ + 2]) {
    line_ = LineOf(begin);
  } else if (begin >= lines_[line_ + 1]) {
    ++line_;
  }
  at_ = end;
  behind_text_ = true;
}

void SourceCursor::MoveBelow(std::uint32_t line) {
  line_ = std::min(line, line_count() - 1);
  at_ = lines_[line_ + 1];
  behind_text_ = false;
}

std::uint32_t SourceCursor::PassLine() {
  at_ = NextLine(text_, at_);
  if (at_ == text_.size()) return line_count() - 1;
  line_ = LineOf(at_);
  behind_text_ = false;
  return line_ - 1;
}

std::size_t SourceCursor::SkipQuoteMarks(std::size_t at) const {
  while (IsBlankByte(At(at)) || At(at) == '>') ++at;
  return at;
}

std::size_t SourceCursor::SkipBlanks(std::size_t at) const {
  while (IsBlankByte(At(at))) ++at;
  return at;
}

std::uint32_t SourceCursor::ColumnOf(std::size_t at, std::uint32_t line) const {
  std::uint32_t column = 0;
  for (std::size_t i = lines_[line]; i < at; ++i) {
    column += text_[i] == '\t' ? kTabColumns - column % kTabColumns : 1;
  }
  return column;
}

std::string_view SourceCursor::RestOfLine(std::size_t at) const {
  std::size_t end = at;
  while (end < text_.size() && !IsLineEnd(text_[end])) ++end;
  while (end > at && IsBlankByte(text_[end - 1])) --end;
  return text_.substr(at, end - at);
}

template <class Matches>
bool SourceCursor::Find(Matches matches) {
  if (behind_text_ || at_ >= lines_[line_ + 1]) {
    if (line_ + 1 >= line_count()) return false;
    ++line_;
    at_ = lines_[line_];
    behind_text_ = false;
  }
  std::size_t at = at_;
  for (std::uint32_t line = line_; line < line_count(); at = lines_[++line]) {
    const std::size_t content = SkipQuoteMarks(at);
    if (matches(content, line)) {
      line_ = line;
      at_ = content;
      return true;
    }
  }
  wasted_lines_ += line_count() - line_;
  return false;
}

bool SourceCursor::FindMark(char mark, Mark& found) {
  const bool is_bullet = mark == '-' || mark == '+' || mark == '*';
  std::size_t behind = 0;
  const bool is_found = Find([&](std::size_t at, std::uint32_t) {
    std::size_t end = at;
    if (!is_bullet) {
      while (IsDigit(At(end))) ++end;
      if (end == at) return false;
    }
    behind = end + 1;
    return At(end) == mark && (IsBlankByte(At(behind)) || IsLineEnd(At(behind)));
  });
  if (!is_found) return false;
  const std::size_t content = SkipBlanks(behind);
  found.offset = static_cast<std::uint32_t>(at_);
  found.column = ColumnOf(at_, line_);
  found.content_column = IsLineEnd(At(content)) ? found.column + kEmptyItemColumns : ColumnOf(content, line_);
  at_ = behind;
  return true;
}

bool SourceCursor::FindRule() {
  return Find([&](std::size_t at, std::uint32_t) {
    const char mark = At(at);
    if (mark != '*' && mark != '-' && mark != '_') return false;
    const std::string_view rest = RestOfLine(at);
    const char allowed[] = {mark, ' ', '\t'};
    return IsAllOf(rest, {allowed, sizeof allowed}) && std::count(rest.begin(), rest.end(), mark) >= 3;
  });
}

bool SourceCursor::FindFence(char mark) {
  return Find([&](std::size_t at, std::uint32_t) {
    fence_ = text_.substr(at, text_.find_first_not_of(mark, at) - at);
    return fence_.size() >= kMinFence;
  });
}

bool SourceCursor::FindEmptyHeading() {
  return Find(
      [&](std::size_t at, std::uint32_t line) { return At(at) == '#' || IsUnderline(line + 1, '='); });
}

bool SourceCursor::FindTable() {
  return Find([&](std::size_t at, std::uint32_t line) {
    if (line + 1 >= line_count()) return false;
    const std::string_view header = text_.substr(at, lines_[line + 1] - at);
    if (header.find_first_not_of(" \t\r\n") == std::string_view::npos) return false;
    const std::string_view below = RestOfLine(SkipQuoteMarks(lines_[line + 1]));
    return IsAllOf(below, "|:- \t\v\f") && below.find('-') != std::string_view::npos &&
           below.find('|') != std::string_view::npos;
  });
}

bool SourceCursor::IsClosingFence(std::uint32_t line, std::span<const Container> containers) const {
  if (line >= line_count() || fence_.empty()) return false;
  std::size_t at = SkipBlanks(lines_[line]);
  for (const Container& container : containers) {
    const bool goes_on = container.is_quote ? At(at) == '>' : ColumnOf(at, line) >= container.content_column;
    if (!goes_on) break;
    if (container.is_quote) at = SkipBlanks(at + 1);
  }
  const std::string_view rest = RestOfLine(at);
  return rest.size() >= fence_.size() && IsAllOf(rest, fence_.substr(0, 1));
}

std::uint32_t SourceCursor::UnderlineBelow(std::uint32_t line, char mark) {
  for (std::uint32_t below = line + 1; below < line_count(); ++below) {
    if (IsUnderline(below, mark)) return below;
    ++wasted_lines_;
  }
  return line;
}

bool SourceCursor::IsUnderline(std::uint32_t line, char mark) const {
  return line < line_count() && IsAllOf(RestOfLine(SkipQuoteMarks(lines_[line])), {&mark, 1});
}

}  // namespace liftmark::markdown
