// The caches of dossiers, for common/documents/cache_care.h.
#pragma once

#include <string>

#include "common/documents/cache_care.h"
#include "common/pg/pool.h"
#include "common/views/dossier.h"
#include "services/dossier/dossier_kind.h"

namespace liftmark::dossier {

struct DossierCaches {
  using Kind = DossierKind;
  static constexpr int kBuilderVersion = views::kDossierBuilderVersion;
  static constexpr int kCacheColumn = 3;

  static pg::Query Count();
  static pg::Query Find(const Kind::Key& key);
  static pg::Query Look(const documents::CacheScope& scope, int limit);
  static pg::Query Invalidate(const documents::CacheScope& scope, int limit);
  static Kind::Key KeyOf(std::string user_id, const std::string&) { return {std::move(user_id)}; }
};

}  // namespace liftmark::dossier
