#include "common/documents/answers.h"

#include <utility>

#include "absl/strings/match.h"
#include "common/pg/sqlstate.h"
#include "common/status/status.h"

namespace liftmark::documents {
namespace {

constexpr pg::Statement kFindRequest{"find_request", R"sql(
  SELECT digest, answer FROM requests WHERE user_id = $1 AND request_id = $2
)sql"};

std::int64_t BigEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes.substr(0, 8)) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

// PostgreSQL counts microseconds from 2000.
absl::Time FromPostgresMicros(std::int64_t micros) {
  constexpr std::int64_t kEpochSeconds = 946684800;
  return absl::FromUnixSeconds(kEpochSeconds) + absl::Microseconds(micros);
}

}  // namespace

Task<absl::StatusOr<std::optional<std::string>>> FindRawAnswer(pg::Pool& pool, std::string user_id,
                                                               RequestKey request, async::Deadline deadline) {
  if (!request.id.has_value()) co_return std::nullopt;
  const absl::StatusOr<pg::Result> found =
      co_await pool.Execute(pg::Lane::kRead, {kFindRequest, pg::Params(user_id, *request.id)}, deadline);
  if (!found.ok()) co_return found.status();
  if (found->rows() == 0) co_return std::nullopt;
  const pg::Row row = (*found)[0];
  if (row.Get<std::string_view>(0) != request.digest) co_return RequestIdReused();
  co_return row.Get<std::string>(1);
}

Task<absl::StatusOr<std::optional<Written>>> FindAnswer(pg::Pool& pool, std::string user_id,
                                                        RequestKey request, async::Deadline deadline) {
  const absl::StatusOr<std::optional<std::string>> answer =
      co_await FindRawAnswer(pool, std::move(user_id), std::move(request), deadline);
  if (!answer.ok()) co_return answer.status();
  if (!answer->has_value()) co_return std::nullopt;
  const absl::StatusOr<Written> written = ParseAnswer(**answer);
  if (!written.ok()) co_return written.status();
  co_return *written;
}

absl::StatusOr<Written> ParseAnswer(std::string_view bytes) {
  if (bytes.size() != kAnswerBytes) {
    return Error(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                 "the stored answer of this request is damaged");
  }
  Written written;
  written.version.revision = BigEndian(bytes);
  written.version.created_at = FromPostgresMicros(BigEndian(bytes.substr(8)));
  written.changed = bytes.back() != 0;
  return written;
}

bool IsAnsweredElsewhere(const absl::Status& status) {
  return pg::SqlState(status) == pg::kUniqueViolation &&
         absl::StartsWith(pg::ConstraintOf(status), "requests_pkey");
}

}  // namespace liftmark::documents
