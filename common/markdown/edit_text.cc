#include "common/markdown/edit_text.h"

#include <algorithm>

#include "common/markdown/bytes.h"
#include "common/markdown/utf8.h"

namespace liftmark::markdown {
namespace {

constexpr std::string_view kBlank = " \t";
constexpr std::string_view kLineEnd = "\r\n";

bool IsRule(std::string_view line) {
  const std::size_t first = line.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return false;
  const char mark = line[first];
  if (mark != '-' && mark != '*' && mark != '_') return false;
  const char allowed[] = {mark, ' ', '\t'};
  return line.find_first_not_of(std::string_view(allowed, sizeof allowed)) == std::string_view::npos &&
         std::count(line.begin(), line.end(), mark) >= 3;
}

// Where the last line of `text` that is not blank begins and ends.
Core LastContentLine(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos) return {};
  const std::size_t before = text.find_last_of(kLineEnd, last);
  return {before == std::string_view::npos ? 0 : before + 1,
          std::min(text.find_first_of(kLineEnd, last), text.size())};
}

std::string_view Within(std::string_view text, const Core& range) {
  return text.substr(range.begin, range.end - range.begin);
}

}  // namespace

LineEnds::LineEnds(std::string_view source) {
  std::size_t crlf = 0;
  std::size_t other = 0;
  for (std::size_t at = source.find_first_of(kLineEnd); at != std::string_view::npos;
       at = source.find_first_of(kLineEnd, at)) {
    const bool is_crlf = source.substr(at, 2) == "\r\n";
    are_uniform = are_uniform && (is_crlf || source[at] == '\n');
    ++(is_crlf ? crlf : other);
    at += is_crlf ? 2 : 1;
  }
  are_uniform = are_uniform && (crlf == 0 || other == 0);
  if (are_uniform && crlf > 0) end = "\r\n";
}

std::string LineEnds::Apply(std::string_view text) const {
  if (!are_uniform) return std::string(text);
  std::string applied;
  applied.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r' && text[at] != '\n') {
      applied.push_back(text[at]);
      continue;
    }
    if (text.substr(at, 2) == "\r\n") ++at;
    applied += end;
  }
  return applied;
}

Core FindCore(std::string_view text, LastRules rules) {
  Core last = LastContentLine(text);
  while (rules == LastRules::kLeaveOut && IsRule(Within(text, last))) {
    last = LastContentLine(text.substr(0, last.begin));
  }
  if (last.empty()) return {};
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const std::size_t before = text.find_last_of(kLineEnd, first);
  return {before == std::string_view::npos ? 0 : before + 1, last.end};
}

char ListMark(std::string_view line) {
  const std::size_t first = line.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return 0;
  line.remove_prefix(first);
  const auto is_mark_end = [&](std::size_t at) { return at == line.size() || IsBlankByte(line[at]); };
  if (line[0] == '-' || line[0] == '+' || line[0] == '*')
    return is_mark_end(1) && !IsRule(line) ? line[0] : 0;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool is_number = digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  return is_number && is_mark_end(digits + 1) ? '1' : 0;
}

std::string_view LineAt(std::string_view text, std::size_t offset) {
  return text.substr(offset, text.find_first_of(kLineEnd, offset) - offset);
}

std::string_view LastLine(std::string_view text) {
  const std::size_t before = text.find_last_of(kLineEnd);
  return before == std::string_view::npos ? text : text.substr(before + 1);
}

std::string OneLine(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = RuneAt(text, at);
    const bool is_space = rune.code <= ' ' || rune.code == 0x7F || rune.code == 0x85 || rune.code == 0x2028 ||
                          rune.code == 0x2029;
    if (is_space) {
      gap = !line.empty();
    } else {
      if (gap) line.push_back(' ');
      gap = false;
      line += text.substr(at, rune.size);
    }
    at += rune.size;
  }
  return line;
}

}  // namespace liftmark::markdown
