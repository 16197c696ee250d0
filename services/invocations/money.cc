#include "services/invocations/money.h"

#include <stdexcept>

#include "absl/strings/str_cat.h"

namespace liftmark::invocations {
namespace {

constexpr int kPlaces = 9;
constexpr std::int64_t kNanosPerDollar = 1'000'000'000;

}  // namespace

Nanodollars ParseDollars(std::string_view text) {
  const bool negative = text.starts_with('-');
  Nanodollars amount = 0;
  int places = -1;  // behind the point, once it has been seen
  bool digits = false;
  for (const char c : text.substr(negative ? 1 : 0)) {
    if (c == '.' && places < 0) {
      places = 0;
    } else if (c >= '0' && c <= '9' && places < kPlaces) {
      amount = amount * 10 + (c - '0');
      places += places >= 0 ? 1 : 0;
      digits = true;
    } else {
      throw std::invalid_argument("not an amount of money");
    }
  }
  if (!digits) throw std::invalid_argument("not an amount of money");
  for (int i = places < 0 ? 0 : places; i < kPlaces; ++i) amount *= 10;
  return negative ? -amount : amount;
}

std::string FormatDollars(Nanodollars amount) {
  const bool negative = amount < 0;
  if (negative) amount = -amount;
  std::string whole;
  for (Nanodollars rest = amount / kNanosPerDollar; rest > 0; rest /= 10)
    whole.insert(whole.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
  std::string fraction =
      absl::StrCat(absl::Dec(static_cast<std::int64_t>(amount % kNanosPerDollar), absl::kZeroPad9));
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return absl::StrCat(negative ? "-" : "", whole.empty() ? "0" : whole, fraction.empty() ? "" : ".",
                      fraction);
}

}  // namespace liftmark::invocations
