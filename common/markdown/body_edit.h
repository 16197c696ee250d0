// The body of a section after an edit; the rules stand in sections.h.
#pragma once

#include <string>
#include <string_view>

#include "common/markdown/edit_text.h"
#include "common/markdown/sections.h"

namespace liftmark::markdown {

// Points into `source`.
class BodyEdit {
 public:
  // `body` follows `heading`.
  BodyEdit(std::string_view source, SourceRange heading, SourceRange body);

  // What takes the place of the body; not for kDelete.
  std::string Apply(EditKind kind, std::string_view text) const;

 private:
  std::string Surrounded(std::string_view core) const;
  std::string Emptied() const;
  std::string Filled(std::string_view core) const;

  LineEnds ends_;
  std::string_view body_;
  bool heading_ends_;  // with a line end
  bool is_last_;       // nothing follows in the source
  Core core_;
  std::string_view rules_;  // at the end, with what stands between and behind them
};

}  // namespace liftmark::markdown
