// What the services of documents answer in the same way, written once: sections, revisions, and the end of
// every write.
//
// The messages of a service have the same names and fields as those of the others, so that the RPCs are
// templates over them. A service binds
//
//   using Rpcs = document_rpcs::DocumentRpcs<PlanKind>;
//   methods.Bind("GetSection", &Rpcs::GetSection<pb::GetSectionRequest, pb::GetSectionResponse>,
//   &documents_);
//
// and calls Create, Write and Rewrite from handlers of its own.
//
// Kind is the policy of common/documents (view_cache.h, writer.h, revisions.h there). Its Key is an aggregate
// of user_id, and of id where a user has several documents.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/document_rpcs/revision_message.h"
#include "common/documents/document.h"
#include "common/documents/revisions.h"
#include "common/documents/sections.h"
#include "common/documents/writer.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/paging.h"
#include "common/rpc/reply.h"
#include "common/status/status.h"

namespace liftmark::document_rpcs {

// The document that a request names.
template <class Kind, class Request>
typename Kind::Key KeyOf(const Request& request) {
  if constexpr (requires { request.id(); }) {
    return {request.user_id(), request.id()};
  } else {
    return {request.user_id()};
  }
}

// Who writes, and how, by the request of a call.
template <class Request>
documents::WriteContext ContextOf(const rpc::Call& call, const Request& request) {
  return documents::MakeWriteContext(request.options(), call.method(), request, call.deadline());
}

// Answers what a write would say of a document with these diagnostics.
template <class Response>
void AnswerVerdict(const views::Diagnostics& diagnostics, rpc::Reply<Response>& reply) {
  reply.message().set_valid(documents::CheckAccepted(diagnostics, /*strict=*/false).ok());
  reply.message().set_valid_strict(documents::CheckAccepted(diagnostics, /*strict=*/true).ok());
  documents::ToProto(diagnostics, *reply.message().mutable_diagnostics());
}

// Belongs to one shard; outlives its calls.
template <class Kind>
class DocumentRpcs {
 public:
  using Key = typename Kind::Key;
  using Draft = typename Kind::Draft;
  using Current = typename Kind::Current;
  using Change = typename Kind::Change;
  using Next = typename documents::Writer<Kind>::Next;

  // The markdown that another one becomes. Called again when another writer was faster.
  using Edit = std::function<absl::StatusOr<std::string>(std::string_view markdown)>;

  DocumentRpcs(pg::Pool& pool, async::Shard& shard, const rpc::PageTokens& page_tokens)
      : pool_(pool), writer_(pool, shard), revisions_(pool), page_tokens_(page_tokens) {}

  // Stores a new document and answers `result`.
  template <class Request, class Response>
  Task<absl::Status> Create(rpc::Call& call, const Request& request, Draft draft,
                            rpc::Reply<Response>& reply) {
    co_return Answer(co_await writer_.Create(std::move(draft), ContextOf(call, request)), reply);
  }

  // Replaces the markdown of a document by the request's and answers `result`.
  template <class Request, class Response>
  Task<absl::Status> Update(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    const auto precondition = documents::Precondition::Of(request.etag(), request.force());
    if (!precondition.ok()) co_return precondition.status();
    const auto edit = [&](std::string_view) { return request.markdown(); };
    co_return co_await Rewrite(call, request, *precondition, edit, reply);
  }

  // Changes a document and answers `result`.
  template <class Request, class Response>
  Task<absl::Status> Write(rpc::Call& call, const Request& request, Next next, rpc::Reply<Response>& reply) {
    co_return Answer(co_await writer_.Update(KeyOf<Kind>(request), ContextOf(call, request), std::move(next)),
                     reply);
  }

  // The same where the request does not name the document by its id.
  template <class Response>
  Task<absl::Status> Write(Key key, documents::WriteContext context, Next next, rpc::Reply<Response>& reply) {
    co_return Answer(co_await writer_.Update(std::move(key), std::move(context), std::move(next)), reply);
  }

  // Changes the markdown of a document and answers `result`.
  template <class Request, class Response>
  Task<absl::Status> Rewrite(rpc::Call& call, const Request& request, documents::Precondition precondition,
                             Edit edit, rpc::Reply<Response>& reply) {
    const auto next = [&](const Current& current) -> absl::StatusOr<Change> {
      LIFTMARK_RETURN_IF_ERROR(precondition.Check(current.version));
      absl::StatusOr<std::string> markdown = edit(current.markdown);
      if (!markdown.ok()) return markdown.status();
      Change change;
      change.markdown = *std::move(markdown);
      return change;
    };
    co_return co_await Write(call, request, next, reply);
  }

  // Removes a document, where the request has an etag only if it still fits.
  template <class Request, class Response>
  Task<absl::Status> Delete(rpc::Call& call, const Request& request, rpc::Reply<Response>&) {
    const auto precondition = documents::Precondition::IfGiven(request.etag());
    if (!precondition.ok()) co_return precondition.status();
    co_return co_await writer_.Delete(KeyOf<Kind>(request), *precondition, call.deadline());
  }

  template <class Request, class Response>
  Task<absl::Status> ListSections(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    const absl::StatusOr<Current> current = co_await Read(KeyOf<Kind>(request), call.deadline());
    if (!current.ok()) co_return current.status();
    reply.message().set_etag(documents::MakeEtag(current->version));
    co_return documents::ListSections(current->markdown, *reply.message().mutable_sections());
  }

  template <class Request, class Response>
  Task<absl::Status> GetSection(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    const absl::StatusOr<Current> current = co_await Read(KeyOf<Kind>(request), call.deadline());
    if (!current.ok()) co_return current.status();
    absl::StatusOr<documents::FoundSection> found = documents::FindSection(current->markdown, request.path());
    if (!found.ok()) co_return found.status();
    *reply.message().mutable_section() = std::move(found->message);
    reply.message().set_markdown(std::string(found->markdown));
    reply.message().set_etag(documents::MakeEtag(current->version));
    co_return absl::OkStatus();
  }

  template <class Request, class Response>
  Task<absl::Status> EditSection(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    const auto precondition = documents::Precondition::IfGiven(request.etag());
    if (!precondition.ok()) co_return precondition.status();
    const auto edit = [&](std::string_view markdown) {
      return documents::ApplyEdit(markdown, request.edit());
    };
    co_return co_await Rewrite(call, request, *precondition, edit, reply);
  }

  template <class Request, class Response>
  Task<absl::Status> ListRevisions(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    const absl::StatusOr<rpc::Page> page = rpc::Page::Of(page_tokens_, call, request);
    if (!page.ok()) co_return page.status();
    std::int64_t before = documents::Revisions<Kind>::kNewest;
    if (!page->cursor().empty() && !absl::SimpleAtoi(page->cursor(), &before)) {
      co_return Error(absl::StatusCode::kInternal, "CURSOR_UNREADABLE", "the page token holds no revision");
    }
    const absl::StatusOr<documents::RevisionPage> listed =
        co_await revisions_.List(KeyOf<Kind>(request), before, page->size(), call.deadline());
    if (!listed.ok()) co_return listed.status();
    for (const documents::StoredRevision& revision : listed->revisions) {
      ToProto(revision, *reply.message().add_revisions());
    }
    if (listed->more) {
      reply.message().set_next_page_token(page->TokenOfNext(absl::StrCat(listed->revisions.back().revision)));
    }
    co_return absl::OkStatus();
  }

  template <class Request, class Response>
  Task<absl::Status> GetRevision(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    absl::StatusOr<documents::StoredRevision> found =
        co_await revisions_.Find(KeyOf<Kind>(request), request.revision(), call.deadline());
    if (!found.ok()) co_return found.status();
    ToProto(*found, *reply.message().mutable_revision());
    reply.message().set_markdown(std::move(found->markdown));
    co_return absl::OkStatus();
  }

  template <class Request, class Response>
  Task<absl::Status> DiffRevisions(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    absl::StatusOr<documents::RevisionDiff> diff = co_await revisions_.Diff(
        KeyOf<Kind>(request), request.from_revision(), request.to_revision(), call.deadline());
    if (!diff.ok()) co_return diff.status();
    reply.message().set_diff(std::move(diff->unified));
    reply.message().set_from_revision(diff->from);
    reply.message().set_to_revision(diff->to);
    co_return absl::OkStatus();
  }

  template <class Request, class Response>
  Task<absl::Status> RestoreRevision(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    const auto precondition = documents::Precondition::Of(request.etag(), request.force());
    if (!precondition.ok()) co_return precondition.status();
    const absl::StatusOr<documents::StoredRevision> wanted =
        co_await revisions_.Find(KeyOf<Kind>(request), request.revision(), call.deadline());
    if (!wanted.ok()) co_return wanted.status();
    const auto edit = [&](std::string_view) { return wanted->markdown; };
    co_return co_await Rewrite(call, request, *precondition, edit, reply);
  }

 private:
  Task<absl::StatusOr<Current>> Read(Key key, async::Deadline deadline) {
    const absl::StatusOr<pg::Result> found =
        co_await pool_.Execute(pg::Lane::kRead, Kind::Read(key), deadline);
    if (!found.ok()) co_return found.status();
    if (found->rows() == 0) co_return Kind::NotFound();
    co_return Kind::Parse((*found)[0]);
  }

  template <class Response>
  static absl::Status Answer(const absl::StatusOr<documents::Written>& written, rpc::Reply<Response>& reply) {
    if (!written.ok()) return written.status();
    documents::ToProto(*written, *reply.message().mutable_result());
    return absl::OkStatus();
  }

  pg::Pool& pool_;
  documents::Writer<Kind> writer_;
  documents::Revisions<Kind> revisions_;
  const rpc::PageTokens& page_tokens_;
};

}  // namespace liftmark::document_rpcs
