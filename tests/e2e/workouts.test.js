// A walk through WorkoutService with clients that nobody here wrote.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bufCurl, connect, createUser, failure, sql, status } from './support.js';

const SERVICE = 'liftmark.workouts.v1.WorkoutService';
const MARKDOWN = `# Workout - Monday, March 2, 2026
**Focus:** Upper Strength

## Warm-Up (5 minutes)
1. Row: 5 minutes

## Main Workout

### 1. Bench Press
**Target:** 2 × 5 @ RPE 8
- **Set 1:** 155 lb × 5 (RPE 7.5)
- **Set 2:** 155 lb × 4 (RPE 8)
**Rest:** 3 minutes

## Cool Down (5 minutes)
1. Walk: 5 minutes
`;
const OPTIONS = { author: 'agent:coach' };

let workouts;
let user;

before(() => {
  workouts = connect('workouts', 'liftmark/workouts/v1/workout_service.proto', SERVICE);
  user = createUser();
});
after(() => workouts.close());

const create = (date, markdown = MARKDOWN) =>
  workouts.CreateWorkout({ user_id: user, workout_date: date, markdown, options: OPTIONS });

test('a workout goes in as markdown and its views come out', async () => {
  const { id, result } = await create('2026-03-02');
  assert.equal(result.revision, 1);
  assert.deepEqual(result.diagnostics, []);

  const { workout } = await workouts.GetWorkout({ user_id: user, id, view: 'WORKOUT_VIEW_FULL' });
  assert.equal(workout.markdown, MARKDOWN);
  assert.equal(workout.structured.total_volume_lbs, 1395);
  assert.equal(JSON.parse(workout.json).exercises[0].name, 'Bench Press');
  assert.equal(workout.sms.encoding, 'SMS_ENCODING_GSM7');
  assert.match(workout.sms.text, /Bench Press: 1x5 @ 155 lb, 1x4 @ 155 lb \(RPE 7.5-8\), rest 3 min/);

  const { structured, from_cache: fromCache } = await workouts.GetStructuredWorkout({ user_id: user, id });
  assert.equal(structured.exercises[0].rest_seconds, 180);
  assert.equal(fromCache, true);
  const { sms } = await workouts.GetSms({ user_id: user, workout_date: '2026-03-02' });
  assert.equal(sms.text, workout.sms.text);
});

test('buf curl finds the schema by reflection', () => {
  const { workout } = bufCurl('workouts', `${SERVICE}/GetWorkout`, {
    userId: user, workoutDate: '2026-03-02', view: 'WORKOUT_VIEW_STRUCTURED',
  });
  assert.equal(workout.structured.totalSets, 2);
  assert.equal(bufCurl('workouts', 'grpc.health.v1.Health/Check', { service: SERVICE }).status, 'SERVING');
});

test('buf curl finds the schema in proto/', () => {
  const { sms } = bufCurl('workouts', `${SERVICE}/GetSms`, { userId: user, workoutDate: '2026-03-02' }, '--schema',
    new URL('../../proto', import.meta.url).pathname);
  assert.ok(sms.segments >= 1);
});

test('an update names the etag it read', async () => {
  const { id, result } = await create('2026-03-03');
  const changed = { user_id: user, id, markdown: `${MARKDOWN}\n## Notes\n- Good.\n`, options: OPTIONS };

  const updated = await workouts.UpdateWorkout({ ...changed, etag: result.etag });
  assert.equal(updated.result.revision, 2);
  const stale = await failure(workouts.UpdateWorkout({ ...changed, markdown: MARKDOWN, etag: result.etag }));
  assert.equal(stale.code, status.ABORTED);
  const forced = await workouts.UpdateWorkout({ ...changed, markdown: MARKDOWN, force: true });
  assert.equal(forced.result.revision, 3);
});

test('an edit in psql is answered by the very next read', async () => {
  const { id } = await create('2026-03-04');
  sql(`UPDATE workouts SET markdown = replace(markdown, '155 lb', '60 kg') WHERE id = '${id}'`);

  const { structured, revision } = await workouts.GetStructuredWorkout({ user_id: user, id });
  assert.equal(revision, 2);
  assert.equal(structured.exercises[0].sets[0].unit, 'kg');
  assert.equal(sql(`SELECT author FROM workout_revisions WHERE workout_id = '${id}' AND revision = 2`), 'sql:postgres');
});

test('today and the days before it', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const { id } = await create(today);

  const todays = await workouts.GetTodaysWorkout({ user_id: user, time_zone: 'UTC', view: 'WORKOUT_VIEW_SMS' });
  assert.equal(todays.workout.id, id);
  assert.equal(todays.date, today);
  const recent = await workouts.ListRecentWorkouts({ user_id: user, time_zone: 'UTC', days: 1 });
  assert.deepEqual(recent.workouts.map((workout) => workout.id), [id]);
});

test('dry runs answer views and rules', async () => {
  const verdict = await workouts.ValidateWorkout({ markdown: MARKDOWN, workout_date: '2026-03-03' });
  assert.equal(verdict.valid, true);
  assert.ok(!verdict.valid_strict);
  assert.equal(verdict.diagnostics[0].rule, 'WORKOUT_DATE_MISMATCH');
  const preview = await workouts.PreviewWorkout({ markdown: MARKDOWN });
  assert.deepEqual(preview.exercise_list, ['Bench Press']);
});

test('a bad request is told everything that is wrong with it', async () => {
  const error = await failure(workouts.CreateWorkout({ user_id: 'me', workout_date: 'today', markdown: ' ', options: OPTIONS }));
  assert.equal(error.code, status.INVALID_ARGUMENT);
  const details = error.metadata.get('grpc-status-details-bin')[0].toString('latin1');
  for (const field of ['user_id', 'workout_date', 'markdown']) assert.ok(details.includes(field), field);
});

test('bytes that are no request are refused, and the service lives on', async () => {
  for (const bytes of [Buffer.from([0x0a, 0x02, 0xff, 0xfe]), Buffer.from([0x0a, 0x24, 0x41])]) {
    const error = await failure(new Promise((resolve, reject) => {
      workouts.raw.makeUnaryRequest(workouts.GetWorkout.path, (value) => value, (value) => value, bytes,
        (failed, reply) => (failed ? reject(failed) : resolve(reply)));
    }));
    assert.equal(error.code, status.INVALID_ARGUMENT);
  }
  assert.ok(await workouts.PreviewWorkout({ markdown: MARKDOWN }));
});

test('a deleted workout is gone', async () => {
  const { id } = await create('2026-03-05');
  await workouts.DeleteWorkout({ user_id: user, id });
  assert.equal((await failure(workouts.GetWorkout({ user_id: user, id }))).code, status.NOT_FOUND);
});

const march = (day) => `2026-03-${String(day).padStart(2, '0')}`;
const dated = (day) => MARKDOWN.replace('# Workout - Monday, March 2, 2026', `# Workout - ${march(day)}`);

test('a week goes in at once or not at all', async () => {
  const week = { user_id: createUser(), options: { ...OPTIONS, request_id: '0190a6f2-7a4e-7c1d-9f63-5b1e8c2d4a10', strict: true } };
  const days = [9, 10, 11, 12, 13, 14, 15].map((day) => ({ workout_date: march(day), markdown: dated(day) }));
  const invalid = days.with(3, { ...days[3], markdown: '# Workout\n' });

  const refused = await failure(workouts.BatchUpsertWorkouts({ ...week, workouts: invalid }));
  assert.equal(refused.code, status.INVALID_ARGUMENT);
  assert.ok(refused.metadata.get('grpc-status-details-bin')[0].toString('latin1').includes('workouts[3].markdown'));
  assert.equal(sql(`SELECT count(*) FROM workouts WHERE user_id = '${week.user_id}'`), '0');

  const stored = await workouts.BatchUpsertWorkouts({ ...week, workouts: days });
  assert.deepEqual(stored.workouts.map(({ outcome }) => outcome), Array(7).fill('UPSERT_OUTCOME_CREATED'));
  assert.deepEqual(await workouts.BatchUpsertWorkouts({ ...week, workouts: days }), stored);
  assert.equal((await failure(workouts.BatchUpsertWorkouts({ ...week, workouts: days.slice(1) }))).code,
    status.ALREADY_EXISTS);

  const ahead = { user_id: week.user_id, after_date: march(13) };
  const dry = await workouts.DeleteFutureWorkouts({ ...ahead, dry_run: true });
  assert.deepEqual(dry.workouts.map(({ workout_date: date }) => date), [march(14), march(15)]);
  assert.deepEqual(await workouts.DeleteFutureWorkouts(ahead), dry);
  assert.deepEqual((await workouts.DeleteFutureWorkouts(ahead)).workouts, []);
});

test("today's workout is updated by the user's own day", async () => {
  const owner = createUser();
  const today = new Date().toISOString().slice(0, 10);
  const { id } = await workouts.CreateWorkout({ user_id: owner, workout_date: today, markdown: MARKDOWN, options: OPTIONS });
  const updated = bufCurl('workouts', `${SERVICE}/UpdateTodaysWorkout`, {
    userId: owner, timeZone: 'UTC', markdown: MARKDOWN.replace('155', '160'), force: true, options: OPTIONS,
  });
  assert.equal(updated.id, id);
  assert.equal(updated.date, today);
  assert.equal(updated.result.revision, '2');
});

test('a workout moves with its title, is done once, and can be opened again', async () => {
  const owner = createUser();
  const add = (day) => workouts.CreateWorkout({ user_id: owner, workout_date: march(day), markdown: MARKDOWN, options: OPTIONS });
  const { id } = await add(2);
  await add(3);
  const move = (day) => workouts.MoveWorkout({ user_id: owner, id, workout_date: march(day), options: OPTIONS });
  assert.equal((await failure(move(3))).code, status.ALREADY_EXISTS);
  await move(4);
  const moved = (await workouts.GetWorkout({ user_id: owner, id, view: 'WORKOUT_VIEW_MARKDOWN' })).workout;
  assert.equal(moved.markdown, MARKDOWN.replace('Monday, March 2', 'Wednesday, March 4'));

  const first = await workouts.CompleteWorkout({ user_id: owner, id, notes: 'Good' });
  const second = await workouts.CompleteWorkout({ user_id: owner, id, notes: 'Really' });
  assert.equal(first.changed, true);
  assert.ok(!second.changed);
  assert.deepEqual(second.completed_at, first.completed_at);
  assert.equal((await failure(move(5))).code, status.FAILED_PRECONDITION);
  assert.equal((await workouts.ReopenWorkout({ user_id: owner, id })).changed, true);
  await move(5);
});

test('sections are edited one by one, and every revision can be read and put back', async () => {
  const owner = createUser();
  const { id } = await workouts.CreateWorkout({ user_id: owner, workout_date: march(2), markdown: MARKDOWN, options: OPTIONS });
  const { sections } = await workouts.ListSections({ user_id: owner, id });
  assert.equal(sections.length, 5);
  const { markdown } = await workouts.GetSection({ user_id: owner, id, path: ['Warm-Up'] });
  assert.match(markdown, /^## Warm-Up \(5 minutes\)\n1\. Row: 5 minutes\n/);
  const append = (path, text) => workouts.EditSection({
    user_id: owner, id, edit: { path: [path], kind: 'SECTION_EDIT_KIND_APPEND', text }, options: OPTIONS,
  });
  await Promise.all([append('Warm-Up', '2. Bike: 2 minutes'), append('Cool Down', '2. Stretch: 2 minutes')]);
  const { workout } = await workouts.GetWorkout({ user_id: owner, id, view: 'WORKOUT_VIEW_MARKDOWN' });
  assert.match(workout.markdown, /Bike[^]*Stretch/);

  const { revisions } = await workouts.ListRevisions({ user_id: owner, id });
  assert.deepEqual(revisions.map(({ revision }) => revision), [3, 2, 1]);
  assert.equal((await workouts.GetRevision({ user_id: owner, id, revision: 1 })).markdown, MARKDOWN);
  assert.match((await workouts.DiffRevisions({ user_id: owner, id, from_revision: 1 })).diff, /^\+2\. Bike/m);
  await workouts.RestoreRevision({ user_id: owner, id, revision: 1, force: true, options: OPTIONS });
  assert.equal((await workouts.GetWorkout({ user_id: owner, id })).workout.markdown, MARKDOWN);
});

const drain = (stream, onMessage = () => {}) => new Promise((resolve, reject) => {
  const messages = [];
  stream.on('data', (message) => {
    messages.push(message);
    onMessage(message, stream);
  });
  stream.on('error', (error) => (error.code === status.CANCELLED ? resolve(messages) : reject(error)));
  stream.on('end', () => resolve(messages));
});

test('old workouts move to the archive, and are still found, listed and exported', async () => {
  user = createUser();
  const { id: old } = await create('2024-03-04');
  const { id: recent } = await create('2026-03-02');

  const progress = await drain(workouts.ArchiveWorkouts({ before: '2025-01-01', user_id: user }));
  assert.equal(progress.at(-1).archived_workouts, 1);
  const { workout } = await workouts.GetWorkout({ user_id: user, workout_date: '2024-03-04' });
  assert.equal(workout.id, old);
  assert.ok(workout.archived_at);
  const edit = await failure(workouts.UpdateWorkout({ user_id: user, id: old, markdown: '# W', force: true, options: OPTIONS }));
  assert.equal(edit.code, status.FAILED_PRECONDITION);
  assert.equal((await failure(create('2024-03-04'))).code, status.ALREADY_EXISTS);

  const listed = await workouts.ListWorkouts({ user_id: user, exercise: 'BB Bench Press', structured_contains: '{"total_sets": 2}' });
  assert.deepEqual(listed.workouts.map((listedWorkout) => listedWorkout.id), [recent, old]);
  const batch = await workouts.BatchGetWorkouts({
    keys: [{ user_id: user, id: old }, { user_id: user, workout_date: '2026-03-03' }, { user_id: user, workout_date: '2026-03-02' }],
  });
  assert.deepEqual(batch.results.map((result) => result.code ?? 0), [0, status.NOT_FOUND, 0]);

  const exported = await drain(workouts.ExportWorkouts({ user_id: user, format: 'EXPORT_FORMAT_JSON' }));
  const texts = exported.flatMap((message) => message.workouts.map((exportedWorkout) => exportedWorkout.json));
  assert.equal(texts.length, 2);
  assert.equal(JSON.parse(texts[0]).exercises[0].key, 'bench press');

  const { sessions, best_e1rm: best } = await workouts.GetExerciseProgress({ user_id: user, exercise: 'bench' });
  assert.deepEqual(sessions.map((session) => session.workout_date), ['2024-03-04', '2026-03-02']);
  assert.equal(Math.round(best.value), 181);
  const { matches } = await workouts.SearchWorkouts({ user_id: user, text: 'bench press' });
  assert.deepEqual(matches.map((match) => match.archived ?? false), [false, true]);
  assert.match(matches[0].snippet, /«Bench» «Press»/);
});

test('the texts of a morning arrive once each, however often the stream is cut', async () => {
  const users = [];
  for (let i = 0; i < 5; i += 1) {
    user = createUser();
    users.push(user);
    await create('2026-04-01');
  }
  const request = { workout_date: '2026-04-01', batch_size: 1 };
  const delivered = [];
  for (let ended = false; !ended;) {
    let read = 0;
    await drain(workouts.StreamSms(request), (message, stream) => {
      if (read > 1) return; // what arrives behind the cut was not taken
      read += 1;
      delivered.push(...message.workouts.map((sms) => sms.user_id));
      request.resume_token = message.resume_token;
      if (read > 1) stream.cancel();
    });
    ended = read < 2;
  }
  assert.deepEqual(delivered, users.toSorted());
});

test('examples for agents', async () => {
  const { example } = await workouts.CreateWorkoutExample({
    workout_type: 'walk_test', experience_level: 'beginner', equipment_required: ['Barbell'], markdown: MARKDOWN,
  });
  const { examples } = await workouts.ListWorkoutExamples({ workout_type: 'walk_test' });
  assert.deepEqual(examples.map((found) => found.id), [example.id]);
  // A user without a dossier has no barbell.
  const none = await workouts.ListWorkoutExamples({ workout_type: 'walk_test', equipment_of_user_id: createUser() });
  assert.deepEqual(none.examples, []);
  await workouts.RetireWorkoutExample({ id: example.id });
  assert.deepEqual((await workouts.ListWorkoutExamples({ workout_type: 'walk_test' })).examples, []);
});

test('an exercise is replaced by another, by any of its names', async () => {
  const owner = createUser();
  const { id } = await workouts.CreateWorkout({ user_id: owner, workout_date: march(2), markdown: MARKDOWN, options: OPTIONS });
  const replaced = bufCurl('workouts', `${SERVICE}/SubstituteExercise`, {
    userId: owner, id, exercise: 'bb bench press', replacement: 'Floor Press', options: OPTIONS,
  });
  assert.equal(replaced.result.revision, '2');
  const { workout } = await workouts.GetWorkout({ user_id: owner, id, view: 'WORKOUT_VIEW_MARKDOWN' });
  assert.equal(workout.markdown, MARKDOWN.replace('Bench Press', 'Floor Press'));
  const missing = await failure(workouts.SubstituteExercise({
    user_id: owner, id, exercise: 'Bench Press', replacement: 'Dip', options: OPTIONS,
  }));
  assert.equal(missing.code, status.FAILED_PRECONDITION);
});
