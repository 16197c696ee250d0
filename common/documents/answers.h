// What a request id was answered with (D14), as the table `requests` keeps it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/async/deadline.h"
#include "common/async/task.h"
#include "common/documents/document.h"
#include "common/pg/pool.h"

namespace liftmark::documents {

// The column `answer`, as a statement writes it beside its effect.
#define LIFTMARK_ANSWER(revision, created_at, changed) \
  "int8send(" revision ") || timestamptz_send(" created_at ") || boolsend(" changed ")"

// The column `answer` of this request; nothing where it is new. Errors: ALREADY_EXISTS where the id belongs
// to another request.
Task<absl::StatusOr<std::optional<std::string>>> FindRawAnswer(pg::Pool& pool, std::string user_id,
                                                               RequestKey request, async::Deadline deadline);

// `bytes` as LIFTMARK_ANSWER writes them. Errors: INTERNAL.
absl::StatusOr<Written> ParseAnswer(std::string_view bytes);
inline constexpr std::size_t kAnswerBytes = 8 + 8 + 1;

// The answer that a write with this request got before; nothing where it is new. It has no diagnostics: they
// follow from the revision's markdown. Errors: ALREADY_EXISTS where the id belongs to another request.
Task<absl::StatusOr<std::optional<Written>>> FindAnswer(pg::Pool& pool, std::string user_id,
                                                        RequestKey request, async::Deadline deadline);

// Whether a write failed because the same request is being answered by another process: its answer can be
// found now.
bool IsAnsweredElsewhere(const absl::Status& status);

}  // namespace liftmark::documents
