#include "common/markdown/mended_source.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/markdown/document.h"

namespace liftmark::markdown {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// A list item's number has at most this many digits that count ("185. lbs" is text).
constexpr int kMaxItemDigits = 2;
constexpr int kMaxMarkDigits = 9;  // CommonMark's
constexpr std::size_t kMinFence = 3;
constexpr std::size_t kMaxFrontMatterLines = 64;
constexpr int kMaxReferences = 256;
// For each bracket md4c walks the lines of its paragraph from the first. What goes beyond this many steps in
// a document (milliseconds) is no link.
constexpr std::size_t kMaxBracketSteps = 8 << 20;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlnum(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsBlankByte(char c) { return c == ' ' || c == '\t'; }
bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }

constexpr std::array<bool, 256> kInlineMarks = [] {
  std::array<bool, 256> marks{};
  for (const char c : std::string_view("*~[]\n\r")) marks[static_cast<unsigned char>(c)] = true;
  return marks;
}();

// What a link reference definition points to where a person means one. "[ACTIVE]: knee" is text.
bool IsAddress(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) return false;
  text.remove_prefix(start);
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("mailto:") ||
         text.starts_with('/') || text.starts_with('<') || text.starts_with('#');
}

class Mender {
 public:
  Mender(std::string_view source, MendedSource& out) : source_(source), text_(out.text), out_(out) {}

  bool Run(LargeFences large_fences) {
    text_.assign(source_);
    out_.lines.reserve(source_.size() / 32 + 2);
    std::size_t at = source_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    out_.markdown_begin = static_cast<std::uint32_t>(at);
    out_.lines.push_back(0);
    while (at < source_.size()) {
      const std::size_t end = MendLine(at);
      if (too_complex_) return false;
      at = end;
      if (at < source_.size()) out_.lines.push_back(static_cast<std::uint32_t>(at));
    }
    out_.lines.push_back(static_cast<std::uint32_t>(source_.size()));
    if (large_fences == LargeFences::kLookThrough && fenced_bytes_ * 2 > source_.size()) BlankFences();
    FindFrontMatter();
    return true;
  }

 private:
  // The line at `begin`; returns the begin of the next one.
  std::size_t MendLine(std::size_t begin) {
    const std::size_t content = MendLineStart(begin);
    const bool begins_block = previous_is_blank_ || (is_marked_ && !IsLineEnd(At(content)));
    paragraph_lines_ = begins_block ? 1 : paragraph_lines_ + 1;
    std::size_t at = content;
    while (at < source_.size()) {
      const char c = source_[at];
      if (!kInlineMarks[static_cast<unsigned char>(c)]) {
        ++at;
      } else if (IsLineEnd(c)) {
        break;
      } else if (c == '[' || c == ']') {
        MendBracket(at++);
      } else {
        at = MendRun(at);
      }
    }
    previous_is_blank_ = content == at && !is_marked_;
    if (at < source_.size()) at += source_[at] == '\r' && At(at + 1) == '\n' ? 2 : 1;
    if (in_fence_) fenced_bytes_ += at - begin;
    return at;
  }

  // Quote and list marks and what follows them; returns where the line's text begins.
  std::size_t MendLineStart(std::size_t at) {
    const auto line = static_cast<std::uint32_t>(out_.lines.size() - 1);
    bool is_bulleted = false;
    is_marked_ = false;
    for (int depth = 0;; ++depth) {
      while (IsBlankByte(At(at))) ++at;
      if (depth > kMaxDepth) {
        too_complex_ = true;
        return at;
      }
      const char c = At(at);
      if (c == '>') {
        ++at;
      } else if (c == '-' && MendDashes(at)) {
        return at;
      } else if ((c == '-' || c == '+' || c == '*') && IsBlankByte(At(at + 1))) {
        is_bulleted = is_marked_ = true;
        ++at;
      } else if (IsDigit(c)) {
        const std::size_t after = MendNumber(at, is_bulleted);
        if (after == at) return at;
        is_marked_ = true;
        at = after;
      } else {
        if ((c == '`' || c == '~') && depth == 0) MendFence(at, line);
        // Two or more are a heading, with a space or without; "#legday" is text.
        if (c == '#' && At(at + 1) != '#' && !IsBlankByte(At(at + 1)) && !IsLineEnd(At(at + 1)))
          text_[at] = '%';
        return at;
      }
    }
  }

  // A line of dashes only is a rule, never the underline of a heading. Returns whether it was one.
  bool MendDashes(std::size_t at) {
    std::size_t end = at;
    while (At(end) == '-') ++end;
    const std::size_t dashes = end - at;
    while (IsBlankByte(At(end))) ++end;
    if (end < source_.size() && !IsLineEnd(source_[end])) return false;
    if (dashes >= 3) {
      std::fill_n(text_.begin() + static_cast<std::ptrdiff_t>(at), dashes, '*');
    } else if (!previous_is_blank_) {
      std::fill_n(text_.begin() + static_cast<std::ptrdiff_t>(at), dashes, ' ');
    }
    return true;
  }

  // "3." becomes "1.", since only 1 may begin a list below text; the reader takes the number from the
  // source. "185." becomes "185,", and so does any number behind a bullet ("- 95. lbs"). Returns the offset
  // after the mark, or `at` where there is none.
  std::size_t MendNumber(std::size_t at, bool is_bulleted) {
    std::size_t end = at;
    while (IsDigit(At(end)) && end - at <= kMaxMarkDigits) ++end;
    const char mark = At(end);
    if (mark != '.' && mark != ')') return at;
    if (end + 1 < source_.size() && !IsBlankByte(source_[end + 1]) && !IsLineEnd(source_[end + 1])) return at;
    const std::size_t digits = std::min(source_.find_first_not_of('0', at), end);
    if (is_bulleted || end - digits > kMaxItemDigits) {
      text_[end] = mark == '.' ? ',' : ';';
      return at;
    }
    std::fill(text_.begin() + static_cast<std::ptrdiff_t>(at),
              text_.begin() + static_cast<std::ptrdiff_t>(end), '0');
    text_[end - 1] = '1';
    return end + 1;
  }

  void MendFence(std::size_t at, std::uint32_t line) {
    const char mark = source_[at];
    std::size_t end = at;
    while (At(end) == mark) ++end;
    const std::size_t size = end - at;
    if (in_fence_) {
      while (IsBlankByte(At(end))) ++end;
      const bool closes =
          mark == fence_mark_ && size >= fence_size_ && (end >= source_.size() || IsLineEnd(source_[end]));
      if (!closes) return;
      in_fence_ = false;
    } else {
      if (size < kMinFence) return;
      const std::size_t line_end = std::min(source_.find_first_of("\r\n", end), source_.size());
      if (mark == '`' && source_.substr(end, line_end - end).find('`') != std::string_view::npos) return;
      in_fence_ = true;
      fence_mark_ = mark;
      fence_size_ = size;
    }
    fence_lines_.push_back(line);
  }

  // "3*8" and "5*5*5" keep their asterisks, "~60 min (~45)" its tildes, and "**Rest:**90 s" is bold.
  std::size_t MendRun(std::size_t at) {
    const char mark = source_[at];
    std::size_t end = at + 1;
    while (At(end) == mark) ++end;
    if (mark == '~') {
      if (end - at == 1) text_[at] = '%';
    } else if (at > 0) {
      const char before = source_[at - 1];
      if (end - at == 1 && IsDigit(before) && IsDigit(At(end))) text_[at] = 'x';
      if (end - at == 2 && before == ':' && IsAlnum(At(end))) text_[at - 1] = 'x';
    }
    return end;
  }

  // "[ACTIVE]: knee" is text, and so are brackets that would take too long to pair.
  void MendBracket(std::size_t at) {
    const bool closes = source_[at] == ']';
    bracket_steps_ += paragraph_lines_;
    if (bracket_steps_ > kMaxBracketSteps) text_[at] = closes ? ')' : '(';
    if (!closes || At(at + 1) != ':') return;
    if (!IsAddress(source_.substr(at + 2)) || ++references_ > kMaxReferences) text_[at + 1] = ';';
  }

  void BlankFences() {
    for (const std::uint32_t line : fence_lines_) {
      for (std::size_t at = out_.lines[line]; at < out_.lines[line + 1]; ++at) {
        if (!IsLineEnd(text_[at])) text_[at] = ' ';
      }
    }
  }

  std::string_view Line(std::size_t line) const {
    const std::size_t begin = std::max(out_.lines[line], out_.markdown_begin);
    std::string_view text = source_.substr(begin, out_.lines[line + 1] - begin);
    while (!text.empty() && (IsLineEnd(text.back()) || IsBlankByte(text.back()))) text.remove_suffix(1);
    return text;
  }

  void FindFrontMatter() {
    const std::size_t first_mark = text_.find_first_not_of(" \t\r\n", out_.markdown_begin);
    if (first_mark == std::string::npos || source_[first_mark] != '-') return;
    const auto above = std::upper_bound(out_.lines.begin(), out_.lines.end() - 1, first_mark) - 1;
    const auto first = static_cast<std::uint32_t>(above - out_.lines.begin());
    if (Line(first) != "---") return;
    const std::uint32_t limit = std::min<std::uint32_t>(out_.line_count(), first + kMaxFrontMatterLines);
    for (std::uint32_t line = first + 1; line < limit; ++line) {
      const std::string_view text = Line(line);
      if ((text == "---" || text == "...") && line > first + 1) {
        out_.front_begin = first + 1;
        out_.front_end = line;
        out_.markdown_begin = out_.lines[line + 1];
        return;
      }
      const bool continues =
          line > first + 1 && !text.empty() && (IsBlankByte(text[0]) || text.starts_with("- "));
      const std::size_t colon = text.find(':');
      const bool key = colon != std::string_view::npos && colon > 0 && IsAlnum(text[0]) &&
                       (colon + 1 == text.size() || text[colon + 1] == ' ');
      if (!key && !continues) return;
    }
  }

  char At(std::size_t at) const { return at < source_.size() ? source_[at] : '\n'; }

  std::string_view source_;
  std::string& text_;
  MendedSource& out_;
  bool too_complex_ = false;
  bool previous_is_blank_ = true;
  bool is_marked_ = false;  // the line begins with a list mark
  std::size_t paragraph_lines_ = 0;
  std::size_t bracket_steps_ = 0;
  bool in_fence_ = false;
  char fence_mark_ = 0;
  std::size_t fence_size_ = 0;
  std::size_t fenced_bytes_ = 0;
  std::vector<std::uint32_t> fence_lines_;
  int references_ = 0;
};

}  // namespace

bool Mend(std::string_view source, LargeFences large_fences, MendedSource& mended) {
  return Mender(source, mended).Run(large_fences);
}

}  // namespace liftmark::markdown
