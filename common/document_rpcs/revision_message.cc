#include "common/document_rpcs/revision_message.h"

#include "common/rpc/timestamp.h"

namespace liftmark::document_rpcs {

void ToProto(const documents::StoredRevision& revision, liftmark::document::v1::Revision& message) {
  message.set_revision(revision.revision);
  message.set_author(revision.author);
  if (revision.invocation_id.has_value()) message.set_invocation_id(*revision.invocation_id);
  *message.mutable_created_at() = rpc::ToTimestamp(revision.created_at);
  message.set_bytes(static_cast<std::uint32_t>(revision.bytes));
}

}  // namespace liftmark::document_rpcs
