#include "common/markdown/rendered_text.h"

#include <algorithm>
#include <cstring>

#include "common/markdown/bytes.h"

namespace liftmark::markdown {

void RenderedText::Append(std::string_view text, bool is_strong) {
  if (line_is_empty() || IsBlankByte(text_[size_ - 1])) {
    while (!text.empty() && IsBlankByte(text.front())) text.remove_prefix(1);
  }
  text = text.substr(0, capacity_ - size_);
  std::memcpy(text_.get() + size_, text.data(), text.size());
  if (is_strong && strong_end_ == size_) strong_end_ += text.size();
  size_ += text.size();
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
