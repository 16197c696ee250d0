#include "common/documents/user_hold.h"

#include <string>
#include <utility>

#include "common/documents/request.h"

namespace liftmark::documents {
namespace {

constexpr pg::Statement kHoldUser{"hold_user", R"sql(
  INSERT INTO requests (user_id, request_id, digest) VALUES ($1, $2, decode(repeat('00', 16), 'hex'))
)sql"};

constexpr pg::Statement kReleaseUser{"release_user", R"sql(
  DELETE FROM requests WHERE user_id = $1 AND request_id = $2
)sql"};

}  // namespace

std::vector<pg::Query> HoldingUser(std::string_view user_id, pg::Query write) {
  std::vector<pg::Query> writes;
  writes.push_back(std::move(write));
  return HoldingUser(user_id, std::move(writes));
}

std::vector<pg::Query> HoldingUser(std::string_view user_id, std::vector<pg::Query> writes) {
  const std::string hold = NewId("", "", "");
  std::vector<pg::Query> transaction;
  transaction.reserve(writes.size() + 2);
  transaction.push_back({kHoldUser, pg::Params(user_id, hold)});
  for (pg::Query& write : writes) transaction.push_back(std::move(write));
  transaction.push_back({kReleaseUser, pg::Params(user_id, hold)});
  return transaction;
}

}  // namespace liftmark::documents
