// The select list of every read of workouts, as WorkoutStore::Parse takes it.
//
// `w` is a row of workouts or of the archive; `f.fresh` is the rule D3; a stale or cold row gives its
// markdown instead of the views that are wanted. Parameters: $3 builder version, $4 to $6 markdown, view and
// SMS wanted. archived_at follows.
#pragma once

#include "common/documents/freshness.h"

#define LIFTMARK_WORKOUT_COLUMNS                                                         \
  " w.id, w.workout_date, w.workout_type, w.training_plan_id, w.completed_at,"           \
  " w.completion_notes, w.revision, w.created_at, w.updated_at,"                         \
  " CASE WHEN $4::bool OR (($5::bool OR $6::bool) AND NOT f.fresh) THEN w.markdown END," \
  " CASE WHEN $5::bool AND f.fresh THEN w.view END,"                                     \
  " CASE WHEN $6::bool AND f.fresh THEN w.sms_message END,"                              \
  " f.fresh"
#define LIFTMARK_WITH_FRESHNESS LIFTMARK_JOIN_FRESHNESS("w", "$3")

// What the list above reads, where `w` is no table but a union of both.
#define LIFTMARK_WORKOUT_FIELDS(w)                                                                \
  " " w ".user_id, " w ".id, " w ".workout_date, " w ".workout_type, " w ".training_plan_id, " w  \
  ".completed_at, " w ".completion_notes, " w ".revision, " w ".created_at, " w ".updated_at, " w \
  ".markdown, " w ".view, " w ".sms_message, " w ".cached_revision, " w ".cache_version"

// What WorkoutKind::Parse takes of a workout, $2 of the user $1, archived or not; `columns` follow.
#define LIFTMARK_WORKOUT_FOR_WRITE(columns)                                                      \
  "SELECT revision, created_at, markdown, workout_date, false, completed_at IS NOT NULL" columns \
  " FROM workouts WHERE user_id = $1 AND id = $2"                                                \
  " UNION ALL"                                                                                   \
  " SELECT revision, created_at, markdown, workout_date, true, completed_at IS NOT NULL" columns \
  " FROM workouts_archive WHERE user_id = $1 AND id = $2"
