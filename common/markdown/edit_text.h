// Pieces of markdown source that edits are made of. Offsets are into the text that is given; a blank line is
// one of spaces and tabs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace liftmark::markdown {

// The line end that all lines of a document share; "\n" where they differ or there is none.
struct LineEnds {
  std::string_view end = "\n";
  bool are_uniform = true;

  explicit LineEnds(std::string_view source);
  // `text` in these line ends; as it is where the document has no one kind.
  std::string Apply(std::string_view text) const;
};

// What stands in a text between blank lines at its begin, and blank lines and rules ("---", which part
// sections) at its end. Both are 0 where nothing does.
struct Core {
  std::size_t begin = 0;
  std::size_t end = 0;  // before the last line's end
  bool empty() const { return begin == end; }
};
enum class LastRules : bool { kKeep, kLeaveOut };
Core FindCore(std::string_view text, LastRules rules);

// '-', '+' or '*' where `line` begins with a bullet, '1' where with a number, else 0.
char ListMark(std::string_view line);

// The line in `text` at `offset`, without its end.
std::string_view LineAt(std::string_view text, std::size_t offset);
// The last line of `text`, which does not end with a line end.
std::string_view LastLine(std::string_view text);

// `text` with every run of white space and control characters as one space, without any at its ends: it
// cannot begin a block of its own.
std::string OneLine(std::string_view text);

}  // namespace liftmark::markdown
