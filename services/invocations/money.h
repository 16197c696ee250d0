// Amounts of US dollars, exact: whole billionths in 128 bits, as the column `cost` keeps them in
// NUMERIC(18,9).
//
// Costs are computed by PostgreSQL, in NUMERIC (cost_of_tokens); what is done with them here is adding.
#pragma once

#include <string>
#include <string_view>

#include "absl/numeric/int128.h"

namespace liftmark::invocations {

using Nanodollars = absl::int128;

// PostgreSQL's text of a NUMERIC with at most nine places: "12.340000000". Throws std::invalid_argument where
// it is something else.
Nanodollars ParseDollars(std::string_view text);

// The shortest decimal number: "12.34", "0".
std::string FormatDollars(Nanodollars amount);

}  // namespace liftmark::invocations
