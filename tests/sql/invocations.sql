-- The log of agent calls.
BEGIN;
SELECT no_plan();

INSERT INTO users VALUES ('00000000-0000-4000-8000-0000000000aa');

CREATE FUNCTION pg_temp.log(columns TEXT, vals TEXT) RETURNS TEXT LANGUAGE sql AS $$
  SELECT format('INSERT INTO agent_invocations (agent_id, status, %s) VALUES (%L, %L, %s)', columns, 'coach', 'success', vals)
$$;

SELECT lives_ok(pg_temp.log('user_id, session_id', $$'00000000-0000-4000-8000-0000000000aa', gen_random_uuid()$$),
                'a user''s call');
SELECT lives_ok(pg_temp.log('session_id', 'gen_random_uuid()'), 'a session''s call');
SELECT lives_ok(pg_temp.log('session_id', 'NULL'), 'a call of nobody');
SELECT is_empty('SELECT FROM agent_invocations WHERE shard_key <> coalesce(user_id, session_id, id)',
                'a shard key that is not given is the user, else the session, else the call');

SELECT lives_ok(format('UPDATE agent_invocations SET status = %L', status), 'status ' || status)
FROM unnest(ARRAY['running', 'success', 'failure', 'validation_error', 'abandoned']) AS status;
SELECT throws_ok($$UPDATE agent_invocations SET status = 'done'$$, '23514', NULL, 'no other status');

SELECT throws_ok(pg_temp.log('total_tokens, prompt_tokens, completion_tokens', '4, 1, 2'), '23514', NULL, 'a total is a sum');
SELECT lives_ok(pg_temp.log('total_tokens, prompt_tokens', '4, 1'), 'a total of who knows what');
SELECT throws_ok(pg_temp.log('total_tokens, prompt_tokens, completion_tokens', '1, 2147483647, 2147483647'), '23514', NULL,
                 'a sum that no INT holds');
SELECT throws_ok(pg_temp.log('prompt_tokens, cache_read_tokens, cache_write_tokens', '10, 6, 5'), '23514', NULL,
                 'a prompt includes its cached tokens');
SELECT throws_ok(pg_temp.log('completion_tokens, reasoning_tokens', '10, 11'), '23514', NULL,
                 'an answer includes its reasoning');
SELECT throws_ok(pg_temp.log('prompt_tokens', '-1'), '23514', NULL, 'no negative tokens');

SELECT lives_ok(pg_temp.log('model', quote_literal(repeat('m', 200))), 'a model of 200 characters');
SELECT throws_ok(pg_temp.log('model', quote_literal(repeat('m', 201))), '22001', NULL, 'none of 201');

-- Parents
INSERT INTO agent_invocations (id, agent_id, status, awaited_parent_id) VALUES
  ('00000000-0000-4000-8000-000000000002', 'coach', 'success', '00000000-0000-4000-8000-000000000001');
INSERT INTO agent_invocations (id, agent_id, status) VALUES ('00000000-0000-4000-8000-000000000001', 'coach', 'success');
SELECT lives_ok($$UPDATE agent_invocations SET parent_invocation_id = awaited_parent_id, awaited_parent_id = NULL
  WHERE id = '00000000-0000-4000-8000-000000000002'$$, 'a parent may come after its child');
SELECT throws_ok(pg_temp.log('parent_invocation_id', 'gen_random_uuid()'), '23503', NULL, 'a parent is there');
SELECT throws_ok($$UPDATE agent_invocations SET parent_invocation_id = id$$, '23514', NULL, 'no call is its own parent');
SELECT lives_ok($$DELETE FROM agent_invocations WHERE id = '00000000-0000-4000-8000-000000000001'$$,
                'a parent can be purged');
SELECT is((SELECT parent_invocation_id FROM agent_invocations WHERE id = '00000000-0000-4000-8000-000000000002'), NULL,
          'and its child stays');

SELECT * FROM finish();
ROLLBACK;
