#include "services/invocations/price_store.h"

#include <string_view>
#include <utility>

#include "common/rpc/non_empty.h"
#include "common/rpc/timestamp.h"
#include "common/status/status.h"
#include "services/invocations/batches.h"
#include "services/invocations/pricing.h"

namespace liftmark::invocations {
namespace {

namespace pb = liftmark::invocations::v1;

// The select list that ReadPrice takes, of `model_prices p`.
#define LIFTMARK_PRICE_COLUMNS                                                            \
  " p.id, p.provider, p.model, p.aliases, p.effective_from, p.effective_to,"              \
  " trim_scale(p.input_per_million)::text, trim_scale(p.cache_read_per_million)::text,"   \
  " trim_scale(p.cache_write_per_million)::text, trim_scale(p.output_per_million)::text," \
  " trim_scale(p.reasoning_per_million)::text, p.source, p.as_of, p.max_prompt_tokens "

constexpr pg::Statement kListPrices{"list_prices", "SELECT" LIFTMARK_PRICE_COLUMNS R"sql(
    FROM model_prices p
    WHERE ($1::text IS NULL OR p.model = $1 OR $1 = ANY (p.aliases))
      AND ($2::bool OR p.effective_to IS NULL OR p.effective_to > now())
      AND (p.provider, p.model, p.effective_from) > ($3, $4, $5)
    ORDER BY p.provider, p.model, p.effective_from LIMIT $6)sql"};

// Those who add prices do it one after the other: none sees half of what another does.
constexpr pg::Statement kLockPrices{"lock_prices",
                                    "SELECT pg_advisory_xact_lock(hashtextextended('model_prices', 29))"};

// $1 provider, $2 model, $3 aliases, $4 effective_from: no other model of the provider has one of the names.
#define LIFTMARK_NAMES_ARE_FREE                                       \
  " NOT EXISTS (SELECT FROM model_prices o"                           \
  "   WHERE o.provider = $1::text AND o.model <> $2::text"            \
  "     AND (o.aliases || o.model::text) && ($3::text[] || $2::text)" \
  "     AND tstzrange(o.effective_from, o.effective_to)"              \
  "         && tstzrange($4::timestamptz, NULL)) "

constexpr pg::Statement kEndPrice{"end_price",
                                  "UPDATE model_prices SET effective_to = $4::timestamptz"
                                  " WHERE provider = $1::text AND model = $2::text AND effective_to IS NULL"
                                  "   AND effective_from < $4::timestamptz"
                                  " AND" LIFTMARK_NAMES_ARE_FREE};

constexpr pg::Statement kInsertPrice{"insert_price", R"sql(
  INSERT INTO model_prices AS p (
    provider, model, aliases, effective_from, input_per_million, cache_read_per_million, cache_write_per_million,
    output_per_million, reasoning_per_million, source, as_of, max_prompt_tokens)
  SELECT $1::text, $2::text, $3::text[], $4::timestamptz, $5::numeric, $6::numeric, $7::numeric, $8::numeric,
         $9::numeric, $10::text, $11::date, $12::int
  WHERE)sql" LIFTMARK_NAMES_ARE_FREE "RETURNING" LIFTMARK_PRICE_COLUMNS};

constexpr pg::Statement kFindPrice{"find_price", "SELECT" LIFTMARK_PRICE_COLUMNS R"sql(
    FROM model_prices p
    WHERE p.provider = $1 AND p.model = $2 AND p.aliases = $3 AND p.effective_from = $4
      AND p.input_per_million IS NOT DISTINCT FROM $5 AND p.cache_read_per_million IS NOT DISTINCT FROM $6
      AND p.cache_write_per_million IS NOT DISTINCT FROM $7 AND p.output_per_million IS NOT DISTINCT FROM $8
      AND p.reasoning_per_million IS NOT DISTINCT FROM $9 AND p.source = $10 AND p.as_of = $11
      AND p.max_prompt_tokens IS NOT DISTINCT FROM $12)sql"};

// The next calls without a cost, in the order of idx_invocations_unpriced.
#define LIFTMARK_UNPRICED                                                                 \
  "SELECT id, created_at, provider, model, started_at, prompt_tokens, completion_tokens," \
  "       cache_read_tokens, cache_write_tokens, reasoning_tokens"                        \
  " FROM agent_invocations"                                                               \
  " WHERE cost IS NULL AND prompt_tokens IS NOT NULL AND completion_tokens IS NOT NULL"   \
  "   AND created_at >= $1 AND created_at < $2 AND (created_at, id) > ($3, $4)"           \
  " ORDER BY created_at, id LIMIT $5 "
// Answers how many calls it looked at, how many it priced, what those cost together, and the last it looked
// at.
#define LIFTMARK_REPRICED                                                            \
  "SELECT (SELECT count(*) FROM unpriced), (SELECT count(*) FROM done),"             \
  "       (SELECT coalesce(sum(cost), 0)::text FROM done), last.created_at, last.id" \
  " FROM (SELECT 1) one LEFT JOIN"                                                   \
  "   (SELECT created_at, id FROM unpriced ORDER BY created_at DESC, id DESC LIMIT 1) last ON true"

constexpr pg::Statement kReprice{
    "reprice_invocations",
    "WITH unpriced AS MATERIALIZED (" LIFTMARK_UNPRICED "FOR NO KEY UPDATE)," LIFTMARK_PRICED("unpriced")
    ", done AS ("
    " UPDATE agent_invocations i SET cost = priced.cost, price_id = priced.price_id"
    " FROM priced WHERE i.id = priced.id AND i.cost IS NULL RETURNING i.cost) " LIFTMARK_REPRICED};

constexpr pg::Statement kRepriceDryRun{
    "reprice_invocations_dry_run", "WITH unpriced AS MATERIALIZED (" LIFTMARK_UNPRICED ")," LIFTMARK_PRICED(
                                       "unpriced") ", done AS (SELECT cost FROM priced) " LIFTMARK_REPRICED};

pb::Price ReadPrice(const pg::Row& row) {
  using Text = std::optional<std::string>;
  pb::Price price;
  price.set_id(row.Get<std::string>(0));
  price.set_provider(row.Get<std::string>(1));
  price.set_model(row.Get<std::string>(2));
  for (std::string& alias : row.Get<std::vector<std::string>>(3)) price.add_aliases(std::move(alias));
  *price.mutable_effective_from() = rpc::ToTimestamp(row.Get<absl::Time>(4));
  if (const auto end = row.Get<std::optional<absl::Time>>(5))
    *price.mutable_effective_to() = rpc::ToTimestamp(*end);
  if (const auto rate = row.Get<Text>(6)) price.set_input_per_million(*rate);
  if (const auto rate = row.Get<Text>(7)) price.set_cache_read_per_million(*rate);
  if (const auto rate = row.Get<Text>(8)) price.set_cache_write_per_million(*rate);
  if (const auto rate = row.Get<Text>(9)) price.set_output_per_million(*rate);
  if (const auto rate = row.Get<Text>(10)) price.set_reasoning_per_million(*rate);
  price.set_source(row.Get<std::string>(11));
  price.set_as_of(row.Get<std::string>(12));
  if (const auto most = row.Get<std::optional<std::int32_t>>(13)) price.set_max_prompt_tokens(*most);
  return price;
}

// What kInsertPrice and kFindPrice take.
pg::Params ParamsOf(const pb::Price& price) {
  std::optional<std::int32_t> max_prompt_tokens;
  if (price.has_max_prompt_tokens()) max_prompt_tokens = price.max_prompt_tokens();
  return pg::Params(price.provider(), price.model(),
                    std::vector<std::string>(price.aliases().begin(), price.aliases().end()),
                    rpc::FromTimestamp(price.effective_from()), rpc::NonEmpty(price.input_per_million()),
                    rpc::NonEmpty(price.cache_read_per_million()),
                    rpc::NonEmpty(price.cache_write_per_million()), rpc::NonEmpty(price.output_per_million()),
                    rpc::NonEmpty(price.reasoning_per_million()), price.source(), price.as_of(),
                    max_prompt_tokens);
}

}  // namespace

Task<absl::StatusOr<std::vector<pb::Price>>> PriceStore::List(std::optional<std::string> name, bool past,
                                                              PricePlace behind, int limit,
                                                              async::Deadline deadline) {
  pg::Params params(name, past, behind.provider, behind.model, behind.effective_from, limit);
  const absl::StatusOr<pg::Result> found =
      co_await pool_.Execute(pg::Lane::kRead, {kListPrices, std::move(params)}, deadline);
  if (!found.ok()) co_return found.status();
  std::vector<pb::Price> prices;
  for (int i = 0; i < found->rows(); ++i) prices.push_back(ReadPrice((*found)[i]));
  co_return prices;
}

Task<absl::StatusOr<pb::Price>> PriceStore::Add(pb::Price price, async::Deadline deadline) {
  pg::Params end(price.provider(), price.model(),
                 std::vector<std::string>(price.aliases().begin(), price.aliases().end()),
                 rpc::FromTimestamp(price.effective_from()));
  std::vector<pg::Query> queries;
  queries.emplace_back(kLockPrices, pg::Params());
  queries.emplace_back(kEndPrice, std::move(end));
  queries.emplace_back(kInsertPrice, ParamsOf(price));
  const absl::StatusOr<std::vector<pg::Result>> added = co_await pool_.Batch(std::move(queries), deadline);
  if (added.ok()) {
    if (added->back().rows() == 1) co_return ReadPrice(added->back()[0]);
    co_return Error(absl::StatusCode::kAlreadyExists, "ALIAS_TAKEN",
                    "another model of the provider has one of the names");
  }
  if (!absl::IsAlreadyExists(added.status())) co_return added.status();

  const absl::StatusOr<pg::Result> same =
      co_await pool_.Execute(pg::Lane::kRead, {kFindPrice, ParamsOf(price)}, deadline);
  if (!same.ok()) co_return same.status();
  if (same->rows() == 1) co_return ReadPrice((*same)[0]);
  co_return Error(absl::StatusCode::kAlreadyExists, "PRICE_OVERLAPS",
                  "the model has a price that begins on that day or later");
}

Task<absl::StatusOr<Repriced>> PriceStore::Reprice(TimeRange logged, bool dry_run, async::Deadline deadline) {
  Repriced repriced;
  BatchPlace behind;
  for (;;) {
    if (async::IsNear(deadline)) {
      repriced.more = true;
      co_return repriced;
    }
    pg::Params params(logged.from, logged.to, behind.created_at, behind.id, kBatchRows);
    const absl::StatusOr<pg::Result> batch =
        co_await pool_.Execute(dry_run ? pg::Lane::kScan : pg::Lane::kWrite,
                               {dry_run ? kRepriceDryRun : kReprice, std::move(params)}, deadline);
    if (!batch.ok()) co_return batch.status();
    const pg::Row row = (*batch)[0];
    const auto unpriced = row.Get<std::int64_t>(0);
    const auto priced = row.Get<std::int64_t>(1);
    repriced.calls += priced;
    repriced.cost += ParseDollars(row.Get<std::string_view>(2));
    repriced.still_unpriced += unpriced - priced;
    if (unpriced < kBatchRows) co_return repriced;
    behind = {row.Get<absl::Time>(3), row.Get<std::string>(4)};
  }
}

}  // namespace liftmark::invocations
