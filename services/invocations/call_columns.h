// Calls as the parameters of the statements that write them: a column for each field.
#pragma once

#include <string>

#include "common/pg/column.h"
#include "common/pg/params.h"
#include "services/invocations/call_row.h"

namespace liftmark::invocations {

#define LIFTMARK_OUTCOME_ARRAYS                                                                           \
  "$1::uuid[], $2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::text[]," \
  " $10::text[], $11::text[], $12::jsonb[], $13::text[], $14::bigint[], $15::bytea[], $16::bytea[]"
// `failed_rules` is the text of a text[].
#define LIFTMARK_OUTCOME_FIELDS                                                                            \
  "id, status, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens," \
  " duration_ms, error_message, failed_rules, output_format, output_data, output_error, output_bytes,"     \
  " output_sha256, outcome_digest"

// The items of FROM that read the parameters, `r`.
#define LIFTMARK_SENT_OUTCOMES " unnest(" LIFTMARK_OUTCOME_ARRAYS ") AS r(" LIFTMARK_OUTCOME_FIELDS ") "
#define LIFTMARK_SENT_CALLS                                                                                  \
  " unnest(" LIFTMARK_OUTCOME_ARRAYS                                                                         \
  ", $17::text[], $18::uuid[], $19::uuid[], $20::uuid[], $21::int[], $22::uuid[], $23::text[], $24::text[]," \
  " $25::timestamptz[], $26::jsonb[], $27::text[], $28::bigint[], $29::bytea[], $30::bytea[]"                \
  ") AS r(" LIFTMARK_OUTCOME_FIELDS                                                                          \
  ", agent_id, session_id, parent_id, request_id, attempt, user_id, provider, model, started_at,"            \
  " input_data, input_error, input_bytes, input_sha256, start_digest) "

// An input or an output.
struct PayloadColumns {
  pg::Column json{pg::Column::Type::kJsonb};
  pg::Column error{pg::Column::Type::kText};
  pg::Column bytes{pg::Column::Type::kBigint};
  pg::Column sha256{pg::Column::Type::kBytes};

  void Add(const Payload& payload);
};

class OutcomeColumns {
 public:
  void Add(const OutcomeRow& row);

  // $1 to $16.
  pg::Params ToParams() const;

 private:
  pg::Column id_{pg::Column::Type::kUuid};
  pg::Column status_{pg::Column::Type::kText};
  pg::Column prompt_tokens_{pg::Column::Type::kInteger};
  pg::Column completion_tokens_{pg::Column::Type::kInteger};
  pg::Column cache_read_tokens_{pg::Column::Type::kInteger};
  pg::Column cache_write_tokens_{pg::Column::Type::kInteger};
  pg::Column reasoning_tokens_{pg::Column::Type::kInteger};
  pg::Column duration_ms_{pg::Column::Type::kInteger};
  pg::Column error_message_{pg::Column::Type::kText};
  pg::Column failed_rules_{pg::Column::Type::kText};
  pg::Column output_format_{pg::Column::Type::kText};
  PayloadColumns output_;
  pg::Column outcome_digest_{pg::Column::Type::kBytes};
};

class CallColumns {
 public:
  void Add(const CallRow& row);

  // $1 to $30.
  pg::Params ToParams() const;

 private:
  OutcomeColumns outcomes_;
  pg::Column agent_id_{pg::Column::Type::kText};
  pg::Column session_id_{pg::Column::Type::kUuid};
  pg::Column parent_id_{pg::Column::Type::kUuid};
  pg::Column request_id_{pg::Column::Type::kUuid};
  pg::Column attempt_{pg::Column::Type::kInteger};
  pg::Column user_id_{pg::Column::Type::kUuid};
  pg::Column provider_{pg::Column::Type::kText};
  pg::Column model_{pg::Column::Type::kText};
  pg::Column started_at_{pg::Column::Type::kTimestamp};
  PayloadColumns input_;
  pg::Column start_digest_{pg::Column::Type::kBytes};
};

}  // namespace liftmark::invocations
