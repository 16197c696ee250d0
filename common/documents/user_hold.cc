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
  const std::string hold = NewId("", "", "");
  std::vector<pg::Query> transaction;
  transaction.push_back({kHoldUser, pg::Params(user_id, hold)});
  transaction.push_back(std::move(write));
  transaction.push_back({kReleaseUser, pg::Params(user_id, hold)});
  return transaction;
}

}  // namespace liftmark::documents
