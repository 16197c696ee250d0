// The care of caches as RPCs, the same for every service of documents, as templates over their messages.
//
//   using Caches = document_rpcs::CacheRpcs<PlanCaches>;
//   methods.Bind("ExplainCache", &Caches::ExplainCache<pb::ExplainCacheRequest, pb::ExplainCacheResponse>,
//                &caches_);
//
// PlanCaches is the policy of common/documents/cache_care.h.
#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/document_rpcs/cache_message.h"
#include "common/document_rpcs/document_rpcs.h"
#include "common/documents/cache_care.h"
#include "common/documents/view_cache.h"
#include "common/pg/pool.h"
#include "common/rpc/call.h"
#include "common/rpc/non_empty.h"
#include "common/rpc/page_token.h"
#include "common/rpc/reply.h"
#include "common/rpc/writer.h"
#include "common/status/status.h"

namespace liftmark::document_rpcs {

// Belongs to one shard; outlives its calls.
template <class Caches>
class CacheRpcs {
 public:
  using Kind = typename Caches::Kind;

  static constexpr int kDefaultPerSecond = 500;
  static constexpr std::chrono::seconds kProgressEvery{1};

  // `counters`: of the service's ViewCache.
  CacheRpcs(pg::Pool& pool, const documents::CacheCounters& counters, const rpc::PageTokens& tokens)
      : pool_(pool), care_(pool), counters_(counters), tokens_(tokens) {}

  template <class Request, class Response>
  Task<absl::Status> GetCacheStatus(rpc::Call& call, const Request&, rpc::Reply<Response>& reply) {
    const absl::StatusOr<documents::CacheCounts> counts = co_await care_.Count(call.deadline());
    if (!counts.ok()) co_return counts.status();
    liftmark::document::v1::CacheStatus& status = *reply.message().mutable_status();
    ToProto(*counts, *status.mutable_documents());
    ToProto(counters_, status);
    status.set_builder_version(Caches::kBuilderVersion);
    co_return absl::OkStatus();
  }

  template <class Request, class Response>
  Task<absl::Status> ExplainCache(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    const absl::StatusOr<documents::CachedDocument> document =
        co_await care_.Explain(KeyOf<Kind>(request), call.deadline());
    if (!document.ok()) co_return document.status();
    ToProto(*document, Caches::kBuilderVersion, *reply.message().mutable_explanation());
    co_return absl::OkStatus();
  }

  template <class Request, class Response>
  Task<absl::Status> InvalidateCaches(rpc::Call& call, const Request& request, rpc::Reply<Response>& reply) {
    documents::CacheScope scope;
    scope.user_id = rpc::NonEmpty(request.user_id());
    bool one = true;  // a user has one document, where documents have no id
    if constexpr (requires { request.id(); }) {
      scope.id = rpc::NonEmpty(request.id());
      one = scope.id.has_value();
    }
    LIFTMARK_CO_RETURN_IF_ERROR(CheckScope(scope, request.all()));
    const absl::StatusOr<documents::Invalidated> dropped =
        co_await care_.Invalidate(std::move(scope), call.deadline());
    if (!dropped.ok()) co_return dropped.status();
    if (one && !request.all() && dropped->found == 0) co_return Kind::NotFound();
    reply.message().set_invalidated(dropped->invalidated);
    reply.message().set_more(dropped->more);
    co_return absl::OkStatus();
  }

  // Ends before the call's deadline, with a token; and where nobody listens any more.
  template <class Request, class Response>
  Task<absl::Status> RebuildCaches(rpc::Call& call, const Request& request, rpc::Writer<Response>& writer) {
    documents::CacheScope scope;
    scope.user_id = rpc::NonEmpty(request.user_id());
    if (!request.resume_token().empty()) {
      absl::StatusOr<std::string> after =
          tokens_.Open(call.method(), request.user_id(), request.resume_token());
      if (!after.ok()) co_return BadResumeToken();
      scope.after = *std::move(after);
    }
    Response response;
    if (!scope.user_id.has_value()) {
      const absl::StatusOr<documents::CacheCounts> counts = co_await care_.Count(call.deadline());
      if (!counts.ok()) co_return counts.status();
      ToProto(*counts, *response.mutable_progress()->mutable_documents());
    }
    const int rate = request.max_per_second() == 0 ? kDefaultPerSecond : request.max_per_second();
    documents::CacheRebuild<Caches> rebuild(pool_, std::move(scope), rate);
    async::Clock::time_point told = async::Clock::now() - kProgressEvery;
    for (;;) {
      const bool last = rebuild.done() || async::IsNear(call.deadline());
      if (last || async::Clock::now() - told >= kProgressEvery) {
        told = async::Clock::now();
        liftmark::document::v1::RebuildProgress& progress = *response.mutable_progress();
        progress.set_passed(rebuild.passed());
        progress.set_rebuilt(rebuild.rebuilt());
        progress.set_failed(rebuild.failed());
        progress.set_done(rebuild.done());
        progress.set_resume_token(tokens_.Seal(call.method(), request.user_id(), rebuild.after()));
        LIFTMARK_CO_RETURN_IF_ERROR(co_await writer.Write(response));
      }
      if (last) co_return absl::OkStatus();
      if (call.cancelled())
        co_return Error(absl::StatusCode::kCancelled, "CANCELLED", "the caller has gone away");
      LIFTMARK_CO_RETURN_IF_ERROR(co_await rebuild.Step(call.deadline()));
    }
  }

 private:
  pg::Pool& pool_;
  documents::CacheCare<Caches> care_;
  const documents::CacheCounters& counters_;
  const rpc::PageTokens& tokens_;
};

}  // namespace liftmark::document_rpcs
