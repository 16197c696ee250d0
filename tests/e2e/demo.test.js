// What deploy/up --demo gives a user, given twice.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { address, createUser, sql } from './support.js';

test('the demo is given once, and every document of it is canonical', () => {
  const userId = createUser();
  const program = fileURLToPath(new URL('../../deploy/lib/demo.py', import.meta.url));
  // Strict writes: a document with a diagnostic would be refused.
  const give = () => execFileSync('/usr/bin/python3', [program, userId, ...['dossier', 'plans', 'workouts', 'invocations'].map(address)]);
  const given = () => sql(`SELECT (SELECT count(*) FROM user_dossiers d JOIN training_plans p ON p.id = d.current_plan_id
      WHERE d.user_id = '${userId}' AND p.is_active),
    (SELECT array[count(*), count(*) FILTER (WHERE (completed_at IS NOT NULL) <> (workout_date < current_date))]
      FROM workouts WHERE user_id = '${userId}'),
    (SELECT array[count(*), count(parent_invocation_id)] FROM agent_invocations WHERE user_id = '${userId}'),
    (SELECT count(*) FROM workout_revisions WHERE user_id = '${userId}')`);
  give();
  const first = given();
  // Four of seven days are training days.
  assert.equal(first, '1|{4,0}|{3,2}|4');
  give();
  assert.equal(given(), first);
});
