#include "common/documents/revisions.h"

namespace liftmark::documents {

absl::Status RevisionNotFound(std::int64_t revision) {
  return Error(absl::StatusCode::kNotFound, "REVISION_NOT_FOUND", "the document has no such revision",
               {{"revision", absl::StrCat(revision)}});
}

StoredRevision ParseRevision(const pg::Row& row) {
  StoredRevision stored;
  stored.revision = row.Get<std::int64_t>(0);
  stored.author = row.Get<std::string>(1);
  stored.invocation_id = row.Get<std::optional<std::string>>(2);
  stored.created_at = row.Get<absl::Time>(3);
  stored.bytes = row.Get<std::int64_t>(4);
  return stored;
}

}  // namespace liftmark::documents
