// How documents are written, the same for every kind (D2 to D5, D9, D10, D14): the views are built before the
// write, and markdown, views, revision and request id go into the database in one statement; a change is
// computed against the revision that was read and stored only if that is still the newest, else computed
// again.
//
// Kind brings, beside what ViewCache needs,
//
//   Key::user_id
//   Draft      a new document: `key`, `markdown`, and its plain fields
//   Current    a stored one: `version`, `markdown`, and what its changes depend on
//   Change     std::optional<std::string> markdown, and the plain fields that change
//
//   static views::Diagnostics Check(views, draft), Check(views, current, change)
//                        what the builder says, and the rules of plain fields
//   static std::vector<pg::Query> Insert(draft, views, context)
//                        one transaction; the last one answers revision and created_at, or no row where
//                        something is in the way
//   static pg::Query Conflict(draft)
//                        what is in the way
//   static absl::StatusOr<Written> Resolve(draft, rows)
//                        the same document again, or ALREADY_EXISTS
//   static pg::Query Read(key), static Current Parse(row), static absl::Status NotFound()
//   static absl::Status Writable(current), Deletable(current)
//   static pg::Query Store(key, current, change, views, context)
//                        answers revision and created_at, or no row where the document moved on
//   static pg::Query StoreFields(key, current, change, context)
//                        the same, without markdown and views; where the change has markdown, it is the
//                        current one, and must still be
//   static pg::Query Delete(key, precondition)
//                        answers a row where the document was there and the precondition holds
//   static pg::Query ReadRevision(key, revision), static views::Diagnostics CheckRevision(row)
//                        what Check said of an old revision
//   static absl::Status Explain(absl::Status)
//                        names users and plans that do not exist
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/async/runtime.h"
#include "common/async/task.h"
#include "common/documents/answers.h"
#include "common/documents/document.h"
#include "common/documents/edit_queue.h"
#include "common/documents/user_hold.h"
#include "common/pg/pool.h"
#include "common/status/status.h"

namespace liftmark::documents {

// Belongs to one shard; outlives its calls.
template <class Kind>
class Writer {
 public:
  using Key = typename Kind::Key;
  using Draft = typename Kind::Draft;
  using Current = typename Kind::Current;
  using Change = typename Kind::Change;

  // What a document becomes. Called again when another writer was faster.
  using Next = std::function<absl::StatusOr<Change>(const Current&)>;

  Writer(pg::Pool& pool, async::Shard& shard) : pool_(pool), queue_(shard.executor()) {}

  // Errors: those of the checks; ALREADY_EXISTS, reason ID_TAKEN where another user's document has the id;
  // NOT_FOUND for an unknown user or plan; those of the database.
  Task<absl::StatusOr<Written>> Create(Draft draft, WriteContext context) {
    auto views = Kind::Build(draft.markdown);
    const views::Diagnostics diagnostics = Kind::Check(views, draft);
    LIFTMARK_CO_RETURN_IF_ERROR(CheckAccepted(diagnostics, context.strict));

    for (int attempt = 0; attempt < kMaxCreateAttempts; ++attempt) {
      auto answer = co_await FindAnswer(pool_, draft.key.user_id, context.request, context.deadline);
      if (!answer.ok()) co_return answer.status();
      if (answer->has_value()) co_return WithDiagnostics((*answer)->written, diagnostics);

      if (!context.validate_only) {
        auto results = co_await pool_.Batch(Kind::Insert(draft, views, context), context.deadline);
        if (IsAnsweredElsewhere(results.status())) continue;
        if (!results.ok()) co_return Kind::Explain(results.status());
        const pg::Result& created = results->back();
        if (created.rows() == 1) co_return ParseWritten(created[0], true, diagnostics);
      }
      auto conflict = co_await pool_.Execute(pg::Lane::kRead, Kind::Conflict(draft), context.deadline);
      if (!conflict.ok()) co_return conflict.status();
      if (conflict->rows() > 0) {
        absl::StatusOr<Written> resolved = Kind::Resolve(draft, *conflict);
        if (!resolved.ok()) co_return resolved.status();
        co_return WithDiagnostics(*resolved, diagnostics);
      }
      if (context.validate_only)
        co_return Written{.version = {}, .changed = true, .diagnostics = diagnostics};
    }
    co_return IdTaken();
  }

  // Errors: those of `next` and of the checks; NOT_FOUND; those of the database.
  Task<absl::StatusOr<Written>> Update(Key key, WriteContext context, Next next) {
    auto turn = co_await queue_.Enter(key.Name(), context.deadline);
    if (!turn.ok()) co_return turn.status();

    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
      auto answer = co_await FindAnswer(pool_, key.user_id, context.request, context.deadline);
      if (!answer.ok()) co_return answer.status();
      if (answer->has_value()) co_return co_await Replay(key, **answer, context.deadline);

      auto found = co_await pool_.Execute(pg::Lane::kRead, Kind::Read(key), context.deadline);
      if (!found.ok()) co_return found.status();
      if (found->rows() == 0) co_return Kind::NotFound();
      const Current current = Kind::Parse((*found)[0]);
      LIFTMARK_CO_RETURN_IF_ERROR(Kind::Writable(current));

      absl::StatusOr<Change> change = next(current);
      if (!change.ok()) co_return change.status();
      views::Diagnostics diagnostics;
      std::optional<typename Kind::Views> views;
      if (change->markdown.has_value()) {
        views = Kind::Build(*change->markdown);
        diagnostics = Kind::Check(*views, current, *change);
        LIFTMARK_CO_RETURN_IF_ERROR(CheckAccepted(diagnostics, context.strict));
      }
      const bool changed = change->markdown.has_value() && *change->markdown != current.markdown;
      if (context.validate_only) co_return Written{current.version, changed, std::move(diagnostics)};

      pg::Query store = changed ? Kind::Store(key, current, *change, *views, context)
                                : Kind::StoreFields(key, current, *change, context);
      auto results = co_await pool_.Batch(HoldingUser(key.user_id, std::move(store)), context.deadline);
      if (IsAnsweredElsewhere(results.status())) continue;
      if (!results.ok()) co_return Kind::Explain(results.status());
      const pg::Result& stored = (*results)[kHeldWrite];
      if (stored.rows() == 1) co_return ParseWritten(stored[0], changed, std::move(diagnostics));
    }
    co_return Contended();
  }

  // Errors: ABORTED where the precondition does not hold; NOT_FOUND; those of the database.
  Task<absl::Status> Delete(Key key, Precondition precondition, async::Deadline deadline) {
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
      auto deleted = co_await pool_.Execute(pg::Lane::kWrite, Kind::Delete(key, precondition), deadline);
      if (!deleted.ok()) co_return deleted.status();
      if (deleted->rows() == 1) co_return absl::OkStatus();

      auto found = co_await pool_.Execute(pg::Lane::kRead, Kind::Read(key), deadline);
      if (!found.ok()) co_return found.status();
      if (found->rows() == 0) co_return Kind::NotFound();
      const Current current = Kind::Parse((*found)[0]);
      LIFTMARK_CO_RETURN_IF_ERROR(Kind::Deletable(current));
      LIFTMARK_CO_RETURN_IF_ERROR(precondition.Check(current.version));
    }
    co_return Contended();
  }

 private:
  // Other processes may win this often before the caller is told to come back.
  static constexpr int kMaxAttempts = 20;

  // What keeps a document from being inserted and is not found afterwards was an answer that a twin had just
  // left, a document that is gone again, or, in the end, something that is not this user's to see.
  static constexpr int kMaxCreateAttempts = 4;

  static Written WithDiagnostics(Written written, views::Diagnostics diagnostics) {
    written.diagnostics = std::move(diagnostics);
    return written;
  }

  static Written ParseWritten(const pg::Row& row, bool changed, views::Diagnostics diagnostics) {
    return {{row.template Get<std::int64_t>(0), row.template Get<absl::Time>(1)},
            changed,
            std::move(diagnostics)};
  }

  static absl::Status IdTaken() {
    return Error(absl::StatusCode::kAlreadyExists, "ID_TAKEN", "this id cannot be used: choose another");
  }

  Task<absl::StatusOr<Written>> Replay(Key key, Answer answer, async::Deadline deadline) {
    if (!answer.judged) co_return answer.written;
    const std::int64_t revision = answer.written.version.revision;
    auto found = co_await pool_.Execute(pg::Lane::kRead, Kind::ReadRevision(key, revision), deadline);
    if (!found.ok()) co_return found.status();
    if (found->rows() == 0) co_return answer.written;
    co_return WithDiagnostics(answer.written, Kind::CheckRevision((*found)[0]));
  }

  pg::Pool& pool_;
  EditQueue queue_;
};

}  // namespace liftmark::documents
