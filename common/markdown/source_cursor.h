// Follows md4c through the source. md4c says where text is, but not where the mark of a list item, a rule, a
// fence or an empty heading is: those are looked for from the end of what came before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "common/markdown/mended_source.h"

namespace liftmark::markdown {

// Lines are counted from 0. Each Find moves forward to the thing and makes its line current; where md4c sees
// one that is not there, it returns false and moves to the next line.
class SourceCursor {
 public:
  explicit SourceCursor(const MendedSource& mended)
      : text_(mended.text), lines_(mended.lines), at_(mended.markdown_begin), line_(LineOf(at_)) {}

  std::uint32_t line() const { return line_; }

  // Text of md4c at [begin, end): moves behind it.
  void MoveBehind(std::size_t begin, std::size_t end);
  // To the line after `line`, or the end.
  void MoveBelow(std::uint32_t line);

  // Over the rest of a line of code, blank or not, as md4c sees lines: a mended one may be two. Returns the
  // last line that is passed whole.
  std::uint32_t PassLine();

  // The next list mark: `mark` is '-', '+' or '*', or what stands after the digits of a number.
  struct Mark {
    std::uint32_t offset = 0;
    std::uint32_t column = 0;
    std::uint32_t content_column = 0;
  };
  bool FindMark(char mark, Mark& found);
  bool FindRule();
  bool FindFence(char mark);
  bool FindEmptyHeading();
  bool FindTable();

  // A quote, or a list with the column of what its last item holds.
  struct Container {
    bool is_quote = false;
    std::uint32_t content_column = 0;
  };
  // Whether `line` ends the code below the fence that was looked for last. In md4c 0.4.8 it does so also
  // where it leaves some of the `containers` that hold the code, but not where it enters others.
  bool IsClosingFence(std::uint32_t line, std::span<const Container> containers) const;
  // Whether `line`, without quote marks, is an underline of `mark`.
  bool IsUnderline(std::uint32_t line, char mark) const;

  // The underline, of `mark`, of a heading whose text ends in `line`, or `line` where md4c sees one that is
  // not there. It stands lower than the next line where lines hold marks alone, such as the end of a code
  // span.
  std::uint32_t UnderlineBelow(std::uint32_t line, char mark);

  // Lines that were searched in vain.
  std::size_t wasted_lines() const { return wasted_lines_; }

 private:
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(lines_.size()) - 1; }
  std::uint32_t LineOf(std::size_t offset) const;
  char At(std::size_t at) const { return at < text_.size() ? text_[at] : '\n'; }
  std::size_t SkipBlanks(std::size_t at) const;
  std::size_t SkipQuoteMarks(std::size_t at) const;
  // The column of `at`, which stands in `line`.
  std::uint32_t ColumnOf(std::size_t at, std::uint32_t line) const;
  // `text` up to the end of the line, without blanks at its end.
  std::string_view RestOfLine(std::size_t at) const;
  template <class Matches>
  bool Find(Matches matches);

  std::string_view text_;
  const std::vector<std::uint32_t>& lines_;
  std::size_t at_;
  std::uint32_t line_;
  bool behind_text_ = false;
  std::string_view fence_;  // the marks of the last one
  std::size_t wasted_lines_ = 0;
};

}  // namespace liftmark::markdown
