// What statements answer: values, errors, transactions, prepared statements.
#include <catch2/catch.hpp>
#include <limits>

#include "tests/integration/pg/pool_fixture.h"

namespace liftmark::pg {
namespace {

constexpr Statement kEcho{"echo", "SELECT $1::text"};
constexpr Statement kValues{"values", R"sql(
  SELECT $1::text, $2::varchar(20), $3::uuid, $4::date, $5::jsonb, $6::json, $7::smallint, $8::int, $9::bigint,
         $10::float8, $11::real, $12::bool, $13::timestamptz, $14::bytea, $15::text[], $16::int, $17::text[])sql"};
constexpr Statement kRows{"rows", R"sql(
  SELECT a, b, c, d, e, f, g, h
  FROM unnest($1::bytea[], $2::bigint[], $3::int[], $4::text[], $5::timestamptz[], $6::uuid[], $7::jsonb[], $8::text[])
    WITH ORDINALITY AS r(a, b, c, d, e, f, g, h, place)
  ORDER BY place)sql"};
constexpr Statement kDivide{"divide", "SELECT 100 / $1::int"};
constexpr Statement kInsert{"insert", "INSERT INTO log (id) VALUES ($1::int)"};
constexpr Statement kInsertChild{"insert_child", "INSERT INTO child (parent) VALUES ($1::int)"};
constexpr Statement kCount{"count", "SELECT count(*) FROM log"};
constexpr Statement kTouchAll{"touch_all", "UPDATE log SET id = id WHERE id > $1::int"};
constexpr Statement kReadColumn{"read_column", "SELECT value FROM changing"};
constexpr Statement kFindPrepared{
    "find_prepared",
    "SELECT count(*), sum(generic_plans + custom_plans)::int FROM pg_prepared_statements WHERE name = $1"};

constexpr const char* kTables = R"sql(
  CREATE TABLE log (id int PRIMARY KEY CHECK (id < 1000));
  CREATE TABLE child (parent int CONSTRAINT child_parent REFERENCES log DEFERRABLE INITIALLY DEFERRED))sql";

PoolOptions OneConnectionALane() {
  PoolOptions options;
  options.read.connections = options.write.connections = options.scan.connections = 1;
  return options;
}

TEST_CASE("every type goes in and comes back on every lane") {
  PoolFixture test;
  const Lane lane = GENERATE(Lane::kRead, Lane::kWrite, Lane::kScan);
  const std::string text = "naïve 🏋 \"quoted\" \\ {a,b}\n";
  const std::string binary = std::string("\0\xff\x80 view", 8);
  const absl::Time time = absl::FromUnixMicros(1'772'400'000'123'456);
  const std::vector<std::string> texts = {"", "NULL", "a,b", R"("q" \ {})", text};

  const Rows rows =
      test.Execute(lane, {kValues, Params(text, "short", "0b5b5c3e-8a52-4a3b-9a6e-0123456789ab", "2026-02-28",
                                          R"({"a": [1, "x"]})", R"({"b":1})", std::int16_t{-3},
                                          std::numeric_limits<std::int32_t>::min(),
                                          std::numeric_limits<std::int64_t>::max(), 0.1, 0.5F, true, time,
                                          Bytes(binary), texts, std::nullopt, std::vector<std::string>())});

  REQUIRE(rows.ok());
  REQUIRE(rows->rows() == 1);
  const Row row = (*rows)[0];
  CHECK(row.Get<std::string>(0) == text);
  CHECK(row.Get<std::string_view>(1) == "short");
  CHECK(row.Get<std::string>(2) == "0b5b5c3e-8a52-4a3b-9a6e-0123456789ab");
  CHECK(row.Get<std::string>(3) == "2026-02-28");
  CHECK(row.Get<std::string_view>(4) == R"({"a": [1, "x"]})");
  CHECK(row.Get<std::string_view>(5) == R"({"b":1})");
  CHECK(row.Get<std::int16_t>(6) == -3);
  CHECK(row.Get<std::int32_t>(7) == std::numeric_limits<std::int32_t>::min());
  CHECK(row.Get<std::int64_t>(8) == std::numeric_limits<std::int64_t>::max());
  CHECK(row.Get<double>(9) == 0.1);
  CHECK(row.Get<double>(10) == 0.5);
  CHECK(row.Get<bool>(11));
  CHECK(row.Get<absl::Time>(12) == time);
  CHECK(row.Get<std::string_view>(13) == binary);
  CHECK(row.Get<std::vector<std::string>>(14) == texts);
  CHECK(row.Get<std::optional<std::int32_t>>(15) == std::nullopt);
  CHECK(row.Get<std::vector<std::string>>(16).empty());

  CHECK_THROWS_AS(row.Get<std::int32_t>(0), ResultError);
  CHECK_THROWS_AS(row.Get<std::int32_t>(15), ResultError);
  CHECK_THROWS_AS(row.Get<std::string>(17), ResultError);
  CHECK_THROWS_AS((*rows)[1], ResultError);
}

TEST_CASE("columns of every type are rows, and what a column lacks is NULL") {
  PoolFixture test;
  using Type = Column::Type;
  const std::string text = "naïve 🏋 \"quoted\" \\ {a,b}\n";
  const std::string binary = std::string("\0\xff\x80 view", 8);
  const std::string uuid = "0b5b5c3e-8a52-4a3b-9a6e-0123456789ab";
  const absl::Time time = absl::FromUnixMicros(1'772'400'000'123'456);
  Column bytes(Type::kBytes), bigints(Type::kBigint), integers(Type::kInteger), texts(Type::kText),
      times(Type::kTimestamp), uuids(Type::kUuid), objects(Type::kJsonb), nothing(Type::kText);
  bytes.Add(binary);
  bigints.Add(std::numeric_limits<std::int64_t>::min());
  integers.Add(std::numeric_limits<std::int32_t>::max());
  texts.Add(text);
  times.Add(time);
  uuids.Add(uuid);
  objects.Add(R"({"a": [1, "x"]})");
  nothing.Add(std::nullopt);
  for (Column* column : {&bytes, &bigints, &integers, &texts, &times, &uuids, &objects, &nothing})
    column->Add(std::nullopt);
  times.Add(absl::InfinitePast());
  times.Add(absl::InfiniteFuture());

  const Rows rows = test.Execute(
      Lane::kWrite, {kRows, Params(bytes, bigints, integers, texts, times, uuids, objects, nothing)});
  REQUIRE(rows.ok());
  REQUIRE(rows->rows() == 4);
  const Row row = (*rows)[0];
  CHECK(row.Get<std::string_view>(0) == binary);
  CHECK(row.Get<std::int64_t>(1) == std::numeric_limits<std::int64_t>::min());
  CHECK(row.Get<std::int32_t>(2) == std::numeric_limits<std::int32_t>::max());
  CHECK(row.Get<std::string_view>(3) == text);
  CHECK(row.Get<absl::Time>(4) == time);
  CHECK(row.Get<std::string>(5) == uuid);
  CHECK(row.Get<std::string_view>(6) == R"({"a": [1, "x"]})");
  CHECK(row.field(7).null);
  for (int i = 0; i < 8; ++i) CHECK((*rows)[1].field(i).null);
  CHECK((*rows)[2].Get<absl::Time>(4) == absl::InfinitePast());
  CHECK((*rows)[3].Get<absl::Time>(4) == absl::InfiniteFuture());
}

TEST_CASE("a result outlives its pool") {
  Result result;
  {
    PoolFixture test;
    result = *test.Execute(Lane::kRead, {kEcho, Params("still here")});
  }
  CHECK(result[0].Get<std::string_view>(0) == "still here");
}

TEST_CASE("an error has its code, SQLSTATE and constraint, and none of the row's values") {
  PoolFixture test;
  test.database.Execute(kTables);
  REQUIRE(test.Execute(Lane::kWrite, {kInsert, Params(7)}).ok());

  const absl::Status twice = test.Execute(Lane::kWrite, {kInsert, Params(7)}).status();
  CHECK(twice.code() == absl::StatusCode::kAlreadyExists);
  CHECK(SqlState(twice) == kUniqueViolation);
  CHECK(ConstraintOf(twice) == "log_pkey");
  CHECK(twice.ToString().find("Key (id)") == std::string::npos);

  const absl::Status refused = test.Execute(Lane::kWrite, {kInsert, Params(1000)}).status();
  CHECK(ConstraintOf(refused) == "log_id_check");

  const absl::Status unreadable = test.Execute(Lane::kWrite, {kInsert, Params("secret")}).status();
  CHECK(unreadable.code() == absl::StatusCode::kInvalidArgument);
  CHECK(unreadable.ToString().find("secret") == std::string::npos);
}

TEST_CASE("rows that a write touched are counted") {
  PoolFixture test;
  test.database.Execute(kTables);
  const Batches results =
      test.Batch({{kInsert, Params(1)}, {kInsert, Params(2)}, {kTouchAll, Params(0)}, {kCount, Params()}});
  REQUIRE(results.ok());
  REQUIRE(results->size() == 4);
  CHECK((*results)[0].affected() == 1);
  CHECK((*results)[2].affected() == 2);
  CHECK((*results)[3][0].Get<std::int64_t>(0) == 2);
}

TEST_CASE("of a batch with an error nothing happens") {
  PoolFixture test;
  test.database.Execute(kTables);
  const Batches results = test.Batch({{kInsert, Params(1)}, {kDivide, Params(0)}, {kInsert, Params(2)}});
  CHECK(SqlState(results.status()) == "22012");
  CHECK(test.database.Scalar("SELECT count(*) FROM log") == "0");
}

TEST_CASE("an empty batch does nothing, and says so") {
  PoolFixture test;
  const Batches results = test.Batch({});
  REQUIRE(results.ok());
  CHECK(results->empty());
}

TEST_CASE("a write that fails when it commits has failed") {
  PoolFixture test(OneConnectionALane());
  test.database.Execute(kTables);
  auto bystander = test.Start(Lane::kWrite, {kInsert, Params(1)});
  const absl::Status status = test.Execute(Lane::kWrite, {kInsertChild, Params(99)}).status();
  CHECK(SqlState(status) == kForeignKeyViolation);
  CHECK(ConstraintOf(status) == "child_parent");
  CHECK(bystander.get().ok());
  CHECK(test.Execute(Lane::kWrite, {kInsert, Params(2)}).ok());
  CHECK(test.database.Scalar("SELECT count(*) FROM child") == "0");
}

TEST_CASE("the lanes for reading refuse to write") {
  PoolFixture test;
  test.database.Execute(kTables);
  const Lane lane = GENERATE(Lane::kRead, Lane::kScan);
  const absl::Status status = test.Execute(lane, {kInsert, Params(1)}).status();
  CHECK(ReasonOf(status) == "DATABASE_READ_ONLY");
  CHECK(test.database.Scalar("SELECT count(*) FROM log") == "0");
}

TEST_CASE("a statement is prepared once on a connection") {
  PoolFixture test(OneConnectionALane());
  const Lane lane = GENERATE(Lane::kRead, Lane::kWrite, Lane::kScan);
  for (auto& answer : test.StartTogether(lane, Repeat({kEcho, Params("x")}, 5))) REQUIRE(answer.get().ok());
  REQUIRE(test.Execute(lane, {kEcho, Params("x")}).ok());

  const Rows prepared = test.Execute(lane, {kFindPrepared, Params("echo")});
  REQUIRE(prepared.ok());
  CHECK((*prepared)[0].Get<std::int64_t>(0) == 1);
  CHECK((*prepared)[0].Get<std::int32_t>(1) == 6);
}

TEST_CASE("a statement that cannot be prepared says why each time, and works when it can be") {
  PoolFixture test(OneConnectionALane());
  const Lane lane = GENERATE(Lane::kRead, Lane::kWrite, Lane::kScan);
  const auto query = [](int i) { return i % 2 == 0 ? Query(kCount, Params()) : Query(kEcho, Params("x")); };
  auto answers = test.StartTogether(lane, Queries(10, query));
  for (int i = 0; i < 10; ++i) {
    const Rows rows = answers[static_cast<std::size_t>(i)].get();
    if (i % 2 == 0) {
      CHECK(SqlState(rows.status()) == "42P01");
    } else {
      CHECK(rows.ok());
    }
  }

  test.database.Execute(kTables);
  CHECK(test.Execute(lane, {kCount, Params()}).ok());
}

TEST_CASE("a table may change under a prepared statement") {
  PoolFixture test(OneConnectionALane());
  const Lane lane = GENERATE(Lane::kRead, Lane::kWrite, Lane::kScan);
  test.database.Execute("CREATE TABLE changing AS SELECT 1::int AS value");
  REQUIRE((*test.Execute(lane, {kReadColumn, Params()}))[0].Get<std::int32_t>(0) == 1);

  test.database.Execute("ALTER TABLE changing ALTER value TYPE text");
  for (auto& answer : test.StartTogether(lane, Repeat({kReadColumn, Params()}, 3))) {
    const Rows rows = answer.get();
    REQUIRE(rows.ok());
    CHECK((*rows)[0].Get<std::string>(0) == "1");
  }
}

TEST_CASE("two statements with one name are refused") {
  static constexpr Statement kOther{"echo", "SELECT 1"};
  PoolFixture test(OneConnectionALane());
  REQUIRE(test.Execute(Lane::kRead, {kEcho, Params("x")}).ok());
  CHECK(ReasonOf(test.Execute(Lane::kRead, {kOther, Params()}).status()) == "STATEMENT_NAME_TAKEN");
  CHECK(test.Execute(Lane::kRead, {kEcho, Params("x")}).ok());
}

}  // namespace
}  // namespace liftmark::pg
