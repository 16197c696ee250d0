// What dossiers, plans and workouts share: the shape of a write, and what it did.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "common/async/deadline.h"
#include "common/documents/etag.h"
#include "common/documents/request.h"
#include "common/views/diagnostic.h"
#include "liftmark/document/v1/document.pb.h"

namespace liftmark::documents {

// Who writes, and how.
struct WriteContext {
  std::string author;
  std::optional<std::string> invocation_id;
  RequestKey request;
  bool strict = false;
  bool validate_only = false;
  async::Deadline deadline;
};

// `method` is the full name of the RPC; `request` the whole request.
WriteContext MakeWriteContext(const liftmark::document::v1::WriteOptions& options, std::string_view method,
                              const google::protobuf::Message& request, async::Deadline deadline);

// What a write did. A retry with the same request id gets the same.
struct Written {
  Version version;
  bool changed = false;  // the document had other content before
  views::Diagnostics diagnostics;
};

void ToProto(const views::Diagnostics& diagnostics,
             google::protobuf::RepeatedPtrField<liftmark::document::v1::Diagnostic>& messages);
void ToProto(const Written& written, liftmark::document::v1::WriteResult& message);

// OK where a document with these diagnostics may be stored; else INVALID_ARGUMENT, reason DOCUMENT_REFUSED,
// with a violation of `field` for every rule that stands in the way.
absl::Status CheckAccepted(const views::Diagnostics& diagnostics, bool strict,
                           std::string_view field = "markdown");

// Which content a write may replace or remove.
struct Precondition {
  std::optional<Version> version;  // nothing: whatever is there

  // `etag` may be empty: whatever is there. Errors: those of ParseEtag.
  static absl::StatusOr<Precondition> IfGiven(std::string_view etag);

  // `etag` empty is an error unless `force` is set; with `force` it is not looked at.
  static absl::StatusOr<Precondition> Of(std::string_view etag, bool force);

  // ABORTED, reason ETAG_MISMATCH, with the current etag, where the document has moved on.
  absl::Status Check(const Version& current) const;

  // For statements that compare themselves.
  std::optional<std::int64_t> revision() const;
  std::optional<absl::Time> created_at() const;
};

// NOT_FOUND, reason USER_NOT_FOUND, where a write failed because there is no such user; else the status
// itself.
absl::Status ExplainUser(absl::Status status);

// ABORTED, reason CONTENDED, with a time to wait: other writers were faster, again and again.
absl::Status Contended();

// ALREADY_EXISTS, reason REQUEST_ID_REUSED: this request id was used for something else.
absl::Status RequestIdReused();

}  // namespace liftmark::documents
