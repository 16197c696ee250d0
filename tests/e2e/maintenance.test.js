// What the timers run, run by hand, and run again.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { before, test } from 'node:test';
import { address, createUser, sql } from './support.js';

const program = fileURLToPath(new URL('../../deploy/maintenance', import.meta.url));
const maintain = (...names) => execFileSync(program, [
  ...names, `--invocations=${address('invocations')}`, `--workouts=${address('workouts')}`, `--database=${process.env.LIFTMARK_DATABASE}`,
], { encoding: 'utf8' });

let userId;

before(() => {
  userId = createUser();
});

const request = (days) => sql(`INSERT INTO requests (user_id, request_id, digest, created_at)
  VALUES ('${userId}', gen_random_uuid(), decode(repeat('00', 16), 'hex'), now() - interval '${days} days') RETURNING request_id`);
const call = (days, status) => sql(`INSERT INTO agent_invocations (agent_id, model, status, input_data, user_id, shard_key, created_at)
  VALUES ('coach', 'm', '${status}', '{"a": 1}', '${userId}', '${userId}', now() - interval '${days} days') RETURNING id`);

test('abandon ends what has been running for a day', () => {
  const old = call(2, 'running');
  const young = call(0, 'running');
  assert.match(maintain('abandon'), /calls abandoned: [1-9]/);
  assert.equal(sql(`SELECT status FROM agent_invocations WHERE id = '${old}'`), 'abandoned');
  assert.equal(sql(`SELECT status FROM agent_invocations WHERE id = '${young}'`), 'running');
});

// Other walks have workouts of their own, none of them as old.
test('archive moves what is old, and nothing the second time', () => {
  const workout = (days) => sql(`INSERT INTO workouts (user_id, workout_date, markdown)
    VALUES ('${userId}', CURRENT_DATE - ${days}, '# Workout') RETURNING id`);
  const [old, young] = [workout(3100), workout(2900)];
  const archive = () => maintain('archive', '--workout-days=3000');
  assert.match(archive(), /^workouts archived: [1-9]/);
  assert.equal(sql(`SELECT id FROM workouts_archive WHERE user_id = '${userId}'`), old);
  assert.equal(sql(`SELECT id FROM workouts WHERE user_id = '${userId}'`), young);
  assert.match(archive(), /^workouts archived: 0,/);
});

test('purge removes payloads, calls and request ids at their ages, and nothing the second time', () => {
  const [ancient, old, young] = [call(800, 'success'), call(100, 'success'), call(1, 'success')];
  request(40);
  const kept = request(20);
  assert.match(maintain('purge'), /^payloads cleared: [1-9]\d*, calls deleted: [1-9]\d*\nrequests deleted: [1-9]/);
  assert.equal(sql(`SELECT count(*) FROM agent_invocations WHERE id = '${ancient}'`), '0');
  assert.equal(sql(`SELECT input_data IS NULL FROM agent_invocations WHERE id = '${old}'`), 't');
  assert.equal(sql(`SELECT input_data IS NULL FROM agent_invocations WHERE id = '${young}'`), 'f');
  assert.equal(sql(`SELECT request_id FROM requests WHERE user_id = '${userId}'`), kept);
  assert.match(maintain('purge'), /requests deleted: 0\n/);
});

test('vacuum does its work, and does not hide that it may not', () => {
  const database = sql('SELECT quote_ident(current_database())');
  sql(`ALTER DATABASE ${database} OWNER TO postgres`);
  const refused = spawnSync(program, ['vacuum', `--database=${process.env.LIFTMARK_DATABASE}`], { encoding: 'utf8' });
  sql(`ALTER DATABASE ${database} OWNER TO liftmark_maintenance`);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /only table or database owner can vacuum it/);
  assert.match(maintain('vacuum'), /vacuumed and analyzed: .*workouts/);
});
