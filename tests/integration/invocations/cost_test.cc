// Costs: the price in force when the call happened, kept with the call; unknown is never zero.
#include <limits>
#include <set>

#include "tests/integration/invocations/calls.h"

namespace liftmark::invocations {
namespace {

google::protobuf::Timestamp Day(int year, int month, int day) {
  return rpc::ToTimestamp(absl::FromCivil(absl::CivilDay(year, month, day), absl::UTCTimeZone()));
}

pb::LoggedInvocation CallOf(const std::string& model, google::protobuf::Timestamp started_at) {
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->clear_provider();
  call.mutable_start()->set_model(model);
  *call.mutable_start()->mutable_started_at() = std::move(started_at);
  return call;
}

// Two dollars for a million tokens of a prompt, eight for those of a completion.
pb::AddPriceRequest NewPrice(const std::string& model, google::protobuf::Timestamp from) {
  pb::AddPriceRequest request;
  pb::Price& price = *request.mutable_price();
  price.set_provider("acme");
  price.set_model(model);
  *price.mutable_effective_from() = std::move(from);
  price.set_input_per_million("2");
  price.set_output_per_million("8.00");
  price.set_source("https://acme.example/prices");
  price.set_as_of("2026-03-01");
  return request;
}

TEST_CASE("each class of tokens has its price, and cached tokens count once") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  pb::TokenCounts& tokens = *call.mutable_outcome()->mutable_tokens();
  tokens.set_prompt_tokens(10'000);
  tokens.set_cache_read_tokens(6'000);
  tokens.set_cache_write_tokens(1'000);
  tokens.set_completion_tokens(2'000);
  tokens.set_reasoning_tokens(500);
  // 3,000 at 3, 6,000 at 0.30, 1,000 at 3.75, 2,000 at 15 dollars for a million.
  CHECK(calls.Log(call).cost_usd() == "0.04455");
}

TEST_CASE("a model is known by its aliases, too, and by its provider if that is given") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  call.mutable_start()->set_model("claude-sonnet-4-5-20250929");
  call.mutable_start()->clear_provider();
  CHECK(calls.Log(call).cost_usd() == kCostOfCall);
  call = NewCall();
  call.mutable_start()->set_provider("bedrock");
  CHECK_FALSE(calls.Log(call).has_cost_usd());
}

TEST_CASE("the price in force when the call began counts, not when it was logged") {
  Calls calls;
  CHECK(calls.Log(CallOf("o3", Day(2025, 6, 9))).cost_usd() == "0.014");
  CHECK(calls.Log(CallOf("o3", Day(2025, 6, 10))).cost_usd() == "0.0028");
  CHECK_FALSE(calls.Log(CallOf("o3", Day(2025, 1, 1))).has_cost_usd());
}

TEST_CASE("a cost that is not known is not zero") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  SECTION("of an unknown model") { call.mutable_start()->set_model("claude-sonnet-4-5 "); }
  SECTION("of unknown tokens") { call.mutable_outcome()->mutable_tokens()->clear_completion_tokens(); }
  SECTION("of a class without a price") {
    call.mutable_start()->set_provider("openai");
    call.mutable_start()->set_model("gpt-4.1");
    call.mutable_outcome()->mutable_tokens()->set_cache_write_tokens(1);
  }
  SECTION("of a prompt that is not sold at the price") {
    call.mutable_outcome()->mutable_tokens()->set_prompt_tokens(200'001);
  }
  CHECK_FALSE(calls.Log(call).has_cost_usd());
  CHECK_FALSE(calls.Get(call.start().id()).has_price_id());
  pb::GetUsageRequest request;
  *request.mutable_from() = Day(2026, 1, 1);
  *request.mutable_to() = Day(2100, 1, 1);
  const auto totals = calls.Must<pb::GetUsageResponse>("GetUsage", request).totals();
  CHECK(totals.unpriced_calls() == 1);
  CHECK(totals.cost_usd() == "0");
}

TEST_CASE("no tokens cost nothing, and a name that two providers sell is no price") {
  Calls calls;
  pb::LoggedInvocation call = NewCall();
  call.mutable_outcome()->mutable_tokens()->set_prompt_tokens(0);
  call.mutable_outcome()->mutable_tokens()->set_completion_tokens(0);
  CHECK(calls.Log(call).cost_usd() == "0");

  calls.Must<pb::AddPriceResponse>("AddPrice", NewPrice("claude-sonnet-4-5", Day(2026, 1, 1)));
  call = NewCall();
  CHECK(calls.Log(call).cost_usd() == kCostOfCall);
  call = NewCall();
  call.mutable_start()->clear_provider();
  CHECK_FALSE(calls.Log(call).has_cost_usd());
}

TEST_CASE("a name that a price gives twice is one name") {
  Calls calls;
  pb::AddPriceRequest request = NewPrice("acme-1", Day(2026, 1, 1));
  for (const char* alias : {"acme-1", "acme-one", "acme-one"}) request.mutable_price()->add_aliases(alias);
  calls.Must<pb::AddPriceResponse>("AddPrice", request);
  CHECK(calls.Log(CallOf("acme-1", Day(2026, 3, 10))).cost_usd() == "0.0028");
  CHECK(calls.Log(CallOf("acme-one", Day(2026, 3, 10))).cost_usd() == "0.0028");
}

TEST_CASE("a new price ends the one before it, and changes no call") {
  Calls calls;
  const auto first = calls.Must<pb::AddPriceResponse>("AddPrice", NewPrice("acme-1", Day(2026, 1, 1)));
  CHECK(first.price().output_per_million() == "8");
  const pb::LoggedInvocation before = CallOf("acme-1", Day(2026, 3, 10));
  CHECK(calls.Log(before).cost_usd() == "0.0028");

  pb::AddPriceRequest cheaper = NewPrice("acme-1", Day(2026, 3, 1));
  cheaper.mutable_price()->set_input_per_million("1");
  const auto second = calls.Must<pb::AddPriceResponse>("AddPrice", cheaper);
  CHECK(calls.Get(before.start().id()).cost_usd() == "0.0028");
  CHECK(calls.Get(before.start().id()).price_id() == first.price().id());
  CHECK(calls.Log(CallOf("acme-1", Day(2026, 3, 10))).cost_usd() == "0.0018");
  CHECK(calls.Log(CallOf("acme-1", Day(2026, 2, 28))).cost_usd() == "0.0028");

  pb::ListPricesRequest list;
  list.set_model("acme-1");
  CHECK(calls.Must<pb::ListPricesResponse>("ListPrices", list).prices_size() == 1);
  list.set_include_past(true);
  const auto prices = calls.Must<pb::ListPricesResponse>("ListPrices", list);
  REQUIRE(prices.prices_size() == 2);
  CHECK(prices.prices(0).effective_to().seconds() == cheaper.price().effective_from().seconds());
  CHECK(prices.prices(1).id() == second.price().id());
}

TEST_CASE("a price is added once, and never between others") {
  Calls calls;
  pb::AddPriceRequest request = NewPrice("acme-1", Day(2026, 3, 1));
  request.mutable_price()->add_aliases("acme-one");
  const auto added = calls.Must<pb::AddPriceResponse>("AddPrice", request);
  CHECK(calls.Must<pb::AddPriceResponse>("AddPrice", request).price().id() == added.price().id());

  pb::AddPriceRequest other = request;
  other.mutable_price()->set_input_per_million("3");
  CHECK(calls.Call<pb::AddPriceResponse>("AddPrice", other).reason() == "PRICE_OVERLAPS");
  other = NewPrice("acme-1", Day(2026, 2, 1));
  CHECK(calls.Call<pb::AddPriceResponse>("AddPrice", other).reason() == "PRICE_OVERLAPS");
  other = NewPrice("acme-one", Day(2026, 4, 1));
  CHECK(calls.Call<pb::AddPriceResponse>("AddPrice", other).reason() == "ALIAS_TAKEN");
  CHECK(calls.database.Scalar("SELECT count(*) FROM model_prices WHERE provider = 'acme'"
                              " AND effective_to IS NULL") == "1");
}

TEST_CASE("a price that makes no sense is refused") {
  Calls calls;
  const std::string rate = GENERATE("-1", "1e3", "free", "1.0000000001", "1.", ".5", "100000", "NaN");
  pb::AddPriceRequest request = NewPrice("acme-1", Day(2026, 3, 1));
  request.mutable_price()->set_input_per_million(rate);
  const auto refused = calls.Call<pb::AddPriceResponse>("AddPrice", request);
  CHECK(refused.violations().count("price.input_per_million") == 1);
}

TEST_CASE("the most tokens at the highest price have a cost") {
  Calls calls;
  pb::AddPriceRequest request = NewPrice("acme-1", Day(2026, 1, 1));
  request.mutable_price()->set_input_per_million("99999.999999999");
  calls.Must<pb::AddPriceResponse>("AddPrice", request);
  pb::LoggedInvocation call = CallOf("acme-1", Day(2026, 3, 10));
  call.mutable_outcome()->mutable_tokens()->set_prompt_tokens(std::numeric_limits<std::int32_t>::max());
  call.mutable_outcome()->mutable_tokens()->set_completion_tokens(0);
  CHECK(calls.Log(call).cost_usd() == "214748364.699997853");
}

TEST_CASE("prices are listed page by page") {
  Calls calls;
  pb::ListPricesRequest request;
  request.set_page_size(7);
  request.set_include_past(true);
  std::vector<std::string> ids;
  do {
    const auto page = calls.Must<pb::ListPricesResponse>("ListPrices", request);
    for (const pb::Price& price : page.prices()) ids.push_back(price.id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  CHECK(std::to_string(ids.size()) == calls.database.Scalar("SELECT count(*) FROM model_prices"));
}

TEST_CASE("a page of prices fits into a reply") {
  Calls calls;
  calls.database.Execute(
      "INSERT INTO model_prices (provider, model, aliases, input_per_million, effective_from, source, as_of)"
      " SELECT 'acme', 'acme-' || i, ARRAY(SELECT repeat('x', 190) || i || '-' || j FROM generate_series(1, "
      "20) j), 1,"
      "        '2026-01-01', repeat('s', 2000), '2026-01-01' FROM generate_series(1, 900) AS i");
  pb::ListPricesRequest request;
  request.set_page_size(1000);
  std::set<std::string> ids;
  do {
    const auto page = calls.Must<pb::ListPricesResponse>("ListPrices", request);
    for (const pb::Price& price : page.prices()) ids.insert(price.id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  CHECK(std::to_string(ids.size()) ==
        calls.database.Scalar("SELECT count(*) FROM model_prices WHERE effective_to IS NULL"));
}

TEST_CASE("repricing fills what had no price, and nothing else") {
  Calls calls;
  std::vector<pb::LoggedInvocation> sent;
  for (int i = 0; i < 1200; ++i) sent.push_back(CallOf("acme-1", Day(2026, 3, 10)));
  for (int i = 0; i < 3; ++i) calls.LogAll({sent.begin() + i * 400, sent.begin() + (i + 1) * 400});
  calls.Log(CallOf("acme-1", Day(2025, 12, 31)));  // before the price
  const pb::LoggedInvocation priced = NewCall();
  calls.Log(priced);
  calls.Must<pb::AddPriceResponse>("AddPrice", NewPrice("acme-1", Day(2026, 1, 1)));

  pb::RepriceInvocationsRequest request;
  request.set_dry_run(true);
  auto repriced = calls.Must<pb::RepriceInvocationsResponse>("RepriceInvocations", request);
  CHECK(repriced.priced_calls() == 1200);
  CHECK(repriced.cost_usd() == "3.36");
  CHECK(repriced.still_unpriced_calls() == 1);
  CHECK(calls.database.Scalar("SELECT count(cost) FROM agent_invocations") == "1");

  request.set_dry_run(false);
  repriced = calls.Must<pb::RepriceInvocationsResponse>("RepriceInvocations", request);
  CHECK(repriced.priced_calls() == 1200);
  CHECK(repriced.cost_usd() == "3.36");
  CHECK_FALSE(repriced.more());
  CHECK(calls.Get(sent[7].start().id()).cost_usd() == "0.0028");
  CHECK(calls.Get(priced.start().id()).cost_usd() == kCostOfCall);
  CHECK(calls.Must<pb::RepriceInvocationsResponse>("RepriceInvocations", request).priced_calls() == 0);
}

}  // namespace
}  // namespace liftmark::invocations
