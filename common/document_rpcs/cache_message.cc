#include "common/document_rpcs/cache_message.h"

#include "common/documents/cache_explanation.h"
#include "common/documents/document.h"
#include "common/rpc/timestamp.h"
#include "common/status/status.h"

namespace liftmark::document_rpcs {

namespace pb = liftmark::document::v1;

namespace {

pb::CacheState StateOf(const documents::CachedDocument& document, std::int32_t builder_version) {
  if (document.cached_revision != document.revision) return pb::CACHE_STATE_COLD;
  return document.cache_version == builder_version ? pb::CACHE_STATE_FRESH : pb::CACHE_STATE_STALE;
}

}  // namespace

void ToProto(const documents::CacheCounts& counts, pb::CacheCounts& message) {
  message.set_fresh(counts.fresh);
  message.set_stale(counts.stale);
  message.set_cold(counts.cold);
  message.set_estimated(counts.estimated);
}

void ToProto(const documents::CacheCounters& counters, pb::CacheStatus& message) {
  const std::uint64_t hits = counters.hits.load(std::memory_order_relaxed);
  const std::uint64_t built = counters.built.load(std::memory_order_relaxed);
  message.set_hits(static_cast<std::int64_t>(hits));
  message.set_built(static_cast<std::int64_t>(built));
  message.set_fills_failed(static_cast<std::int64_t>(counters.fills_failed.load(std::memory_order_relaxed)));
  if (hits + built > 0) {
    message.set_hit_rate(static_cast<double>(hits) / static_cast<double>(hits + built));
  }
}

void ToProto(const documents::CachedDocument& document, std::int32_t builder_version,
             pb::CacheExplanation& message) {
  message.set_state(StateOf(document, builder_version));
  message.set_revision(document.revision);
  if (document.cached_revision.has_value()) message.set_cached_revision(*document.cached_revision);
  message.set_cache_version(document.cache_version);
  message.set_builder_version(builder_version);
  *message.mutable_updated_at() = rpc::ToTimestamp(document.updated_at);
  message.set_stored_view_is_current(document.stored_view_is_current);
  documents::ToProto(document.diagnostics, *message.mutable_diagnostics());
  documents::ParseToProto(document.markdown, *message.mutable_blocks());
}

absl::Status CheckScope(const documents::CacheScope& scope, bool all) {
  Violations violations;
  if (all && scope.user_id.has_value()) violations.Add("all", "must not be set beside user_id");
  if (!all && !scope.user_id.has_value()) violations.Add("user_id", "is required, unless all is set");
  if (all && scope.id.has_value()) violations.Add("id", "must not be set beside all");
  return violations.ToStatus();
}

absl::Status BadResumeToken() {
  Violations violations;
  violations.Add("resume_token", "is not a token of such a call");
  return violations.ToStatus();
}

}  // namespace liftmark::document_rpcs
