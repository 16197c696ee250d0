#include "common/documents/cache_explanation.h"

#include <string>

#include "common/markdown/document.h"

namespace liftmark::documents {

namespace pb = liftmark::document::v1;

namespace {

pb::BlockKind KindOf(const markdown::Block& block) {
  switch (block.kind) {
    case markdown::BlockKind::kHeading:
      return pb::BLOCK_KIND_HEADING;
    case markdown::BlockKind::kParagraph:
      return pb::BLOCK_KIND_PARAGRAPH;
    case markdown::BlockKind::kItem:
      return pb::BLOCK_KIND_ITEM;
    case markdown::BlockKind::kTableRow:
      return pb::BLOCK_KIND_TABLE_ROW;
    case markdown::BlockKind::kCode:
      return pb::BLOCK_KIND_CODE;
    case markdown::BlockKind::kRule:
      return pb::BLOCK_KIND_RULE;
  }
  return pb::BLOCK_KIND_UNSPECIFIED;
}

}  // namespace

void ParseToProto(std::string_view markdown, google::protobuf::RepeatedPtrField<pb::ParsedBlock>& blocks) {
  const absl::StatusOr<markdown::Document> document = markdown::Parse(markdown);
  if (!document.ok()) return;
  for (const markdown::Block& block : document->blocks()) {
    pb::ParsedBlock& message = *blocks.Add();
    message.set_line(block.line);
    message.set_kind(KindOf(block));
    message.set_level(block.level);
    message.set_depth(block.depth);
    for (const markdown::Line& line : block.lines) message.add_texts(std::string(line.text));
  }
}

}  // namespace liftmark::documents
