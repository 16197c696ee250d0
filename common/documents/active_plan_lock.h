// The lock of a user's active plan (D16): the plan that is active and the dossier's pointer to it change
// under it, so that neither is ever seen without the other.
#pragma once

#include "common/pg/statement.h"

namespace liftmark::documents {

// Stands first in a Batch and is held until its end. What follows in the Batch sees all that was done under
// the lock. $1 is the user's id.
inline constexpr pg::Statement kLockActivePlan{
    "lock_active_plan", "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 16))"};

}  // namespace liftmark::documents
