// A walk through the care of caches, which is the same for dossiers, plans and workouts: ops look with buf curl, and a
// client of grpc-js listens to a rebuild. Other walks run beside it, so that it drops no other user's caches.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bufCurl, bufRefusal, connect, createUser, sql } from './support.js';

const KINDS = [
  {
    service: 'dossier', name: 'liftmark.dossier.v1.DossierService', file: 'liftmark/dossier/v1/dossier_service.proto',
    table: 'user_dossiers', columns: 'user_id, markdown', values: '$md$', read: 'GetProfile',
    markdown: '# Training Dossier - Ana\n\n## Profile\n- **Name:** Ana\n',
  },
  {
    service: 'plans', name: 'liftmark.plans.v1.PlanService', file: 'liftmark/plans/v1/plan_service.proto',
    table: 'training_plans', columns: 'user_id, markdown, start_date', values: "$md$, '2026-03-02'", read: 'GetStructuredPlan',
    markdown: '# Base\n\n**Duration:** 4 weeks\n\n## Microcycle 1-4: Base (Weeks 1-4)\n\n#### Monday - Lower\n- Back Squat: 4 × 6\n',
  },
  {
    service: 'workouts', name: 'liftmark.workouts.v1.WorkoutService', file: 'liftmark/workouts/v1/workout_service.proto',
    table: 'workouts', columns: 'user_id, markdown, workout_date', values: "$md$, '2026-03-02'", read: 'GetStructuredWorkout',
    markdown: '# Workout\n\n## Main Workout\n\n### 1. Bench Press\n- **Set 1:** 155 lb × 5\n',
  },
];

for (const kind of KINDS) {
  const call = (method, request) => bufCurl(kind.service, `${kind.name}/${method}`, request);
  let client;
  let userId;
  let document;

  // All progress that a rebuild tells.
  const rebuild = (request) => new Promise((resolve, reject) => {
    const heard = [];
    client.RebuildCaches(request)
      .on('data', ({ progress }) => heard.push(progress)).on('error', reject).on('end', () => resolve(heard));
  });

  before(() => {
    client = connect(kind.service, kind.file, kind.name);
    userId = createUser();
    const id = kind.service === 'dossier' ? 'NULL' : 'id';
    const values = kind.values.replace('$md$', () => `$md$${kind.markdown}$md$`);
    const stored = sql(`INSERT INTO ${kind.table} (${kind.columns}) VALUES ('${userId}', ${values}) RETURNING ${id}`);
    document = stored ? { userId, id: stored } : { userId };
  });
  after(() => client.close());

  test(`${kind.service}: ExplainCache of what SQL wrote`, () => {
    const { explanation } = call('ExplainCache', document);
    assert.equal(explanation.state, 'CACHE_STATE_COLD');
    assert.equal(explanation.cachedRevision, undefined);
    assert.ok(explanation.diagnostics.length > 0);
    assert.deepEqual(explanation.blocks[0], {
      line: 1, kind: 'BLOCK_KIND_HEADING', level: 1, texts: [kind.markdown.split('\n')[0].slice(2)],
    });
    assert.match(bufRefusal(kind.service, `${kind.name}/ExplainCache`, { ...document, userId: createUser() }), /NOT_FOUND/);
  });

  test(`${kind.service}: RebuildCaches of a user, and again`, async () => {
    const { resume_token: token, ...first } = (await rebuild({ user_id: userId })).at(-1);
    assert.deepEqual(first, { rebuilt: 1, done: true });
    assert.ok(token);
    const { resume_token: _, ...again } = (await rebuild({ user_id: userId, max_per_second: 10 })).at(-1);
    assert.deepEqual(again, { passed: 1, done: true });
    const { explanation } = call('ExplainCache', document);
    assert.equal(explanation.state, 'CACHE_STATE_FRESH');
    assert.equal(explanation.storedViewIsCurrent, true);
    assert.equal(call(kind.read, document).fromCache, true);
  });

  test(`${kind.service}: InvalidateCaches of a document`, () => {
    const untouched = `SELECT revision, updated_at FROM ${kind.table} WHERE user_id = '${userId}'`;
    const before = sql(untouched);
    assert.equal(call('InvalidateCaches', document).invalidated, '1');
    assert.deepEqual(call('InvalidateCaches', { userId }), {});
    assert.equal(call('ExplainCache', document).explanation.state, 'CACHE_STATE_COLD');
    assert.equal(call(kind.read, document).fromCache, undefined);
    assert.equal(sql(untouched), before);
    assert.match(bufRefusal(kind.service, `${kind.name}/InvalidateCaches`, {}), /user_id/);
  });

  test(`${kind.service}: GetCacheStatus`, () => {
    const { status } = call('GetCacheStatus', {});
    const { fresh = 0, stale = 0, cold = 0 } = status.documents;
    assert.ok(Number(fresh) + Number(stale) + Number(cold) >= 1);
    assert.ok(status.builderVersion >= 1);
    assert.ok(status.hitRate > 0 && status.hitRate <= 1);
  });
}
