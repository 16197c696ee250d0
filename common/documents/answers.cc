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

// The last byte of an answer.
constexpr char kKept = 0;
constexpr char kChanged = 1;

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

Task<absl::StatusOr<std::optional<Answer>>> FindAnswer(pg::Pool& pool, std::string user_id,
                                                       RequestKey request, async::Deadline deadline) {
  const absl::StatusOr<std::optional<std::string>> bytes =
      co_await FindRawAnswer(pool, std::move(user_id), std::move(request), deadline);
  if (!bytes.ok()) co_return bytes.status();
  if (!bytes->has_value()) co_return std::nullopt;
  const absl::StatusOr<Answer> answer = ParseAnswer(**bytes);
  if (!answer.ok()) co_return answer.status();
  co_return *answer;
}

absl::StatusOr<Answer> ParseAnswer(std::string_view bytes) {
  if (bytes.size() != kAnswerBytes) {
    return Error(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                 "the stored answer of this request is damaged");
  }
  Answer answer;
  answer.written.version.revision = BigEndian(bytes);
  answer.written.version.created_at = FromPostgresMicros(BigEndian(bytes.substr(8)));
  answer.written.changed = bytes.back() == kChanged;
  answer.judged = bytes.back() != kKept;
  return answer;
}

bool IsAnsweredElsewhere(const absl::Status& status) {
  return pg::SqlState(status) == pg::kUniqueViolation &&
         absl::StartsWith(pg::ConstraintOf(status), "requests_pkey");
}

}  // namespace liftmark::documents
