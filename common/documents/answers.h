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

// The column `answer`, as a statement writes it beside its effect: `changed` says whether the document became
// another, `judged` whether its markdown was given and is what `revision` has.
#define LIFTMARK_ANSWER(revision, created_at, changed, judged) \
  "int8send(" revision ") || timestamptz_send(" created_at     \
  ") || "                                                      \
  "decode(CASE WHEN " changed " THEN '01' WHEN " judged " THEN '02' ELSE '00' END, 'hex')"

// The column `answer` of this request; nothing where it is new. Errors: ALREADY_EXISTS where the id belongs
// to another request.
Task<absl::StatusOr<std::optional<std::string>>> FindRawAnswer(pg::Pool& pool, std::string user_id,
                                                               RequestKey request, async::Deadline deadline);

// What a request was answered with. `written` has no diagnostics: where `judged`, they follow from the
// revision's markdown; else there were none.
struct Answer {
  Written written;
  bool judged = false;
};

// `bytes` as LIFTMARK_ANSWER writes them. Errors: INTERNAL.
absl::StatusOr<Answer> ParseAnswer(std::string_view bytes);
inline constexpr std::size_t kAnswerBytes = 8 + 8 + 1;

// The answer that a write with this request got before; nothing where it is new. Errors: ALREADY_EXISTS where
// the id belongs to another request.
Task<absl::StatusOr<std::optional<Answer>>> FindAnswer(pg::Pool& pool, std::string user_id,
                                                       RequestKey request, async::Deadline deadline);

// Whether a write failed because the same request is being answered by another process: its answer can be
// found now.
bool IsAnsweredElsewhere(const absl::Status& status);

}  // namespace liftmark::documents
