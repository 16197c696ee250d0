#include "common/markdown/rendered_text.h"

#include <algorithm>
#include <cstring>

#include "common/markdown/bytes.h"
#include "common/markdown/utf8.h"

namespace liftmark::markdown {

namespace {

bool IsAscii(std::string_view text) {
  unsigned char all = 0;  // no early end: the compiler tests many bytes at once
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

std::string_view WithoutLeadingBlanks(std::string_view text) {
  for (Rune rune = RuneAt(text, 0);
       IsBlankByte(static_cast<char>(rune.code)) || PlainCharacter(rune.code) == ' ';
       rune = RuneAt(text, 0)) {
    text.remove_prefix(rune.size);
  }
  return text;
}

// Writes `text` at `out`, hyphens and spaces in ASCII; returns the bytes written, at most those of `text`.
std::size_t WritePlain(std::string_view text, char* out) {
  if (IsAscii(text)) {
    std::memcpy(out, text.data(), text.size());
    return text.size();
  }
  std::size_t written = 0;
  for (std::size_t position = 0; position < text.size();) {
    const Rune rune = RuneAt(text, position);
    if (const char plain = rune.size > 1 ? PlainCharacter(rune.code) : '\0'; plain != '\0') {
      out[written++] = plain;
    } else {
      std::memcpy(out + written, text.data() + position, rune.size);
      written += rune.size;
    }
    position += rune.size;
  }
  return written;
}

}  // namespace

void RenderedText::Append(std::string_view text, bool is_strong) {
  if (line_is_empty() || IsBlankByte(text_[size_ - 1])) text = WithoutLeadingBlanks(text);
  text = text.substr(0, capacity_ - size_);
  const std::size_t written = WritePlain(text, text_.get() + size_);
  if (is_strong && strong_end_ == size_) strong_end_ += written;
  size_ += written;
}

void RenderedText::AppendHtml(std::string_view html) {
  while (!html.empty()) {
    if (html_ == Html::kText) {
      const std::size_t tag = std::min(html.find('<'), html.size());
      Append(html.substr(0, tag), false);
      html.remove_prefix(tag);
      if (!html.empty()) html_ = html.starts_with("<!--") ? Html::kComment : Html::kTag;
    } else {
      const std::string_view end = html_ == Html::kComment ? "-->" : ">";
      const std::size_t close = html.find(end);
      if (close == std::string_view::npos) return;
      html.remove_prefix(close + end.size());
      html_ = Html::kText;
    }
  }
}

RenderedText::Line RenderedText::line() const {
  std::size_t end = size_;
  while (end > line_begin_ && IsBlankByte(text_[end - 1])) --end;
  return {{text_.get() + line_begin_, end - line_begin_},
          static_cast<std::uint32_t>(std::min(strong_end_, end) - line_begin_)};
}

}  // namespace liftmark::markdown
