#include "common/markdown/document.h"

#include <utility>

#include "common/markdown/reader.h"
#include "common/markdown/utf8.h"
#include "common/status/status.h"

namespace liftmark::markdown {

struct Document::Storage {
  Blocks blocks;
};

Document::Document(std::unique_ptr<Storage> storage) : storage_(std::move(storage)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

std::span<const Block> Document::blocks() const { return storage_->blocks.blocks; }

absl::Status CheckText(std::string_view source) {
  const auto error = [](std::string_view reason, std::string_view message) {
    return Error(absl::StatusCode::kInvalidArgument, reason, message);
  };
  if (source.size() > kMaxBytes) return error("MARKDOWN_TOO_LARGE", "the markdown is larger than 256 KiB");
  if (source.find('\0') != std::string_view::npos)
    return error("MARKDOWN_HAS_NUL", "the markdown holds a NUL");
  if (!IsUtf8(source)) return error("MARKDOWN_NOT_UTF8", "the markdown is not valid UTF-8");
  if (IsBlank(source)) return error("MARKDOWN_BLANK", "the markdown is blank");
  return absl::OkStatus();
}

absl::StatusOr<Document> Parse(std::string_view source) {
  absl::StatusOr<Blocks> blocks = ReadBlocks(source, LargeFences::kLookThrough);
  if (!blocks.ok()) return blocks.status();
  return Document(std::make_unique<Document::Storage>(Document::Storage{*std::move(blocks)}));
}

}  // namespace liftmark::markdown
