-- What goes when a user goes.
BEGIN;
SELECT no_plan();

INSERT INTO users VALUES ('00000000-0000-4000-8000-0000000000aa'), ('00000000-0000-4000-8000-0000000000bb');
INSERT INTO training_plans (user_id, markdown, start_date) SELECT user_id, '# p', '2026-01-05' FROM users;
INSERT INTO user_dossiers (user_id, markdown, current_plan_id)
SELECT user_id, '# d', id FROM training_plans;
INSERT INTO workouts (user_id, training_plan_id, markdown, workout_date)
SELECT user_id, id, '# w', '2026-01-05' FROM training_plans;
INSERT INTO workouts_archive (id, user_id, workout_date, markdown, revision, cache_version, created_at, updated_at)
SELECT gen_random_uuid(), user_id, '2020-01-06', '# w', 1, 1, now(), now() FROM users;
INSERT INTO requests (user_id, request_id, digest)
SELECT user_id, gen_random_uuid(), decode(repeat('00', 16), 'hex') FROM users;
INSERT INTO agent_invocations (agent_id, user_id, session_id, status, prompt_tokens, input_data, output_data,
                               error_message, input_sha256, output_sha256, input_bytes)
SELECT 'coach', user_id, session, 'success', 7, '{"a": 1}', '{"b": 2}', 'her knee', '\x00', '\x00', 8
FROM users, (VALUES ('00000000-0000-4000-8000-0000000000cc'::uuid), (NULL)) AS sessions(session);

DELETE FROM users WHERE user_id = '00000000-0000-4000-8000-0000000000aa';

SELECT results_eq(format('SELECT DISTINCT user_id FROM %I', tbl),
                  $$VALUES ('00000000-0000-4000-8000-0000000000bb'::uuid)$$, tbl || ' keeps the other user''s rows alone')
FROM unnest(ARRAY['user_dossiers', 'training_plans', 'workouts', 'workouts_archive', 'user_dossier_revisions',
                  'training_plan_revisions', 'workout_revisions', 'requests']) AS tbl;

SELECT is((SELECT count(*) FROM agent_invocations WHERE user_id IS NULL), 2::bigint, 'invocations stay, of nobody');
SELECT is_empty($$SELECT FROM agent_invocations WHERE user_id IS NULL
    AND num_nonnulls(input_data, output_data, error_message, input_sha256, output_sha256) > 0$$, 'without their text');
SELECT is_empty($$SELECT FROM agent_invocations WHERE user_id IS NULL AND (
    prompt_tokens IS DISTINCT FROM 7 OR input_bytes IS DISTINCT FROM 8 OR payload_cleared_at IS NULL)$$, 'with their figures');
SELECT is_empty($$SELECT FROM agent_invocations
  WHERE user_id IS NULL AND shard_key <> coalesce(session_id, id)$$, 'at the session''s place, else their own');
SELECT is((SELECT count(*) FROM agent_invocations WHERE input_data IS NOT NULL AND payload_cleared_at IS NULL), 2::bigint,
          'those of the other user are whole');

UPDATE agent_invocations SET output_data = '{"late": true}', error_message = 'late', completion_tokens = 3
WHERE payload_cleared_at IS NOT NULL;
SELECT results_eq(
  $$SELECT DISTINCT output_data, error_message, completion_tokens FROM agent_invocations WHERE payload_cleared_at IS NOT NULL$$,
  $$VALUES (NULL::jsonb, NULL::text, 3)$$, 'a late finish brings figures, no text');

SELECT * FROM finish();
ROLLBACK;
