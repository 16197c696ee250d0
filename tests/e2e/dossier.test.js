// A walk through every RPC of DossierService with buf curl, in the order in which a user's life goes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bufCurl, bufRefusal, connect, createUser, sql } from './support.js';

const SERVICE = 'liftmark.dossier.v1.DossierService';
const MARKDOWN = `# Training Dossier - Ana Silva

## Profile
- **Name:** Ana Silva
- **Age:** 34
- **Experience Level:** Intermediate
- **Primary Goals:** Strength

## Equipment Access
- Barbell
- Squat Rack

## Schedule & Availability
- **Training Days:** Monday, Wednesday, Friday
- **Timezone:** Pacific/Kiritimati

## Training History
### 2026-02-01 - Check-in
- Knee pain after long runs

## Current Training Plan
**Program:** Upper Lower
**Phase:** Base
`;
const options = { author: 'agent:coach', invocationId: '0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a03' };

const call = (method, request) => bufCurl('dossier', `${SERVICE}/${method}`, request);
const refusal = (method, request) => bufRefusal('dossier', `${SERVICE}/${method}`, request);

let userId;
let etag;

before(() => {
  userId = createUser();
});

test('CreateDossier', () => {
  const { result } = call('CreateDossier', { userId, markdown: MARKDOWN, options });
  assert.equal(result.revision, '1');
  assert.equal(result.diagnostics, undefined);
  ({ etag } = result);
  assert.match(refusal('CreateDossier', { userId, markdown: `${MARKDOWN}\n## Notes\n`, options }), /already_exists/);
});

test('ValidateDossier', () => {
  const verdict = call('ValidateDossier', { markdown: '# Training Dossier - Ana\n\n## Profile\n- **Name:** Ana\n' });
  assert.equal(verdict.valid, true);
  assert.equal(verdict.validStrict, undefined);
  assert.equal(verdict.profile.name, 'Ana');
  assert.equal(verdict.diagnostics[0].rule, 'DOSSIER_MISSING_SECTION');
});

test('GetDossier', () => {
  const { dossier } = call('GetDossier', { userId, view: 'DOSSIER_VIEW_FULL' });
  assert.equal(dossier.markdown, MARKDOWN);
  assert.equal(dossier.etag, etag);
  assert.equal(dossier.profile.age, 34);
  assert.equal(JSON.parse(dossier.json).experience, 'intermediate');
});

test('GetProfile', () => {
  const answer = call('GetProfile', { userId });
  assert.equal(answer.fromCache, true);
  assert.deepEqual(answer.profile.equipmentTags, ['Barbell', 'Squat Rack']);
  assert.deepEqual(answer.profile.trainingDays, ['Monday', 'Wednesday', 'Friday']);

  sql(`UPDATE user_dossiers SET markdown = replace(markdown, '34', '35') WHERE user_id = '${userId}'`);
  const edited = call('GetProfile', { userId });
  assert.equal(edited.profile.age, 35);
  assert.equal(edited.fromCache, undefined);
  assert.equal(edited.revision, '2');
});

test('BatchGetDossiers', () => {
  const unknown = '0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a05';
  const { results } = call('BatchGetDossiers', { userIds: [unknown, userId], view: 'DOSSIER_VIEW_STRUCTURED' });
  assert.equal(results[0].code, 5);
  assert.equal(results[1].dossier.profile.name, 'Ana Silva');
});

test('UpdateDossier', () => {
  const markdown = MARKDOWN.replace('34', '35').replace('- Barbell', '- Barbell\n- Dumbbells');
  assert.match(refusal('UpdateDossier', { userId, markdown, etag, options }), /^aborted.*ETAG_MISMATCH/s);
  ({ etag } = call('GetDossier', { userId }).dossier);
  const request = { userId, markdown, etag, options: { ...options, requestId: '0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a06' } };
  const { result } = call('UpdateDossier', request);
  assert.equal(result.revision, '3');
  assert.deepEqual(call('UpdateDossier', request).result, result);
});

test('ListSections and GetSection', () => {
  const { sections } = call('ListSections', { userId });
  assert.deepEqual(sections.map(({ path }) => path.at(-1)), ['Training Dossier - Ana Silva', 'Profile', 'Equipment Access',
    'Schedule & Availability', 'Training History', '2026-02-01 - Check-in', 'Current Training Plan']);
  const { markdown } = call('GetSection', { userId, path: ['Current Training Plan'] });
  assert.equal(markdown, '## Current Training Plan\n**Program:** Upper Lower\n**Phase:** Base\n');
});

test('EditSection', () => {
  const path = ['Equipment Access'];
  call('EditSection', { userId, edit: { path, kind: 'SECTION_EDIT_KIND_APPEND', text: '- Bands\n' }, options });
  assert.deepEqual(call('GetProfile', { userId }).profile.equipmentTags, ['Barbell', 'Dumbbells', 'Squat Rack', 'Bands']);
  const missing = { path: ['Nutrition'], kind: 'SECTION_EDIT_KIND_DELETE' };
  assert.match(refusal('EditSection', { userId, edit: missing, options }), /SECTION_NOT_FOUND/);
});

test('AppendHistory', async () => {
  const dossiers = connect('dossier', 'liftmark/dossier/v1/dossier_service.proto', SERVICE);
  after(() => dossiers.close());
  const append = (number) => dossiers.AppendHistory({
    user_id: userId, date: `2026-03-0${number}`, title: 'Session', items: [`Squat ${400 + number}`], options: { author: 'user:ana' },
  });
  await Promise.all([1, 2, 3, 4, 5].map(append));
  const { history } = call('GetProfile', { userId }).profile;
  assert.deepEqual(history.map(({ date }) => date.slice(5)), ['03-05', '03-04', '03-03', '03-02', '03-01', '02-01']);
});

test('SearchDossiers', () => {
  // Every condition at once; the suite's other users have no such dossier.
  const { matches } = call('SearchDossiers', {
    equipmentAll: ['Squat Rack', 'Bands'], equipmentAny: ['Barbell', 'Kettlebell'], trainingDays: ['Friday'],
    profileContains: '{"age": 35, "goals": {"primary": "Strength"}}', text: '"knee pain" -shoulder',
  });
  assert.deepEqual(matches.map((match) => match.userId), [userId]);
  assert.match(matches[0].snippet, /«Knee» «pain» after long runs/);
  assert.match(refusal('SearchDossiers', { profileContains: '[]' }), /profile_contains/);
});

test('ListRevisions, GetRevision, DiffRevisions and RestoreRevision', () => {
  const { revisions, nextPageToken } = call('ListRevisions', { userId, pageSize: 6 });
  assert.deepEqual(revisions.map(({ author }) => author), [...Array(5).fill('user:ana'), 'agent:coach']);
  const oldest = call('ListRevisions', { userId, pageSize: 6, pageToken: nextPageToken }).revisions;
  assert.deepEqual(oldest.map(({ author }) => author), ['agent:coach', 'sql:postgres', 'agent:coach']);
  assert.equal(oldest[0].invocationId, options.invocationId);

  assert.equal(call('GetRevision', { userId, revision: 1 }).markdown, MARKDOWN);
  assert.match(call('DiffRevisions', { userId, fromRevision: 1, toRevision: 2 }).diff, /^-.*34$\n^\+.*35$/m);
  const restored = call('RestoreRevision', { userId, revision: 1, etag: call('GetDossier', { userId }).dossier.etag, options });
  assert.equal(restored.result.revision, '10');
  assert.equal(call('GetDossier', { userId }).dossier.markdown, MARKDOWN);
});

test('workouts ask the dossier which day is today', () => {
  const today = bufCurl('workouts', 'liftmark.workouts.v1.WorkoutService/ListRecentWorkouts', { userId });
  assert.equal(today.timeZone, 'Pacific/Kiritimati');
});

test('DeleteDossier', () => {
  call('DeleteDossier', { userId });
  assert.match(refusal('GetDossier', { userId }), /DOSSIER_NOT_FOUND/);
  assert.equal(sql(`SELECT count(*) FROM user_dossier_revisions WHERE user_id = '${userId}'`), '0');
});
