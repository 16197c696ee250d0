// Training plans as a kind of document: their columns, their statements and their builder, for
// common/documents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/documents/document.h"
#include "common/pg/pool.h"
#include "common/views/plan.h"

namespace liftmark::plans {

// Everything that is derived from a plan, ready to be stored.
struct PlanViews {
  views::Plan plan;
  std::string view;  // the serialized StructuredPlan
  std::string json;  // the same as JSON
  std::vector<std::string> exercise_list;
  std::vector<std::string> exercise_keys;
};

struct PlanKind {
  struct Key {
    std::string user_id;
    std::string id;
    std::string Name() const { return user_id + "/" + id; }
  };
  using Views = PlanViews;

  struct Draft {
    Key key;
    std::string markdown;
    std::string start_date;
    bool activate = false;
  };

  struct Current {
    documents::Version version;
    std::string markdown;
    std::string start_date;
    bool is_active = false;
  };

  struct Change {
    std::optional<std::string> markdown;
  };

  static Views Build(std::string_view markdown);
  static pg::Query Fill(const Key& key, std::int64_t revision, const Views& views);

  static views::Diagnostics Check(const Views& views, const Draft& draft);
  static views::Diagnostics Check(const Views& views, const Current& current, const Change& change);

  // Activates the new plan where the draft asks for it.
  static std::vector<pg::Query> Insert(const Draft& draft, const Views& views,
                                       const documents::WriteContext& context);
  static pg::Query Conflict(const Draft& draft);
  static absl::StatusOr<documents::Written> Resolve(const Draft& draft, const pg::Result& rows);

  static pg::Query Read(const Key& key);
  static Current Parse(const pg::Row& row);
  static absl::Status NotFound();
  static absl::Status Writable(const Current&) { return absl::OkStatus(); }
  static absl::Status Deletable(const Current& current);

  // Moves the end of the plan where its duration changes (D17).
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

// The first day after a plan (D17): the weeks that its markdown states, else 12.
std::string EndDate(const views::Plan& plan, std::string_view start_date);

}  // namespace liftmark::plans
