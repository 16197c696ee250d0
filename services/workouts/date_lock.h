// The lock of a user's dates: who writes several workouts of a user at once takes it, so that two of them
// never wait for each other's rows.
#pragma once

#include "common/pg/statement.h"

namespace liftmark::workouts {

// Held until the end of the transaction. What follows sees all that was done under the lock. $1 is the
// user's id.
inline constexpr pg::Statement kLockDates{
    "lock_dates", "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 17))"};

}  // namespace liftmark::workouts
