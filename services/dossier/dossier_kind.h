// Dossiers as a kind of document: their columns, their statements and their builder, for common/documents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/documents/document.h"
#include "common/pg/pool.h"
#include "common/views/dossier.h"

namespace liftmark::dossier {

// Everything that is derived from a dossier, ready to be stored.
struct DossierViews {
  views::Profile profile;
  std::string view;  // the serialized Profile
  std::string json;  // the same as JSON
};

struct DossierKind {
  struct Key {
    std::string user_id;
    std::string Name() const { return user_id; }
  };
  using Views = DossierViews;

  struct Draft {
    Key key;
    std::string markdown;
  };

  struct Current {
    documents::Version version;
    std::string markdown;
  };

  struct Change {
    std::optional<std::string> markdown;
  };

  static Views Build(std::string_view markdown);
  static pg::Query Fill(const Key& key, std::int64_t revision, const Views& views);

  static views::Diagnostics Check(const Views& views, const Draft& draft);
  static views::Diagnostics Check(const Views& views, const Current& current, const Change& change);

  // Takes up the active plan of the user.
  static std::vector<pg::Query> Insert(const Draft& draft, const Views& views,
                                       const documents::WriteContext& context);
  static pg::Query Conflict(const Draft& draft);
  static absl::StatusOr<documents::Written> Resolve(const Draft& draft, const pg::Result& rows);

  static pg::Query Read(const Key& key);
  static Current Parse(const pg::Row& row);
  static absl::Status NotFound();
  static absl::Status Writable(const Current&) { return absl::OkStatus(); }
  static absl::Status Deletable(const Current&) { return absl::OkStatus(); }

  static pg::Query Store(const Key& key, const Current& current, const Change& change, const Views& views,
                         const documents::WriteContext& context);
  static pg::Query StoreFields(const Key& key, const Current& current, const Change& change,
                               const documents::WriteContext& context);
  static pg::Query Delete(const Key& key, const documents::Precondition& precondition);

  static pg::Query ListRevisions(const Key& key, std::int64_t before, int limit);
  static pg::Query FindRevision(const Key& key, std::int64_t revision);
  static pg::Query ReadRevision(const Key& key, std::int64_t revision);
  static views::Diagnostics CheckRevision(const pg::Row& row);

  static absl::Status Explain(absl::Status status) { return documents::ExplainUser(std::move(status)); }
};

}  // namespace liftmark::dossier
