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

-- Reports and repricing read what they need from indexes.
SET LOCAL enable_seqscan = off;
SET LOCAL enable_bitmapscan = off;
CREATE FUNCTION pg_temp.plan_of(query TEXT) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE
  line TEXT;
  plan TEXT := '';
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS off) ' || query LOOP
    plan := plan || line || E'\n';
  END LOOP;
  RETURN plan;
END $$;
SELECT matches(pg_temp.plan_of($$
  SELECT id, agent_id, model, user_id, session_id, status, attempt, prompt_tokens, completion_tokens, cache_read_tokens,
         cache_write_tokens, reasoning_tokens, cost, duration_ms, payload_cleared_at
  FROM agent_invocations WHERE created_at >= '2026-03-01' AND created_at < '2026-04-01' ORDER BY created_at, id$$),
  '^Index Only Scan using idx_invocations_created', 'sums over a range of time are read from one index alone');
SELECT matches(pg_temp.plan_of($$
  SELECT id, model FROM agent_invocations
  WHERE cost IS NULL AND prompt_tokens IS NOT NULL AND completion_tokens IS NOT NULL
    AND (created_at, id) > ('2026-03-01', '00000000-0000-0000-0000-000000000000')
  ORDER BY created_at, id LIMIT 1000$$),
  'Index Scan using idx_invocations_unpriced', 'calls without a price are found in order');
-- Else autovacuum comes when a fifth of the table has changed, and what is recent is looked up row by row.
SELECT set_eq($$SELECT unnest(reloptions) FROM pg_class WHERE oid = 'agent_invocations'::regclass$$, ARRAY[
  'autovacuum_vacuum_insert_scale_factor=0.01', 'autovacuum_vacuum_insert_threshold=10000',
  'autovacuum_vacuum_scale_factor=0.02', 'autovacuum_analyze_scale_factor=0.02'], 'recent calls are soon visible to an index');

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

-- Who writes calls under a parent that is not logged yet holds them, and with others the parent.
CREATE FUNCTION pg_temp.id(number INT) RETURNS UUID LANGUAGE sql AS $$
  SELECT ('00000000-0000-4000-8000-' || lpad(number::text, 12, '0'))::uuid
$$;
CREATE FUNCTION pg_temp.locks_of(calls INT[], parents INT[]) RETURNS TABLE (id INT, mode TEXT) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_open_chains(ARRAY(SELECT pg_temp.id(c) FROM unnest(calls) c), ARRAY(SELECT pg_temp.id(p) FROM unnest(parents) p));
  RETURN QUERY
    SELECT number, l.mode FROM pg_locks l
    JOIN generate_series(1, 99) number ON uuid_hash_extended(pg_temp.id(number), 25) = (l.classid::bigint << 32 | l.objid::bigint)
    WHERE locktype = 'advisory' AND pid = pg_backend_pid();
END $$;
INSERT INTO agent_invocations (id, agent_id, status, parent_invocation_id, awaited_parent_id) VALUES
  (pg_temp.id(10), 'coach', 'success', NULL, NULL),
  (pg_temp.id(11), 'coach', 'success', pg_temp.id(10), NULL),
  (pg_temp.id(21), 'coach', 'success', NULL, pg_temp.id(20)),
  (pg_temp.id(22), 'coach', 'success', pg_temp.id(21), NULL);
SELECT is_empty('SELECT * FROM pg_temp.locks_of(ARRAY[30, 31, 32, 33], ARRAY[NULL, 30, 11, 32])',
                'a chain that ends at a root is open to everybody');
SELECT set_eq('SELECT * FROM pg_temp.locks_of(ARRAY[40, 41], ARRAY[22, 40])',
              $$VALUES (40, 'ExclusiveLock'), (41, 'ExclusiveLock'), (20, 'ShareLock')$$,
              'of others it is the end that is held, whatever is in between');

SELECT * FROM finish();
ROLLBACK;
