// Example documents for agents, with their use counted (D32): the same for every kind.
//
// Kind is a policy; it brings
//
//   Example    a row: `id`, and what it is found by
//   Filter     what examples are found by; derives from ExampleReading
//   Change     the fields that change
//
//   static pg::Query List(filter)          LIFTMARK_LIST_EXAMPLES
//   static pg::Query Create(example)       answers the row, or none where the id is taken
//   static pg::Query Find(id)
//   static pg::Query Update(id, change)    answers the row
//   static pg::Query Retire(id)            LIFTMARK_RETIRE_EXAMPLE
//   static Example Parse(row)
//   static bool SameContent(a, b)
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/pg/pool.h"
#include "common/status/status.h"

namespace liftmark::documents {

// How examples are read, whatever they are found by. Parameters $1 to $4 of LIFTMARK_LIST_EXAMPLES.
struct ExampleReading {
  int limit = 5;
  bool rotate = false;                    // the least used first; else the most used
  bool include_retired = false;           // nothing is counted then
  std::optional<std::string> request_id;  // counts once
};

// Rows are locked in the order of their ids: two calls that count the same ones never wait for each other in
// a circle. Who reads again with the same request id is not counted again. `conditions` begin at $5.
#define LIFTMARK_LIST_EXAMPLES(table, columns, conditions)                                  \
  "WITH pick AS ("                                                                          \
  "  SELECT id FROM " table " WHERE (is_active OR $3::bool) AND " conditions                \
  "  ORDER BY CASE WHEN $2::bool THEN usage_count ELSE -usage_count END, id LIMIT $1"       \
  "), first_time AS ("                                                                      \
  "  INSERT INTO example_requests (request_id) SELECT $4::uuid WHERE $4 IS NOT NULL"        \
  "  ON CONFLICT DO NOTHING RETURNING request_id"                                           \
  "), locked AS ("                                                                          \
  "  SELECT e.id FROM " table                                                               \
  " e WHERE e.id IN (SELECT id FROM pick) AND NOT $3"                                       \
  "    AND ($4 IS NULL OR EXISTS (SELECT FROM first_time)) ORDER BY e.id FOR NO KEY UPDATE" \
  "), counted AS ("                                                                         \
  "  UPDATE " table                                                                         \
  " e SET usage_count = e.usage_count + 1 FROM locked WHERE e.id = locked.id"               \
  ") SELECT " columns " FROM " table                                                        \
  " JOIN pick USING (id)"                                                                   \
  " ORDER BY CASE WHEN $2 THEN usage_count ELSE -usage_count END, id"

#define LIFTMARK_RETIRE_EXAMPLE(table) "UPDATE " table " SET is_active = false WHERE id = $1 RETURNING id"

// Belongs to one shard; outlives its calls.
template <class Kind>
class Examples {
 public:
  using Example = typename Kind::Example;

  explicit Examples(pg::Pool& pool) : pool_(pool) {}

  Task<absl::StatusOr<std::vector<Example>>> List(typename Kind::Filter filter, async::Deadline deadline) {
    const absl::StatusOr<pg::Result> listed =
        co_await pool_.Execute(pg::Lane::kWrite, Kind::List(filter), deadline);
    if (!listed.ok()) co_return listed.status();
    std::vector<Example> examples;
    for (int row = 0; row < listed->rows(); ++row) examples.push_back(Kind::Parse((*listed)[row]));
    co_return examples;
  }

  // The same example again is answered as the first time. Errors: ALREADY_EXISTS where the id is taken.
  Task<absl::StatusOr<Example>> Create(Example example, async::Deadline deadline) {
    const absl::StatusOr<pg::Result> created =
        co_await pool_.Execute(pg::Lane::kWrite, Kind::Create(example), deadline);
    if (!created.ok()) co_return created.status();
    if (created->rows() == 1) co_return Kind::Parse((*created)[0]);

    const absl::StatusOr<pg::Result> found =
        co_await pool_.Execute(pg::Lane::kRead, Kind::Find(example.id), deadline);
    if (!found.ok()) co_return found.status();
    if (found->rows() == 0) co_return NotFound();
    Example existing = Kind::Parse((*found)[0]);
    if (Kind::SameContent(existing, example)) co_return existing;
    co_return Error(absl::StatusCode::kAlreadyExists, "EXAMPLE_EXISTS",
                    "an example with this id has other content");
  }

  // Errors: NOT_FOUND.
  Task<absl::StatusOr<Example>> Update(std::string id, typename Kind::Change change,
                                       async::Deadline deadline) {
    const absl::StatusOr<pg::Result> updated =
        co_await pool_.Execute(pg::Lane::kWrite, Kind::Update(id, change), deadline);
    if (!updated.ok()) co_return updated.status();
    if (updated->rows() == 0) co_return NotFound();
    co_return Kind::Parse((*updated)[0]);
  }

  // Errors: NOT_FOUND.
  Task<absl::Status> Retire(std::string id, async::Deadline deadline) {
    const absl::StatusOr<pg::Result> retired =
        co_await pool_.Execute(pg::Lane::kWrite, Kind::Retire(id), deadline);
    if (!retired.ok()) co_return retired.status();
    co_return retired->rows() == 0 ? NotFound() : absl::OkStatus();
  }

 private:
  static absl::Status NotFound() {
    return Error(absl::StatusCode::kNotFound, "EXAMPLE_NOT_FOUND", "there is no such example");
  }

  pg::Pool& pool_;
};

}  // namespace liftmark::documents
