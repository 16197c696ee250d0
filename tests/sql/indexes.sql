-- Every index of the design, by what it says; those of keys aside.
BEGIN;
SELECT no_plan();

CREATE FUNCTION pg_temp.index_says(index TEXT, definition TEXT) RETURNS TEXT LANGUAGE sql AS $$
  SELECT is(regexp_replace(pg_get_indexdef(to_regclass(index)), '^CREATE (UNIQUE )?INDEX \w+ ON public\.', '\1'),
            definition, index)
$$;

SELECT pg_temp.index_says(index, definition) FROM (VALUES
  ('idx_dossiers_equipment', 'user_dossiers USING gin (equipment_tags)'),
  ('idx_dossiers_training_days', 'user_dossiers USING gin (training_days)'),
  ('idx_dossiers_profile', 'user_dossiers USING gin (profile_json)'),
  ('idx_dossiers_markdown_fts', 'user_dossiers USING gin (to_tsvector(''english''::regconfig, markdown))'),
  ('idx_plans_user', 'training_plans USING btree (user_id, is_active)'),
  ('idx_plans_active', 'training_plans USING btree (is_active, start_date)'),
  ('idx_plans_dates', 'training_plans USING btree (start_date, end_date)'),
  ('idx_plans_exercises', 'training_plans USING gin (exercise_list)'),
  ('idx_plans_exercise_keys', 'training_plans USING gin (exercise_keys)'),
  ('idx_plans_structured', 'training_plans USING gin (structured_plan)'),
  ('idx_plans_one_active_per_user', 'UNIQUE training_plans USING btree (user_id) WHERE (is_active = true)'),
  ('idx_workouts_user_date', 'workouts USING btree (user_id, workout_date DESC)'),
  ('idx_workouts_plan', 'workouts USING btree (training_plan_id, workout_date)'),
  ('idx_workouts_date', 'workouts USING btree (workout_date)'),
  ('idx_workouts_date_user', 'workouts USING btree (workout_date, user_id)'),
  ('idx_workouts_exercises', 'workouts USING gin (exercise_list)'),
  ('idx_workouts_exercise_keys', 'workouts USING gin (exercise_keys)'),
  ('idx_workouts_structured', 'workouts USING gin (structured_workout)'),
  ('idx_workouts_completed', 'workouts USING btree (user_id, completed_at) WHERE (completed_at IS NOT NULL)'),
  ('idx_workouts_markdown_fts', 'workouts USING gin (to_tsvector(''english''::regconfig, markdown))'),
  ('idx_workouts_cold', 'workouts USING btree (id) WHERE (cached_revision IS DISTINCT FROM revision)'),
  ('idx_workouts_user_date_unique', 'UNIQUE workouts USING btree (user_id, workout_date)'),
  ('idx_workouts_archive_user_date_unique', 'UNIQUE workouts_archive USING btree (user_id, workout_date)'),
  ('idx_workouts_archive_exercise_keys', 'workouts_archive USING gin (exercise_keys)'),
  ('idx_workouts_archive_date_user', 'workouts_archive USING btree (workout_date, user_id)'),
  ('idx_workouts_archive_markdown_fts',
   'workouts_archive USING gin (to_tsvector(''english''::regconfig, markdown))'),
  ('idx_invocations_agent', 'agent_invocations USING btree (agent_id, created_at DESC)'),
  ('idx_invocations_user', 'agent_invocations USING btree (user_id, created_at DESC)'),
  ('idx_invocations_session', 'agent_invocations USING btree (session_id)'),
  ('idx_invocations_status', 'agent_invocations USING btree (status, created_at DESC)'),
  ('idx_invocations_cost',
   'agent_invocations USING btree (created_at DESC) WHERE ((status)::text = ''success''::text)'),
  ('idx_invocations_created',
   'agent_invocations USING btree (created_at, id) INCLUDE (agent_id, model, user_id, session_id, status, attempt, '
   'prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost, duration_ms, '
   'payload_cleared_at)'),
  ('idx_invocations_unpriced',
   'agent_invocations USING btree (created_at, id) WHERE ((cost IS NULL) AND (prompt_tokens IS NOT NULL) AND '
   '(completion_tokens IS NOT NULL))'),
  ('idx_invocations_parent',
   'agent_invocations USING btree (parent_invocation_id) WHERE (parent_invocation_id IS NOT NULL)'),
  ('idx_invocations_awaited_parent',
   'agent_invocations USING btree (awaited_parent_id) WHERE (awaited_parent_id IS NOT NULL)'),
  ('idx_examples_type', 'workout_examples USING btree (workout_type, is_active)'),
  ('idx_examples_level', 'workout_examples USING btree (experience_level)'),
  ('idx_examples_equipment', 'workout_examples USING gin (equipment_required)'),
  ('idx_plan_examples_type', 'plan_examples USING btree (plan_type, is_active)'),
  ('idx_plan_examples_level', 'plan_examples USING btree (experience_level)'),
  ('idx_plan_examples_goal', 'plan_examples USING btree (primary_goal)')
) AS indexes(index, definition);

-- A key that deletes or clears rows looks them up.
SELECT is_empty($$
  SELECT conname FROM pg_constraint
  WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = ANY (conkey))
$$, 'every foreign key has an index that serves it');

SELECT * FROM finish();
ROLLBACK;
