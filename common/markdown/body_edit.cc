#include "common/markdown/body_edit.h"

#include "common/markdown/lines.h"

namespace liftmark::markdown {
namespace {

std::string_view Slice(std::string_view source, SourceRange range) {
  return source.substr(range.begin, range.end - range.begin);
}

// Where the rules at the end of `body` begin; its end where there is none.
std::size_t FindRules(std::string_view body, Core core) {
  const Core rules = FindCore(body.substr(core.end), LastRules::kKeep);
  return rules.empty() ? body.size() : core.end + rules.begin;
}

// Bytes of the first line of `text`, which is blank, with its end; 0 where it has none.
std::size_t LineEnd(std::string_view text) {
  return text.find_first_of("\r\n") == std::string_view::npos ? 0 : NextLine(text, 0);
}

int CountLineEnds(std::string_view text) {
  int count = 0;
  for (std::size_t line = LineEnd(text); line > 0; line = LineEnd(text)) {
    text.remove_prefix(line);
    ++count;
  }
  return count;
}

// One blank line between, or none where the second continues a list that the first ends with.
std::string Join(std::string_view first, std::string_view second, std::string_view line_end) {
  const char mark = ListMark(LastLine(first));
  const bool is_list = mark != 0 && mark == ListMark(LineAt(second, 0));
  std::string joined(first);
  joined += line_end;
  if (!is_list) joined += line_end;
  return joined += second;
}

}  // namespace

BodyEdit::BodyEdit(std::string_view source, SourceRange heading, SourceRange body)
    : ends_(source),
      body_(Slice(source, body)),
      heading_ends_(Slice(source, heading).find_first_of("\r\n") != std::string_view::npos),
      is_last_(body.end == source.size()),
      core_(FindCore(body_, LastRules::kLeaveOut)),
      rules_(body_.substr(FindRules(body_, core_))) {}

std::string BodyEdit::Apply(EditKind kind, std::string_view text) const {
  const bool is_inside = kind == EditKind::kPrepend;
  const Core core = FindCore(text, is_inside ? LastRules::kKeep : LastRules::kLeaveOut);
  const std::string added = ends_.Apply(text.substr(core.begin, core.end - core.begin));
  if (added.empty()) return kind == EditKind::kReplace ? Emptied() : std::string(body_);
  if (core_.empty()) return Filled(added);
  const std::string_view old = body_.substr(core_.begin, core_.end - core_.begin);
  switch (kind) {
    case EditKind::kAppend:
      return Surrounded(Join(old, added, ends_.end));
    case EditKind::kPrepend:
      return Surrounded(Join(added, old, ends_.end));
    default:
      return Surrounded(added);
  }
}

std::string BodyEdit::Surrounded(std::string_view core) const {
  std::string body(body_.substr(0, core_.begin));
  body += core;
  return body += body_.substr(core_.end);
}

std::string BodyEdit::Emptied() const {
  if (core_.empty()) return std::string(body_);
  std::string body;
  if (!is_last_ || !rules_.empty()) body += ends_.end;
  return body += rules_;
}

std::string BodyEdit::Filled(std::string_view core) const {
  // The blank lines that are there are used: the first above the text, the others below it.
  const std::string_view blank = body_.substr(0, body_.size() - rules_.size());
  const std::size_t first = LineEnd(blank);
  const std::string_view below = blank.substr(first);
  const int wanted = !heading_ends_ ? 0 : is_last_ && rules_.empty() ? 1 : 2;

  std::string body;
  if (!heading_ends_) body += ends_.end;
  body += first == 0 ? ends_.end : blank.substr(0, first);
  body += core;
  for (int have = CountLineEnds(below); have < wanted; ++have) body += ends_.end;
  body += below;
  return body += rules_;
}

}  // namespace liftmark::markdown
