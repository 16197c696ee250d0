// Caches as messages, and what requests about them must hold.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "common/documents/cache_care.h"
#include "common/documents/view_cache.h"
#include "liftmark/document/v1/cache.pb.h"

namespace liftmark::document_rpcs {

void ToProto(const documents::CacheCounts& counts, liftmark::document::v1::CacheCounts& message);
void ToProto(const documents::CacheCounters& counters, liftmark::document::v1::CacheStatus& message);
void ToProto(const documents::CachedDocument& document, std::int32_t builder_version,
             liftmark::document::v1::CacheExplanation& message);

// OK where either a user is named, and possibly one of its documents, or `all` is set; else INVALID_ARGUMENT.
absl::Status CheckScope(const documents::CacheScope& scope, bool all);

absl::Status BadResumeToken();

}  // namespace liftmark::document_rpcs
