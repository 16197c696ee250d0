#include "common/documents/document.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/pg/sqlstate.h"
#include "common/status/status.h"

namespace liftmark::documents {

namespace pb = liftmark::document::v1;

WriteContext MakeWriteContext(const pb::WriteOptions& options, std::string_view method,
                              const google::protobuf::Message& request, async::Deadline deadline) {
  WriteContext context;
  context.author = options.author();
  if (!options.invocation_id().empty()) context.invocation_id = options.invocation_id();
  context.request = MakeRequestKey(method, request, options.request_id());
  context.strict = options.strict();
  context.validate_only = options.validate_only();
  context.deadline = deadline;
  return context;
}

void ToProto(const views::Diagnostics& diagnostics,
             google::protobuf::RepeatedPtrField<pb::Diagnostic>& messages) {
  for (const views::Diagnostic& diagnostic : diagnostics) {
    pb::Diagnostic& message = *messages.Add();
    message.set_rule(diagnostic.rule);
    message.set_severity(diagnostic.severity == views::Severity::kError ? pb::SEVERITY_ERROR
                                                                        : pb::SEVERITY_WARNING);
    message.set_line(diagnostic.line);
    message.set_text(diagnostic.text);
  }
}

void ToProto(const Written& written, pb::WriteResult& message) {
  message.set_revision(written.version.revision);
  message.set_etag(MakeEtag(written.version));
  message.set_changed(written.changed);
  ToProto(written.diagnostics, *message.mutable_diagnostics());
}

absl::Status CheckAccepted(const views::Diagnostics& diagnostics, bool strict, std::string_view field) {
  Violations violations;
  for (const views::Diagnostic& diagnostic : diagnostics) {
    if (!strict && diagnostic.severity != views::Severity::kError) continue;
    violations.Add(field, absl::StrCat(diagnostic.rule, ", line ", diagnostic.line, ": ", diagnostic.text));
  }
  return violations.ToStatus("DOCUMENT_REFUSED");
}

absl::StatusOr<Precondition> Precondition::IfGiven(std::string_view etag) {
  if (etag.empty()) return Precondition{};
  const absl::StatusOr<Version> version = ParseEtag(etag);
  if (!version.ok()) return version.status();
  return Precondition{*version};
}

absl::StatusOr<Precondition> Precondition::Of(std::string_view etag, bool force) {
  if (force) return Precondition{};
  if (etag.empty()) {
    Violations violations;
    violations.Add("etag", "is required, unless force is set");
    return violations.ToStatus();
  }
  return IfGiven(etag);
}

absl::Status Precondition::Check(const Version& current) const {
  if (!version.has_value() || *version == current) return absl::OkStatus();
  return Error(absl::StatusCode::kAborted, "ETAG_MISMATCH", "the document has changed since it was read",
               {{"etag", MakeEtag(current)}});
}

std::optional<std::int64_t> Precondition::revision() const {
  return version.has_value() ? std::optional(version->revision) : std::nullopt;
}

std::optional<absl::Time> Precondition::created_at() const {
  return version.has_value() ? std::optional(version->created_at) : std::nullopt;
}

absl::Status ExplainUser(absl::Status status) {
  if (pg::SqlState(status) != pg::kForeignKeyViolation ||
      !absl::StrContains(pg::ConstraintOf(status), "user_id_fkey")) {
    return status;
  }
  return Error(absl::StatusCode::kNotFound, "USER_NOT_FOUND", "there is no such user");
}

absl::Status Contended() {
  return WithRetryDelay(
      Error(absl::StatusCode::kAborted, "CONTENDED", "other writers were faster, many times"),
      absl::Milliseconds(100));
}

absl::Status RequestIdReused() {
  return Error(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED",
               "this request id belongs to another request");
}

}  // namespace liftmark::documents
