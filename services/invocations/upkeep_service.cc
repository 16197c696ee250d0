#include "services/invocations/upkeep_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/rpc/non_empty.h"
#include "common/rpc/paging.h"
#include "common/rpc/timestamp.h"
#include "common/status/status.h"
#include "services/invocations/time_range.h"

namespace liftmark::invocations {
namespace {

// A decimal number of dollars that fits its column, and small enough for any call's cost to fit its own:
// below 100,000, with at most nine places.
bool IsRate(std::string_view text) {
  constexpr std::size_t kMaxDigits = 5;
  constexpr std::size_t kMaxPlaces = 9;
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
  const auto digits = [](std::string_view part, std::size_t most) {
    return !part.empty() && part.size() <= most && std::all_of(part.begin(), part.end(), absl::ascii_isdigit);
  };
  return digits(whole, kMaxDigits) && (point == text.size() || digits(fraction, kMaxPlaces));
}

absl::Status CheckPrice(const pb::Price& price) {
  Violations violations;
  const std::pair<std::string_view, const std::string*> rates[] = {
      {"price.input_per_million", &price.input_per_million()},
      {"price.cache_read_per_million", &price.cache_read_per_million()},
      {"price.cache_write_per_million", &price.cache_write_per_million()},
      {"price.output_per_million", &price.output_per_million()},
      {"price.reasoning_per_million", &price.reasoning_per_million()},
  };
  for (const auto& [field, rate] : rates) {
    if (!rate->empty() && !IsRate(*rate))
      violations.Add(field, "must be a decimal number below 100000, as 0.075");
  }
  if (!price.has_input_per_million() && !price.has_output_per_million())
    violations.Add("price", "must price input or output");
  if (price.has_effective_to())
    violations.Add("price.effective_to", "must not be set: the next price ends this one");
  if (!price.id().empty()) violations.Add("price.id", "must not be set");
  LIFTMARK_RETURN_IF_ERROR(violations.ToStatus());
  return ReadTime(price.effective_from(), "price.effective_from").status();
}

// "provider\nmodel\n1772464000123456" of the last price of a page.
std::string CursorOf(const pb::Price& price) {
  return absl::StrCat(price.provider(), "\n", price.model(), "\n",
                      absl::ToUnixMicros(rpc::FromTimestamp(price.effective_from())));
}

PricePlace PlaceOf(const std::string& cursor) {
  const std::vector<std::string> parts = absl::StrSplit(cursor, '\n');
  std::int64_t micros = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[2], &micros)) return {};
  return {parts[0], parts[1], absl::FromUnixMicros(micros)};
}

}  // namespace

void UpkeepService::Bind(rpc::MethodTable& methods) {
  methods.Bind("ListPrices", &UpkeepService::ListPrices, this);
  methods.Bind("AddPrice", &UpkeepService::AddPrice, this);
  methods.Bind("RepriceInvocations", &UpkeepService::RepriceInvocations, this);
  methods.Bind("AbandonInvocations", &UpkeepService::AbandonInvocations, this);
  methods.Bind("PurgeInvocations", &UpkeepService::PurgeInvocations, this);
}

Task<absl::Status> UpkeepService::ListPrices(rpc::Call& call, const pb::ListPricesRequest& request,
                                             rpc::Reply<pb::ListPricesResponse>& reply) {
  const absl::StatusOr<rpc::Page> page = rpc::Page::Of(page_tokens_, call, request);
  if (!page.ok()) co_return page.status();
  absl::StatusOr<std::vector<pb::Price>> prices =
      co_await prices_.List(rpc::NonEmpty(request.model()), request.include_past(), PlaceOf(page->cursor()),
                            page->size() + 1, call.deadline());
  if (!prices.ok()) co_return prices.status();
  rpc::ReplyRoom room;
  for (pb::Price& price : *prices) {
    const int listed = reply.message().prices_size();
    if (listed == page->size() || !room.Take(price.ByteSizeLong())) {
      reply.message().set_next_page_token(page->TokenOfNext(CursorOf(reply.message().prices(listed - 1))));
      break;
    }
    *reply.message().add_prices() = std::move(price);
  }
  co_return absl::OkStatus();
}

Task<absl::Status> UpkeepService::AddPrice(rpc::Call& call, const pb::AddPriceRequest& request,
                                           rpc::Reply<pb::AddPriceResponse>& reply) {
  LIFTMARK_CO_RETURN_IF_ERROR(CheckPrice(request.price()));
  absl::StatusOr<pb::Price> added = co_await prices_.Add(request.price(), call.deadline());
  if (!added.ok()) co_return added.status();
  *reply.message().mutable_price() = *std::move(added);
  co_return absl::OkStatus();
}

Task<absl::Status> UpkeepService::RepriceInvocations(rpc::Call& call,
                                                     const pb::RepriceInvocationsRequest& request,
                                                     rpc::Reply<pb::RepriceInvocationsResponse>& reply) {
  const absl::StatusOr<TimeRange> logged = RangeOf(request);
  if (!logged.ok()) co_return logged.status();
  const absl::StatusOr<Repriced> repriced =
      co_await prices_.Reprice(*logged, request.dry_run(), call.deadline());
  if (!repriced.ok()) co_return repriced.status();
  reply.message().set_priced_calls(repriced->calls);
  reply.message().set_cost_usd(FormatDollars(repriced->cost));
  reply.message().set_still_unpriced_calls(repriced->still_unpriced);
  reply.message().set_more(repriced->more);
  co_return absl::OkStatus();
}

Task<absl::Status> UpkeepService::AbandonInvocations(rpc::Call& call, const pb::AbandonInvocationsRequest&,
                                                     rpc::Reply<pb::AbandonInvocationsResponse>& reply) {
  const absl::StatusOr<Progress> abandoned = co_await retention_.Abandon(call.deadline());
  if (!abandoned.ok()) co_return abandoned.status();
  reply.message().set_abandoned_calls(abandoned->calls);
  reply.message().set_more(abandoned->more);
  co_return absl::OkStatus();
}

Task<absl::Status> UpkeepService::PurgeInvocations(rpc::Call& call,
                                                   const pb::PurgeInvocationsRequest& request,
                                                   rpc::Reply<pb::PurgeInvocationsResponse>& reply) {
  Violations violations;
  if (!request.has_payloads_before() && !request.has_calls_before())
    violations.Add("calls_before", "is required, or payloads_before");
  LIFTMARK_CO_RETURN_IF_ERROR(violations.ToStatus());
  absl::StatusOr<absl::Time> payloads_before = absl::InfinitePast();
  if (request.has_payloads_before()) payloads_before = ReadTime(request.payloads_before(), "payloads_before");
  if (!payloads_before.ok()) co_return payloads_before.status();
  absl::StatusOr<absl::Time> calls_before = absl::InfinitePast();
  if (request.has_calls_before()) calls_before = ReadTime(request.calls_before(), "calls_before");
  if (!calls_before.ok()) co_return calls_before.status();

  const absl::StatusOr<Progress> cleared =
      co_await retention_.ClearPayloads(*payloads_before, request.dry_run(), call.deadline());
  if (!cleared.ok()) co_return cleared.status();
  const absl::StatusOr<Progress> deleted =
      co_await retention_.Delete(*calls_before, request.dry_run(), call.deadline());
  if (!deleted.ok()) co_return deleted.status();
  reply.message().set_cleared_payloads(cleared->calls);
  reply.message().set_deleted_calls(deleted->calls);
  reply.message().set_more(cleared->more || deleted->more);
  co_return absl::OkStatus();
}

}  // namespace liftmark::invocations
