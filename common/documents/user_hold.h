// Keeps a user from being deleted in the middle of a write.
//
// Who deletes a user locks the user's row first and the documents after it. A write that locks a document
// first, and the user's row when a revision or a request id is checked against `users`, could wait for that
// deletion while it waits for the write. Only a key to `users` may lock its rows, so a row of `requests`
// comes and goes with the transaction.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "common/pg/statement.h"

namespace liftmark::documents {

// The transaction of writes to documents that are there. Errors: those of the write; that of a key to
// `users` (ExplainUser) where the user is gone.
std::vector<pg::Query> HoldingUser(std::string_view user_id, pg::Query write);
std::vector<pg::Query> HoldingUser(std::string_view user_id, std::vector<pg::Query> writes);

// Where the result of the (first) write stands among those of the transaction.
inline constexpr std::size_t kHeldWrite = 1;

}  // namespace liftmark::documents
