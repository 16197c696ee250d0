-- The tables of the schema, and the columns that the design names.
BEGIN;
SELECT no_plan();

SELECT tables_are('public', ARRAY[
  'users', 'user_dossiers', 'training_plans', 'workouts', 'workouts_archive',
  'user_dossier_revisions', 'training_plan_revisions', 'workout_revisions',
  'agent_invocations', 'model_prices', 'workout_examples', 'plan_examples', 'requests', 'example_requests',
  'migration_errors']);

SELECT table_owner_is('public', relname, 'liftmark_owner', relname || ' belongs to liftmark_owner')
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r';
SELECT db_owner_is(current_database(), 'liftmark_maintenance');
SELECT schema_owner_is('public', 'liftmark_owner');

-- table, column, type, whether it is NOT NULL, default
CREATE TEMPORARY TABLE expected (tbl NAME, col NAME, type TEXT, needed BOOLEAN, fallback TEXT);
INSERT INTO expected VALUES
  ('user_dossiers', 'user_id', 'uuid', true, NULL),
  ('user_dossiers', 'markdown', 'text', true, NULL),
  ('user_dossiers', 'profile_json', 'jsonb', false, NULL),
  ('user_dossiers', 'equipment_tags', 'text[]', false, NULL),
  ('user_dossiers', 'training_days', 'text[]', false, NULL),
  ('user_dossiers', 'view', 'bytea', false, NULL),
  ('user_dossiers', 'current_plan_id', 'uuid', false, NULL),
  ('user_dossiers', 'revision', 'bigint', true, '1'),
  ('user_dossiers', 'cached_revision', 'bigint', false, NULL),
  ('user_dossiers', 'cache_version', 'integer', true, '1'),
  ('user_dossiers', 'created_at', 'timestamp with time zone', true, 'now()'),
  ('user_dossiers', 'updated_at', 'timestamp with time zone', true, 'now()'),

  ('training_plans', 'id', 'uuid', true, 'gen_random_uuid()'),
  ('training_plans', 'user_id', 'uuid', true, NULL),
  ('training_plans', 'markdown', 'text', true, NULL),
  ('training_plans', 'structured_plan', 'jsonb', false, NULL),
  ('training_plans', 'exercise_list', 'text[]', false, NULL),
  ('training_plans', 'exercise_keys', 'text[]', false, NULL),
  ('training_plans', 'plan_type', 'character varying(50)', false, NULL),
  ('training_plans', 'view', 'bytea', false, NULL),
  ('training_plans', 'start_date', 'date', true, NULL),
  ('training_plans', 'end_date', 'date', false, NULL),
  ('training_plans', 'is_active', 'boolean', true, 'true'),
  ('training_plans', 'revision', 'bigint', true, '1'),
  ('training_plans', 'cached_revision', 'bigint', false, NULL),
  ('training_plans', 'cache_version', 'integer', true, '1'),
  ('training_plans', 'created_at', 'timestamp with time zone', true, 'now()'),
  ('training_plans', 'updated_at', 'timestamp with time zone', true, 'now()'),

  ('workouts', 'id', 'uuid', true, 'gen_random_uuid()'),
  ('workouts', 'user_id', 'uuid', true, NULL),
  ('workouts', 'training_plan_id', 'uuid', false, NULL),
  ('workouts', 'workout_date', 'date', true, NULL),
  ('workouts', 'workout_type', 'character varying(100)', false, NULL),
  ('workouts', 'markdown', 'text', true, NULL),
  ('workouts', 'structured_workout', 'jsonb', false, NULL),
  ('workouts', 'sms_message', 'text', false, NULL),
  ('workouts', 'exercise_list', 'text[]', false, NULL),
  ('workouts', 'exercise_keys', 'text[]', false, NULL),
  ('workouts', 'total_volume_lbs', 'integer', false, NULL),
  ('workouts', 'total_sets', 'integer', false, NULL),
  ('workouts', 'estimated_duration_min', 'integer', false, NULL),
  ('workouts', 'view', 'bytea', false, NULL),
  ('workouts', 'completed_at', 'timestamp with time zone', false, NULL),
  ('workouts', 'completion_notes', 'text', false, NULL),
  ('workouts', 'revision', 'bigint', true, '1'),
  ('workouts', 'cached_revision', 'bigint', false, NULL),
  ('workouts', 'cache_version', 'integer', true, '1'),
  ('workouts', 'created_at', 'timestamp with time zone', true, 'now()'),
  ('workouts', 'updated_at', 'timestamp with time zone', true, 'now()'),

  ('agent_invocations', 'id', 'uuid', true, 'gen_random_uuid()'),
  ('agent_invocations', 'agent_id', 'character varying(100)', true, NULL),
  ('agent_invocations', 'session_id', 'uuid', false, NULL),
  ('agent_invocations', 'parent_invocation_id', 'uuid', false, NULL),
  ('agent_invocations', 'awaited_parent_id', 'uuid', false, NULL),
  ('agent_invocations', 'user_id', 'uuid', false, NULL),
  ('agent_invocations', 'shard_key', 'uuid', true, NULL),
  ('agent_invocations', 'input_data', 'jsonb', false, NULL),
  ('agent_invocations', 'output_data', 'jsonb', false, NULL),
  ('agent_invocations', 'output_format', 'character varying(20)', false, NULL),
  ('agent_invocations', 'payload_error', 'text', false, NULL),
  ('agent_invocations', 'payload_cleared_at', 'timestamp with time zone', false, NULL),
  ('agent_invocations', 'provider', 'character varying(100)', false, NULL),
  ('agent_invocations', 'model', 'character varying(200)', false, NULL),
  ('agent_invocations', 'prompt_tokens', 'integer', false, NULL),
  ('agent_invocations', 'completion_tokens', 'integer', false, NULL),
  ('agent_invocations', 'total_tokens', 'integer', false, NULL),
  ('agent_invocations', 'cache_read_tokens', 'integer', false, NULL),
  ('agent_invocations', 'cache_write_tokens', 'integer', false, NULL),
  ('agent_invocations', 'reasoning_tokens', 'integer', false, NULL),
  ('agent_invocations', 'cost', 'numeric(18,9)', false, NULL),
  ('agent_invocations', 'price_id', 'uuid', false, NULL),
  ('agent_invocations', 'duration_ms', 'integer', false, NULL),
  ('agent_invocations', 'status', 'character varying(20)', true, NULL),
  ('agent_invocations', 'error_message', 'text', false, NULL),
  ('agent_invocations', 'failed_rules', 'text[]', false, NULL),
  ('agent_invocations', 'attempt', 'integer', false, NULL),
  ('agent_invocations', 'request_id', 'uuid', false, NULL),
  ('agent_invocations', 'started_at', 'timestamp with time zone', true, 'now()'),
  ('agent_invocations', 'finished_at', 'timestamp with time zone', false, NULL),
  ('agent_invocations', 'created_at', 'timestamp with time zone', true, 'now()'),

  ('workout_examples', 'id', 'uuid', true, 'gen_random_uuid()'),
  ('workout_examples', 'workout_type', 'character varying(100)', true, NULL),
  ('workout_examples', 'experience_level', 'character varying(20)', false, NULL),
  ('workout_examples', 'equipment_required', 'text[]', false, NULL),
  ('workout_examples', 'markdown', 'text', true, NULL),
  ('workout_examples', 'is_active', 'boolean', true, 'true'),
  ('workout_examples', 'usage_count', 'integer', true, '0'),
  ('workout_examples', 'created_at', 'timestamp with time zone', true, 'now()'),

  ('plan_examples', 'id', 'uuid', true, 'gen_random_uuid()'),
  ('plan_examples', 'plan_type', 'character varying(100)', true, NULL),
  ('plan_examples', 'experience_level', 'character varying(20)', false, NULL),
  ('plan_examples', 'primary_goal', 'character varying(100)', false, NULL),
  ('plan_examples', 'duration_weeks', 'integer', true, '12'),
  ('plan_examples', 'markdown', 'text', true, NULL),
  ('plan_examples', 'is_active', 'boolean', true, 'true'),
  ('plan_examples', 'usage_count', 'integer', true, '0'),
  ('plan_examples', 'created_at', 'timestamp with time zone', true, 'now()'),

  ('requests', 'user_id', 'uuid', true, NULL),
  ('requests', 'request_id', 'uuid', true, NULL),
  ('requests', 'digest', 'bytea', true, NULL),
  ('requests', 'answer', 'bytea', false, NULL),
  ('requests', 'created_at', 'timestamp with time zone', true, 'now()');

SELECT is(
  (SELECT (format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid))::text
   FROM pg_attribute LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)
   WHERE attrelid = tbl::regclass AND attname = col),
  (type, needed, fallback)::text,
  format('%s.%s', tbl, col))
FROM expected;

-- Documents have nothing beyond these.
SELECT columns_are('public', tbl, array_agg(col)) FROM expected
WHERE tbl IN ('user_dossiers', 'training_plans', 'workouts') GROUP BY tbl;

SELECT results_eq(
  $$SELECT concat_ws(' ', attname, format_type(atttypid, atttypmod)) COLLATE "default" FROM pg_attribute
    WHERE attrelid = 'workouts'::regclass AND attnum > 0
    UNION ALL VALUES ('archived_at timestamp with time zone')
    ORDER BY 1$$,
  $$SELECT concat_ws(' ', attname, format_type(atttypid, atttypmod)) COLLATE "default" FROM pg_attribute
    WHERE attrelid = 'workouts_archive'::regclass AND attnum > 0
    ORDER BY 1$$,
  'the archive has the columns of workouts and archived_at');

SELECT col_not_null('public', tbl, 'author', tbl || ' say who wrote')
FROM unnest(ARRAY['user_dossier_revisions', 'training_plan_revisions', 'workout_revisions']) AS tbl;

SELECT is(
  (SELECT attstorage::text FROM pg_attribute WHERE attrelid = tbl::regclass AND attname = col),
  'm', format('%s.%s stays in line', tbl, col))
FROM (VALUES
  ('user_dossiers', '{view, equipment_tags, training_days}'::text[]),
  ('training_plans', '{view, exercise_list, exercise_keys}'),
  ('workouts', '{view, sms_message, exercise_list, exercise_keys}'),
  ('workouts_archive', '{view, sms_message, exercise_list, exercise_keys}')
) AS hot(tbl, cols), unnest(cols) AS col;

SELECT is_empty(
  $$SELECT attrelid::regclass, attname FROM pg_attribute
    WHERE attrelid = ANY (ARRAY['user_dossiers', 'training_plans', 'workouts', 'workouts_archive']::regclass[])
      AND attname IN ('markdown', 'view', 'profile_json', 'structured_plan', 'structured_workout', 'sms_message')
      AND attcompression <> 'l'$$,
  'what is large is compressed with lz4');

SELECT * FROM finish();
ROLLBACK;
