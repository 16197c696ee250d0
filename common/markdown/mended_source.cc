#include "common/markdown/mended_source.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/markdown/bytes.h"
#include "common/markdown/document.h"

namespace liftmark::markdown {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// A list item's number has at most this many digits that count ("185. lbs" is text).
constexpr int kMaxItemDigits = 2;
constexpr int kMaxMarkDigits = 9;  // CommonMark's
constexpr std::size_t kBulletBytes = 3;
constexpr char kBulletLead = '\xE2';
constexpr std::size_t kMinFence = 3;
constexpr std::size_t kMinRule = 3;
constexpr std::size_t kMaxHeadingMarks = 6;
constexpr std::size_t kMaxFrontMatterLines = 64;
constexpr int kMaxReferences = 256;
// For each bracket md4c walks the lines of its paragraph from the first. What goes beyond this many steps in
// a document (milliseconds) is no link.
constexpr std::size_t kMaxBracketSteps = 8 << 20;

constexpr std::array<bool, 256> kInlineMarks = [] {
  std::array<bool, 256> marks{};
  for (const char c : std::string_view("*~[]|\n\r")) marks[static_cast<unsigned char>(c)] = true;
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

// Whether `text` begins with a sign that people use for a bullet, and goes on behind it. A sign alone stays:
// what md4c trims from the line would leave a part of it.
bool BeginsWithBulletSign(std::string_view text) {
  constexpr std::array<std::string_view, 7> kSigns = {"\u2022", "\u25CF", "\u25AA", "\u2023",
                                                      "\u25E6", "\u25CB", "\u25AB"};
  if (std::find(kSigns.begin(), kSigns.end(), text.substr(0, kBulletBytes)) == kSigns.end()) return false;
  const std::size_t behind = text.find_first_not_of(" \t", kBulletBytes);
  return behind != std::string_view::npos && !IsLineEnd(text[behind]);
}

bool IsTableUnderline(std::string_view line) {
  return line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|:- \t") == std::string_view::npos;
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
    if (large_fences == LargeFences::kLookThrough && IsMostlyFenced()) BlankFences();
    FindFrontMatter();
    return true;
  }

 private:
  // The lines that fence a day ("=== MONDAY ===") hold nothing themselves.
  bool IsMostlyFenced() const { return fenced_bytes_ * 2 + day_fence_bytes_ > source_.size(); }

  // The line at `begin`; returns the begin of the next one.
  std::size_t MendLine(std::size_t begin) {
    const std::size_t content = MendLineStart(begin);
    const std::size_t end = MendInline(content);
    if (At(content) == '#') MendHeadingEnd(content, end);
    MendTable(begin, content, end);
    header_ = depth_ == 0 && At(content) == '|' ? content : std::string_view::npos;
    is_parted_ = stands_alone_ || (content == end && !is_marked_);
    std::size_t next = end;
    if (end < source_.size()) next += source_[end] == '\r' && At(end + 1) == '\n' ? 2 : 1;
    if (in_fence_) {
      fenced_bytes_ += next - begin;
    } else if (source_.substr(begin).starts_with("===")) {
      day_fence_bytes_ += next - begin;
    }
    return next;
  }

  // Returns the end of the line's text.
  std::size_t MendInline(std::size_t at) {
    const bool begins_paragraph = is_parted_ || (is_marked_ && !IsLineEnd(At(at)));
    paragraph_lines_ = begins_paragraph ? 1 : paragraph_lines_ + 1;
    has_pipe_ = false;
    while (at < source_.size()) {
      const char c = source_[at];
      if (!kInlineMarks[static_cast<unsigned char>(c)]) {
        ++at;
      } else if (IsLineEnd(c)) {
        break;
      } else if (c == '[' || c == ']') {
        MendBracket(at++);
      } else if (c == '|') {
        has_pipe_ = true;
        ++at;
      } else {
        at = MendRun(at);
      }
    }
    return at;
  }

  // Quote and list marks and what follows them; returns where the line's text begins.
  std::size_t MendLineStart(std::size_t begin) {
    bool is_bulleted = false;
    is_marked_ = begins_block_ = stands_alone_ = false;
    std::size_t at = begin;
    for (depth_ = 0;; ++depth_) {
      while (IsBlankByte(At(at))) ++at;
      if (depth_ > kMaxDepth) {
        too_complex_ = true;
        return at;
      }
      const char c = At(at);
      if (c == '>') {
        ++at;
      } else if (c == '-' && !is_marked_ && MendDashes(at)) {
        begins_block_ = stands_alone_ = true;
        return at;
      } else if ((c == '-' || c == '+' || c == '*') && IsBlankByte(At(at + 1))) {
        is_bulleted = is_marked_ = begins_block_ = true;
        ++at;
      } else if (c == kBulletLead && BeginsWithBulletSign(source_.substr(at))) {
        // Marks of inner lists differ from those around them, since CommonMark asks for more indentation.
        Fill(at, kBulletBytes, ' ');
        text_[at] = (at - begin) / 2 % 2 == 0 ? '*' : '+';
        is_bulleted = is_marked_ = begins_block_ = true;
        at += kBulletBytes;
      } else if (IsDigit(c)) {
        const std::size_t after = MendNumber(at, is_bulleted);
        if (after == at) return at;
        is_marked_ = begins_block_ = true;
        at = after;
      } else {
        if (c == '`' || c == '~') MendFence(at, depth_ > 0, at > begin);
        if (c == '#') MendHash(at);
        return at;
      }
    }
  }

  // A line of dashes and blanks is a rule, never the underline of a heading; "-" and "--" below text are
  // nothing. Returns whether the line was one of them.
  bool MendDashes(std::size_t at) {
    std::size_t end = at;
    std::size_t dashes = 0;
    for (; At(end) == '-' || IsBlankByte(At(end)); ++end) dashes += At(end) == '-' ? 1 : 0;
    if (!IsLineEnd(At(end))) return false;
    const bool is_rule = dashes >= kMinRule;
    if (!is_rule && is_parted_) return false;
    for (; at < end; ++at) {
      if (text_[at] == '-') text_[at] = is_rule ? '*' : ' ';
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
    Fill(at, end - at, '0');
    text_[end - 1] = '1';
    return end + 1;
  }

  // A line that begins with backticks or tildes. md4c 0.4.8 takes these for a closing fence's where a fence
  // ended with its quote or list on the line above, and reads what follows as if it began the line: below
  // such a fence they are exchanged, unless they are a fence of their own.
  void MendFence(std::size_t at, bool is_marked, bool may_be_contained) {
    const char mark = source_[at];
    const std::size_t begin = at;
    while (At(at) == mark) ++at;
    const std::size_t size = at - begin;
    const std::size_t end = std::min(source_.find_first_of("\r\n", at), source_.size());
    const std::string_view info = source_.substr(at, end - at);
    const bool has_info = info.find_first_not_of(" \t") != std::string_view::npos;
    // md4c 0.4.8 lets blanks follow a closing fence, but no tabs.
    if (!has_info) Fill(at, info.size(), ' ');
    const bool opens = size >= kMinFence && (mark == '~' || info.find('`') == std::string_view::npos);
    if (contains_fence_) {
      if (!opens) Fill(begin, size, '\'');
      if (opens && has_info) Fill(at, info.size(), 'x');
    }
    if (!opens) return;
    begins_block_ = true;
    contains_fence_ = contains_fence_ || may_be_contained;
    if (in_fence_ ? mark != fence_mark_ || size < fence_size_ || has_info : is_marked) return;
    in_fence_ = !in_fence_;
    fence_mark_ = mark;
    fence_size_ = size;
    fence_lines_.push_back(static_cast<std::uint32_t>(out_.lines.size() - 1));
  }

  // Two to six marks are a heading, with a space behind them or without; "#legday" is text.
  void MendHash(std::size_t at) {
    const std::size_t size = std::min(source_.find_first_not_of('#', at), source_.size()) - at;
    begins_block_ = size == 1 ? IsBlankByte(At(at + 1)) || IsLineEnd(At(at + 1)) : size <= kMaxHeadingMarks;
    stands_alone_ = begins_block_;
    if (size == 1 && !begins_block_) text_[at] = '%';
  }

  // "## Bench 225#" keeps its last mark.
  void MendHeadingEnd(std::size_t begin, std::size_t end) {
    while (end > begin && IsBlankByte(source_[end - 1])) --end;
    std::size_t marks = end;
    while (marks > begin && source_[marks - 1] == '#') --marks;
    if (marks > begin && !IsBlankByte(source_[marks - 1])) Fill(marks, end - marks, '%');
  }

  // A table begins below a line of text, too, and ends at a line that begins another block or has no pipe:
  // where a blank line is missing, a byte that says nothing becomes its line end.
  void MendTable(std::size_t begin, std::size_t content, std::size_t end) {
    if (in_fence_ || (content == end && !is_marked_)) {
      in_table_ = false;
    } else if (in_table_ && (begins_block_ || !has_pipe_)) {
      in_table_ = false;
      if (begin < 2 || IsOnlyPipe(begin - 2)) return;
      const char last = source_[begin - 2];
      if (last == '\r' || last == '|' || IsBlankByte(last)) text_[begin - 2] = '\n';
    } else if (!in_table_ && has_pipe_ && IsTableUnderline(source_.substr(content, end - content))) {
      in_table_ = !is_parted_;
      if (paragraph_lines_ > 2 && header_ != std::string_view::npos && !BeginsBlock(header_ + 1)) {
        text_[header_] = '\n';
      }
    }
  }

  // Whether the line above would be no underline of a table without the byte at `at`.
  bool IsOnlyPipe(std::size_t at) const {
    const std::string_view above = Line(out_.lines.size() - 2);
    return source_[at] == '|' && IsTableUnderline(above) && std::count(above.begin(), above.end(), '|') == 1;
  }

  // Whether the text at `at` would be more than a paragraph if a line began there.
  bool BeginsBlock(std::size_t at) const {
    while (IsBlankByte(At(at))) ++at;
    const char c = At(at);
    if (c == '*') {
      const std::size_t end = source_.find_first_not_of('*', at);
      return end - at > 2 || IsBlankByte(At(end)) || IsLineEnd(At(end));
    }
    return IsDigit(c) || std::string_view("#>-+`~_<").find(c) != std::string_view::npos;
  }

  void Fill(std::size_t at, std::size_t size, char c) {
    std::fill_n(text_.begin() + static_cast<std::ptrdiff_t>(at), size, c);
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

  // The line that is being mended.
  int depth_ = 0;              // quote and list marks at its begin
  bool is_marked_ = false;     // has a list mark
  bool begins_block_ = false;  // for sure
  bool stands_alone_ = false;  // a heading or a rule
  bool has_pipe_ = false;

  // What stands above it.
  bool is_parted_ = true;                        // no text that the line could continue
  std::size_t header_ = std::string_view::npos;  // the pipe that begins the line before
  bool in_table_ = false;
  std::size_t paragraph_lines_ = 0;
  std::size_t bracket_steps_ = 0;
  int references_ = 0;
  bool contains_fence_ = false;  // perhaps, a quote or a list above
  bool in_fence_ = false;
  char fence_mark_ = 0;
  std::size_t fence_size_ = 0;
  std::size_t fenced_bytes_ = 0;
  std::size_t day_fence_bytes_ = 0;
  std::vector<std::uint32_t> fence_lines_;
};

}  // namespace

bool Mend(std::string_view source, LargeFences large_fences, MendedSource& mended) {
  return Mender(source, mended).Run(large_fences);
}

}  // namespace liftmark::markdown
