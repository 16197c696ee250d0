// The rendered text of a document, written line by line into one piece of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace liftmark::markdown {

class RenderedText {
 public:
  // `capacity` in bytes: the size of the source, since what is rendered is never longer.
  explicit RenderedText(std::size_t capacity) : text_(new char[capacity]), capacity_(capacity) {}

  void BeginLine() { line_begin_ = strong_end_ = size_; }
  bool line_is_empty() const { return size_ == line_begin_; }

  // Blanks at the begin of a line and behind other blanks are left out; hyphens and spaces of other kinds
  // become those of ASCII.
  void Append(std::string_view text, bool is_strong);

  // A piece of an HTML block, without its tags and comments; these may go on in the next piece.
  void BeginHtml() { html_ = Html::kText; }
  void AppendHtml(std::string_view html);

  struct Line {
    std::string_view text;     // without blanks at its end; stays where it is
    std::uint32_t strong = 0;  // bytes of the bold run that begins it
  };
  Line line() const;

  // The memory that all lines are in.
  std::unique_ptr<char[]> Release() { return std::move(text_); }

 private:
  enum class Html : std::uint8_t { kText, kTag, kComment };

  std::unique_ptr<char[]> text_;
  std::size_t capacity_;
  std::size_t size_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t strong_end_ = 0;
  Html html_ = Html::kText;
};

}  // namespace liftmark::markdown
