// The freshness rule (D2 to D6) on real PostgreSQL.
#include <array>
#include <catch2/catch.hpp>
#include <future>
#include <random>
#include <string>
#include <vector>

#include "common/async/runtime.h"
#include "common/documents/writer.h"
#include "common/pg/pool.h"
#include "services/workouts/workout_kind.h"
#include "services/workouts/workout_store.h"
#include "tests/support/test_database.h"

namespace liftmark::workouts {
namespace {

using async::Deadline;
using documents::WriteContext;

constexpr pg::Statement kEditByHand{"edit_by_hand",
                                    "UPDATE workouts SET markdown = $3 WHERE user_id = $1 AND id = $2"};
constexpr pg::Statement kReadCache{"read_cache", R"sql(
  SELECT markdown, CASE WHEN cached_revision = revision AND cache_version = $3 THEN view END, revision,
         (SELECT count(*) FROM workout_revisions r WHERE r.user_id = w.user_id AND r.workout_id = w.id)
  FROM workouts w WHERE user_id = $1 AND id = $2
)sql"};

std::string Markdown(unsigned number) {
  return "# Workout\n\n## Main Workout\n\n### 1. Bench Press\n- **Set 1:** " +
         std::to_string(100 + number % 400) + " lb × 5\n";
}

WriteContext Context() {
  WriteContext context;
  context.author = "agent:test";
  context.deadline = Deadline::max();
  return context;
}

struct Store {
  TestDatabase database;
  async::Runtime runtime{1};
  pg::Pool pool{runtime.shard(0), {.conninfo = database.Conninfo("liftmark_workouts")}};

  ~Store() { async::Run(runtime.shard(0), pool.Close(Deadline::max())).get(); }

  template <class T>
  T Wait(Task<T> task) {
    return async::Run(runtime.shard(0), std::move(task)).get();
  }

  absl::StatusOr<pg::Result> Execute(pg::Lane lane, pg::Query query) {
    return Wait(pool.Execute(lane, std::move(query), Deadline::max()));
  }

  WorkoutKind::Key Create(std::string markdown, std::string date = "2026-03-02") {
    documents::Writer<WorkoutKind> writer(pool, runtime.shard(0));
    WorkoutKind::Draft draft;
    draft.key = {database.CreateUser(), documents::NewId("", "", "")};
    draft.workout_date = std::move(date);
    draft.markdown = std::move(markdown);
    const auto written = Wait(writer.Create(draft, Context()));
    REQUIRE(written.ok());
    return draft.key;
  }
};

// One writer that reads, thinks, and writes what it thought of: a fill, an edit by the service, or an edit by
// hand.
struct Actor {
  enum class Kind { kFill, kServiceEdit, kHandEdit } kind = Kind::kFill;
  std::optional<WorkoutKind::Current> read;
  std::optional<pg::Query> write;
};

Task<std::string> Interleave(pg::Pool& pool, WorkoutKind::Key key, unsigned seed, int rounds) {
  std::mt19937 random(seed);
  for (int round = 0; round < rounds; ++round) {
    std::array<Actor, 4> actors;
    for (Actor& actor : actors) actor.kind = static_cast<Actor::Kind>(random() % 3);
    actors[0].kind = Actor::Kind::kFill;
    // Each actor stands twice in the schedule: its first turn reads, its second writes.
    std::array<std::size_t, 8> schedule = {0, 0, 1, 1, 2, 2, 3, 3};
    std::shuffle(schedule.begin(), schedule.end(), random);
    for (const std::size_t turn : schedule) {
      Actor& actor = actors[turn];
      if (!actor.write.has_value()) {
        auto found = co_await pool.Execute(pg::Lane::kRead, WorkoutKind::Read(key), Deadline::max());
        if (!found.ok()) co_return found.status().ToString();
        actor.read = WorkoutKind::Parse((*found)[0]);
        const std::string next = Markdown(random());
        if (actor.kind == Actor::Kind::kFill) {
          actor.write =
              WorkoutKind::Fill(key, actor.read->version.revision, WorkoutKind::Build(actor.read->markdown));
        } else if (actor.kind == Actor::Kind::kServiceEdit) {
          WorkoutKind::Change change;
          change.markdown = next;
          actor.write = WorkoutKind::Store(key, *actor.read, change, WorkoutKind::Build(next), Context());
        } else {
          actor.write = pg::Query(kEditByHand, pg::Params(key.user_id, key.id, next));
        }
        continue;
      }
      auto written = co_await pool.Execute(pg::Lane::kWrite, *actor.write, Deadline::max());
      if (!written.ok()) co_return written.status().ToString();
      auto cache = co_await pool.Execute(
          pg::Lane::kRead, {kReadCache, pg::Params(key.user_id, key.id, views::kWorkoutBuilderVersion)},
          Deadline::max());
      if (!cache.ok()) co_return cache.status().ToString();
      const pg::Row row = (*cache)[0];
      const auto markdown = row.Get<std::string>(0);
      const auto view = row.Get<std::optional<std::string>>(1);
      if (view.has_value() && *view != WorkoutKind::Build(markdown).view) {
        co_return "a fresh cache that lies, in round " + std::to_string(round);
      }
      if (row.Get<std::int64_t>(2) != row.Get<std::int64_t>(3)) {
        co_return "a revision that was not kept, in round " + std::to_string(round);
      }
    }
  }
  co_return "";
}

TEST_CASE("in ten thousand interleavings of fills and edits a fresh cache equals the build of its markdown") {
  constexpr int kDocuments = 8;
  constexpr int kRounds = 10'000 / kDocuments;
  Store store;
  std::vector<std::future<std::string>> runs;
  for (unsigned seed = 0; seed < kDocuments; ++seed) {
    runs.push_back(async::Run(store.runtime.shard(0),
                              Interleave(store.pool, store.Create(Markdown(seed)), seed, kRounds)));
  }
  for (std::size_t seed = 0; seed < runs.size(); ++seed) {
    CAPTURE(seed);
    CHECK(runs[seed].get() == "");
  }
}

TEST_CASE("an edit behind our back moves updated_at and revision once, and the next read is right") {
  Store store;
  const WorkoutKind::Key key = store.Create(Markdown(1));
  WorkoutStore workouts(store.pool, store.runtime.shard(0));
  store.database.Execute("UPDATE workouts SET updated_at = '2020-01-01'");
  const std::string edited = Markdown(2);

  store.database.Execute("UPDATE workouts SET markdown = '" + edited + "'");

  const auto after_edit = store.database.Rows("SELECT revision, updated_at FROM workouts");
  CHECK(after_edit[0][0] == "2");
  const auto found = store.Wait(workouts.Find(
      key.user_id, WorkoutId{key.id}, {.markdown = true, .view = true, .sms = true}, Deadline::max()));
  REQUIRE(found.ok());
  CHECK(found->markdown == edited);
  CHECK(found->view == WorkoutKind::Build(edited).view);
  CHECK(found->sms == WorkoutKind::Build(edited).sms.text);
  CHECK_FALSE(found->from_cache);

  // The fill runs behind the answer; once it is there the read comes from the cache, and nothing else has
  // moved.
  bool from_cache = false;
  while (!from_cache) {
    from_cache = store.Wait(workouts.Find(key.user_id, WorkoutId{key.id}, {.view = true}, Deadline::max()))
                     ->from_cache;
  }
  CHECK(store.database.Rows("SELECT revision, updated_at FROM workouts") == after_edit);
  CHECK(store.database.Scalar("SELECT author FROM workout_revisions WHERE revision = 2").starts_with("sql:"));
}

TEST_CASE("raising the builder version makes a cache stale, and a fill of an old document does nothing") {
  Store store;
  const WorkoutKind::Key key = store.Create(Markdown(1));
  store.database.Execute("UPDATE workouts SET cache_version = 0");
  WorkoutStore workouts(store.pool, store.runtime.shard(0));

  const auto found =
      store.Wait(workouts.Find(key.user_id, WorkoutId{key.id}, {.view = true}, Deadline::max()));

  REQUIRE(found.ok());
  CHECK_FALSE(found->from_cache);
  const auto filled =
      store.Execute(pg::Lane::kWrite, WorkoutKind::Fill(key, 7, WorkoutKind::Build(Markdown(3))));
  REQUIRE(filled.ok());
  CHECK(filled->affected() == 0);
}

TEST_CASE("concurrent misses of one document build it once") {
  Store store;
  const WorkoutKind::Key key = store.Create(Markdown(1));
  store.database.Execute("UPDATE workouts SET cached_revision = NULL");
  // The fill cannot end while the row is locked, so that every read meets the same miss.
  TestDatabase::Session blocker = store.database.Open();
  blocker.Execute("BEGIN");
  blocker.Execute("SELECT FROM workouts FOR UPDATE");
  WorkoutStore workouts(store.pool, store.runtime.shard(0));

  for (int i = 0; i < 50; ++i) {
    CHECK(store.Wait(workouts.Find(key.user_id, WorkoutId{key.id}, {.view = true}, Deadline::max())).ok());
  }

  CHECK(workouts.cache_counters().built == 1);
  blocker.Execute("ROLLBACK");
}

}  // namespace
}  // namespace liftmark::workouts
