// Revisions as messages.
#pragma once

#include "common/documents/revisions.h"
#include "liftmark/document/v1/document.pb.h"

namespace liftmark::document_rpcs {

void ToProto(const documents::StoredRevision& revision, liftmark::document::v1::Revision& message);

}  // namespace liftmark::document_rpcs
