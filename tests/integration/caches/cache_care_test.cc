// The care of caches through real gRPC calls, on real PostgreSQL: the same for dossiers, plans and workouts.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "tests/integration/caches/cached_documents.h"

namespace liftmark {
namespace {

namespace pb = document::v1;

template <class T>
void CheckAllViews(CachedDocuments<T>& suite) {
  for (const auto& row :
       suite.database.Rows(std::string("SELECT user_id, markdown, ") + T::kId + " FROM " + T::kTable)) {
    const auto read = suite.Read({*row[0], *row[2]});
    REQUIRE(read.ok());
    CHECK(read.response.from_cache());
    CHECK(T::ViewOf(read.response) == T::Kind::Build(*row[1]).view);
  }
}

TEMPLATE_TEST_CASE("the status counts fresh, stale and cold caches, and how reads were answered", "",
                   Dossiers, Plans, Workouts) {
  CachedDocuments<TestType> suite;
  CHECK(suite.Status().documents().fresh() == 0);
  CHECK_FALSE(suite.Status().has_hit_rate());
  const auto documents = suite.Add(6);
  for (int i : {0, 1, 2}) suite.ReadUntilCached(documents[i]);
  suite.Set("cache_version = cache_version + 1", documents[1]);
  suite.Set("markdown = markdown || 'x'", documents[2]);

  const pb::CacheStatus status = suite.Status();

  CHECK(status.documents().fresh() == 1);
  CHECK(status.documents().stale() == 1);
  CHECK(status.documents().cold() == 4);
  CHECK_FALSE(status.documents().estimated());
  CHECK(status.built() >= 3);
  CHECK(status.hits() == 3);
  CHECK(status.hit_rate() == Approx(3.0 / (3.0 + static_cast<double>(status.built()))));
  CHECK(status.fills_failed() == 0);
}

TEMPLATE_TEST_CASE("a cache explains itself, with the document as the builder reads it", "", Dossiers, Plans,
                   Workouts) {
  CachedDocuments<TestType> suite;
  const DocumentName document = suite.Add(1)[0];

  const pb::CacheExplanation cold = suite.Explain(document).response.explanation();
  CHECK(cold.state() == pb::CACHE_STATE_COLD);
  CHECK(cold.revision() == 1);
  CHECK_FALSE(cold.has_cached_revision());
  CHECK_FALSE(cold.stored_view_is_current());
  const auto& diagnostics = cold.diagnostics();
  CHECK(std::any_of(diagnostics.begin(), diagnostics.end(), [](const pb::Diagnostic& diagnostic) {
    return diagnostic.rule() == TestType::kMissing;
  }));
  REQUIRE(cold.blocks_size() >= 3);
  CHECK(cold.blocks(0).kind() == pb::BLOCK_KIND_HEADING);
  CHECK(cold.blocks(0).level() == 1);
  CHECK(cold.blocks(0).line() == 1);
  CHECK("# " + cold.blocks(0).texts(0) == TestType::Markdown(0).substr(0, TestType::Markdown(0).find('\n')));
  CHECK(cold.blocks(cold.blocks_size() - 1).kind() == pb::BLOCK_KIND_ITEM);
  CHECK(cold.blocks(cold.blocks_size() - 1).depth() == 1);

  suite.ReadUntilCached(document);
  const pb::CacheExplanation fresh = suite.Explain(document).response.explanation();
  CHECK(fresh.state() == pb::CACHE_STATE_FRESH);
  CHECK(fresh.cached_revision() == 1);
  CHECK(fresh.cache_version() == fresh.builder_version());
  CHECK(fresh.stored_view_is_current());
  CHECK(fresh.updated_at().SerializeAsString() == cold.updated_at().SerializeAsString());

  suite.ChangeBuilders();
  const pb::CacheExplanation stale = suite.Explain(document).response.explanation();
  CHECK(stale.state() == pb::CACHE_STATE_STALE);
  CHECK(stale.cache_version() == stale.builder_version() + 1);
  CHECK_FALSE(stale.stored_view_is_current());

  CHECK(suite.Explain({suite.database.CreateUser(), document.id}).code() == grpc::StatusCode::NOT_FOUND);
}

TEMPLATE_TEST_CASE("views are dropped for one document or all, and nothing else changes", "", Dossiers, Plans,
                   Workouts) {
  using Request = typename TestType::InvalidateCachesRequest;
  CachedDocuments<TestType> suite;
  const auto documents = suite.Add(5);
  for (int i : {0, 1, 2}) suite.ReadUntilCached(documents[i]);
  const std::string rest =
      std::string("SELECT md5(string_agg((markdown, revision, created_at, updated_at)::text, '|' ORDER BY ") +
      TestType::kId + ")) FROM " + TestType::kTable;
  const std::string before = suite.database.Scalar(rest);

  const auto one = suite.Invalidate(Naming<Request>(documents[0]));
  CHECK(one.response.invalidated() == 1);
  CHECK(suite.Status().documents().cold() == 3);
  CHECK(suite.Invalidate(Naming<Request>(documents[0])).response.invalidated() == 0);

  Request everything;
  everything.set_all(true);
  const auto all = suite.Invalidate(everything);
  CHECK(all.response.invalidated() == 2);
  CHECK_FALSE(all.response.more());
  CHECK(suite.Count(TestType::kHasViews) == "0");
  CHECK(suite.database.Scalar(rest) == before);

  CHECK(suite.Invalidate(Naming<Request>({suite.database.CreateUser(), documents[0].id})).code() ==
        grpc::StatusCode::NOT_FOUND);
  CHECK(suite.Invalidate(Request()).violations().count("user_id") == 1);
  everything.set_user_id(suite.user);
  CHECK(suite.Invalidate(everything).violations().count("all") == 1);
  suite.ReadUntilCached(documents[0]);
}

TEMPLATE_TEST_CASE("the views of one user are dropped, and no other's", "", Plans, Workouts) {
  CachedDocuments<TestType> suite;
  auto documents = suite.Add(2);
  suite.user = suite.database.CreateUser();
  documents.push_back(suite.Add(1)[0]);
  for (const DocumentName& document : documents) suite.ReadUntilCached(document);

  typename TestType::InvalidateCachesRequest request;
  request.set_user_id(documents[0].user);
  CHECK(suite.Invalidate(request).response.invalidated() == 2);

  CHECK(suite.Explain(documents[2]).response.explanation().state() == pb::CACHE_STATE_FRESH);
  CHECK(suite.Status().documents().cold() == 2);
}

TEMPLATE_TEST_CASE("views of a document that another transaction holds are dropped when it lets go", "",
                   Dossiers, Plans, Workouts) {
  CachedDocuments<TestType> suite;
  const auto documents = suite.Add(4);
  REQUIRE(suite.Rebuild({}).last().rebuilt() == 4);
  auto holder = suite.database.Open();
  holder.Execute(std::string("BEGIN; UPDATE ") + TestType::kTable + " SET updated_at = now()" +
                 suite.Where(documents[0]));

  auto dropped = std::async(std::launch::async, [&] {
    typename TestType::InvalidateCachesRequest everything;
    everything.set_all(true);
    return suite.Invalidate(everything);
  });
  while (suite.Status().documents().cold() < 3) {
  }
  holder.Execute("COMMIT");

  CHECK(dropped.get().response.invalidated() == 4);
  CHECK(suite.Status().documents().cold() == 4);
}

TEMPLATE_TEST_CASE("more documents than one batch holds are rebuilt, and passed over where they are fresh",
                   "", Dossiers, Plans, Workouts) {
  using Rebuild = typename TestType::RebuildCachesRequest;
  CachedDocuments<TestType> suite;
  suite.Add(130);
  Rebuild request;
  request.set_max_per_second(20'000);

  const auto first = suite.Rebuild(request);

  REQUIRE(first.status.ok());
  CHECK(first.progress.front().documents().cold() == 130);
  CHECK(first.last().done());
  CHECK(first.last().rebuilt() == 130);
  CHECK(first.last().passed() == 0);
  CheckAllViews(suite);

  const auto again = suite.Rebuild(request);
  CHECK(again.last().rebuilt() == 0);
  CHECK(again.last().passed() == 130);
  CHECK(again.last().done());

  suite.ChangeBuilders();
  suite.Set("markdown = markdown || 'x'", suite.First());
  const auto stale = suite.Rebuild(request);
  CHECK(stale.progress.front().documents().stale() == 129);
  CHECK(stale.last().rebuilt() == 130);
  CheckAllViews(suite);
}

TEMPLATE_TEST_CASE("a rebuild of one user leaves the others", "", Dossiers, Plans, Workouts) {
  CachedDocuments<TestType> suite;
  const DocumentName mine = suite.Add(1)[0];
  suite.user = suite.database.CreateUser();
  suite.Add(1);
  typename TestType::RebuildCachesRequest request;
  request.set_user_id(mine.user);

  const auto rebuilt = suite.Rebuild(request);

  CHECK(rebuilt.last().rebuilt() == 1);
  CHECK_FALSE(rebuilt.last().has_documents());
  CHECK(suite.Explain(mine).response.explanation().state() == pb::CACHE_STATE_FRESH);
  CHECK(suite.Status().documents().cold() == 1);
}

TEMPLATE_TEST_CASE("two rebuilds beside reads and edits never store what is older than the document", "",
                   Dossiers, Plans, Workouts) {
  CachedDocuments<TestType> suite;
  const auto documents = suite.Add(60);
  typename TestType::RebuildCachesRequest request;
  request.set_max_per_second(20'000);
  std::atomic<bool> rebuilding{true};
  std::vector<std::string> failures(3);
  const auto rebuild = [&](std::size_t who) {
    for (int round = 0; round < 8; ++round) {
      const auto rebuilt = suite.Rebuild(request);
      if (!rebuilt.status.ok() || !rebuilt.last().done())
        failures[who] = rebuilt.status.error_message() + " not done";
      if (rebuilt.last().failed() > 0) failures[who] = "a document that was not stored";
    }
  };
  std::thread first(rebuild, 0);
  std::thread second(rebuild, 1);
  std::thread editor([&] {
    auto session = suite.database.Open();
    for (int i = 0; rebuilding; ++i) {
      const DocumentName& document = documents[static_cast<std::size_t>(i) % documents.size()];
      session.Execute(std::string("UPDATE ") + TestType::kTable + " SET markdown = '" +
                      TestType::Markdown(1000 + i) + "'" + suite.Where(document));
      const auto read = suite.Read(document);
      if (!read.ok() ||
          TestType::ViewOf(read.response) != TestType::Kind::Build(TestType::Markdown(1000 + i)).view)
        failures[2] = "a read that is older than the document";
    }
  });
  first.join();
  second.join();
  rebuilding = false;
  editor.join();

  CHECK(failures == std::vector<std::string>(3));
  REQUIRE(suite.Rebuild(request).last().done());
  CheckAllViews(suite);
}

TEMPLATE_TEST_CASE("a rebuild that runs out of time goes on with its token", "", Dossiers, Plans, Workouts) {
  CachedDocuments<TestType> suite;
  suite.Add(100);
  typename TestType::RebuildCachesRequest request;
  request.set_max_per_second(20);

  const auto slow = suite.Rebuild(request, std::chrono::milliseconds(2500));

  REQUIRE(slow.status.ok());
  CHECK_FALSE(slow.last().done());
  CHECK(slow.last().rebuilt() > 0);
  CHECK(slow.last().rebuilt() < 100);

  request.set_max_per_second(20'000);
  request.set_resume_token(slow.last().resume_token());
  const auto rest = suite.Rebuild(request);
  CHECK(rest.last().done());
  CHECK(rest.last().passed() == 0);
  CHECK(rest.last().rebuilt() == 100 - slow.last().rebuilt());

  request.set_user_id(suite.user);
  CHECK(suite.Rebuild(request).status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
}

TEMPLATE_TEST_CASE("a rebuild ends when its caller goes", "", Dossiers, Plans, Workouts) {
  // What goes on after it would keep the service from draining.
  CachedDocuments<TestType> suite;
  suite.Add(100);
  typename TestType::RebuildCachesRequest request;
  request.set_max_per_second(2);

  const auto rebuilt = suite.Rebuild(request, std::chrono::seconds(25),
                                     [](grpc::ClientContext& context) { context.TryCancel(); });

  CHECK(rebuilt.status.error_code() == grpc::StatusCode::CANCELLED);
  CHECK(suite.Status().documents().cold() > 50);
}

TEMPLATE_TEST_CASE("a document that cannot be stored does not keep the others from it", "", Dossiers, Plans,
                   Workouts) {
  CachedDocuments<TestType> suite;
  const auto documents = suite.Add(20);
  suite.Set("markdown = markdown || 'poison'", documents[7]);
  suite.database.Execute(std::string("ALTER TABLE ") + TestType::kTable +
                         " ADD CHECK (view IS NULL OR markdown NOT LIKE '%poison')");

  const auto rebuilt = suite.Rebuild({});

  REQUIRE(rebuilt.status.ok());
  CHECK(rebuilt.last().done());
  CHECK(rebuilt.last().failed() == 1);
  CHECK(rebuilt.last().rebuilt() == 19);
  CHECK(suite.Status().documents().cold() == 1);
}

TEMPLATE_TEST_CASE(
    "a new builder makes every cache stale at once, and each is built and stored once when it is read", "",
    Dossiers, Plans, Workouts) {
  CachedDocuments<TestType> suite;
  const auto documents = suite.Add(100);
  REQUIRE(suite.Rebuild({}).last().rebuilt() == 100);
  suite.ChangeBuilders();
  CHECK(suite.Status().documents().stale() == 100);
  suite.database.Execute(
      std::string("CREATE TABLE writes (id uuid);"
                  "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS "
                  "$$ BEGIN INSERT INTO writes VALUES (NEW.") +
      TestType::kId + "); RETURN NULL; END $$; CREATE TRIGGER note AFTER UPDATE ON " + TestType::kTable +
      " FOR EACH ROW EXECUTE FUNCTION note()");

  std::atomic<int> wrong{0};
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 8; ++reader) {
    readers.emplace_back([&] {
      for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto read = suite.Read(documents[i]);
        const std::string view = TestType::Kind::Build(TestType::Markdown(static_cast<int>(i))).view;
        if (!read.ok() || TestType::ViewOf(read.response) != view) ++wrong;
      }
    });
  }
  for (std::thread& reader : readers) reader.join();

  CHECK(wrong == 0);
  for (const DocumentName& document : documents) suite.ReadUntilCached(document);
  CHECK(suite.database.Scalar("SELECT count(*) FROM writes") == "100");
  CHECK(suite.Status().documents().fresh() == 100);
}

TEST_CASE("of many workouts, fresh and stale ones are estimated, and cold ones counted") {
  CachedDocuments<Workouts> suite;
  suite.Add(1);
  REQUIRE(suite.Rebuild({}).last().rebuilt() == 1);
  // Two rows a page: 2,000 pages of the table, of which a sample is read.
  suite.database.Execute(R"sql(
    ALTER TABLE workouts DISABLE TRIGGER ALL;
    INSERT INTO workouts (user_id, workout_date, markdown, view, cached_revision, cache_version)
    SELECT user_id, date '2000-01-01' + n, 'x', (SELECT decode(string_agg(md5(n::text || k), ''), 'hex')
                                                 FROM generate_series(1, 180) k),
           CASE WHEN n > 10 THEN 1 END, CASE WHEN n % 4 = 0 THEN cache_version - 1 ELSE cache_version END
    FROM workouts, generate_series(1, 4000) n)sql");

  const pb::CacheCounts counts = suite.Status().documents();

  CHECK(counts.estimated());
  CHECK(counts.cold() == 10);
  CHECK(counts.fresh() + counts.stale() > 3000);
  CHECK(counts.fresh() + counts.stale() < 5000);
  CHECK(counts.stale() > 500);
  CHECK(counts.stale() < 1500);
}

}  // namespace
}  // namespace liftmark
