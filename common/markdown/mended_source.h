// What md4c is given in the place of a document's source: the same text, of the same length, with single
// characters exchanged so that CommonMark reads it as its author meant it (the mends of document.h).
//
// Because every byte keeps its place, md4c's pointers are offsets into the source too, and all text is taken
// from the source. Characters are exchanged for others of the same class, punctuation for punctuation, since
// emphasis depends on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace liftmark::markdown {

// What becomes of code fences that hold most of the document.
enum class LargeFences : std::uint8_t { kLookThrough, kKeep };

// Lines are counted from 0 here.
struct MendedSource {
  std::string text;
  std::vector<std::uint32_t> lines;  // where each begins; the last element is the size of the source
  std::uint32_t markdown_begin = 0;  // offset after a byte order mark and front matter
  // Lines of YAML front matter without its fences; both 0 where there is none.
  std::uint32_t front_begin = 0;
  std::uint32_t front_end = 0;

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(lines.size()) - 1; }
};

// False where `source`, which is UTF-8, would take md4c longer than linear time.
bool Mend(std::string_view source, LargeFences large_fences, MendedSource& mended);

}  // namespace liftmark::markdown
