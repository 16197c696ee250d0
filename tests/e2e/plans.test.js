// A walk through PlanService with clients that nobody here wrote.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { bufCurl, connect, createUser, failure, sql, status } from './support.js';

const SERVICE = 'liftmark.plans.v1.PlanService';
const MARKDOWN = `# Base and Peak

**Duration:** 8 weeks
**Goal:** Strength

## Program Philosophy
Slow and steady.

## Microcycle 1-4: Base (Weeks 1-4)

#### Monday - Lower
- Back Squat: 4 × 6 (RPE 7)

#### Thursday - Upper
- Bench Press: 4 × 6 (RPE 7)

## Microcycle 5-8: Peak (Weeks 5-8)

#### Monday - Lower
- Back Squat: 5 × 3 (RPE 8)

## Modification History
- **2026-03-01:** Written.
`;
const OPTIONS = { author: 'agent:planner' };

let plans;
let user;

before(() => {
  plans = connect('plans', 'liftmark/plans/v1/plan_service.proto', SERVICE);
  user = createUser();
});
after(() => plans.close());

const create = (fields = {}) =>
  plans.CreatePlan({ user_id: user, start_date: '2026-03-02', markdown: MARKDOWN, options: OPTIONS, ...fields });

test('a plan goes in as markdown, and its view and its end come out', async () => {
  const { id, end_date: endDate, result } = await create({ activate: true });
  assert.equal(endDate, '2026-04-27');
  assert.deepEqual(result.diagnostics, []);

  const { plan } = await plans.GetPlan({ user_id: user, id, view: 'PLAN_VIEW_FULL' });
  assert.equal(plan.markdown, MARKDOWN);
  assert.deepEqual(plan.structured.microcycles.map(({ name }) => name), ['Base', 'Peak']);
  assert.equal(JSON.parse(plan.json).exercises.length, 2);
  assert.equal((await plans.GetActivePlan({ user_id: user })).plan.id, id);
  assert.equal((await plans.GetStructuredPlan({ user_id: user, id })).from_cache, true);
});

test('a week is what an agent needs, and no more', async () => {
  const week = bufCurl('plans', `${SERVICE}/GetPlanWeek`, { userId: user, date: '2026-04-02' });
  assert.equal(week.week, 5);
  assert.match(week.markdown, /^## Microcycle 5-8: Peak/);
  assert.ok(week.sectionBytes < week.planBytes / 3);

  const error = await failure(plans.GetPlanWeek({ user_id: user, week: 9 }));
  assert.equal(error.code, status.NOT_FOUND);
});

test('one plan is active, whichever was activated last', async () => {
  const before = (await plans.GetActivePlan({ user_id: user })).plan.id;
  const { id } = await create();

  const request = { user_id: user, id, request_id: randomUUID() };
  assert.equal((await plans.ActivatePlan(request)).previous_plan_id, before);
  assert.equal((await plans.ActivatePlan(request)).previous_plan_id, before);
  assert.equal((await plans.DeactivatePlan({ user_id: user, id })).changed, true);
  assert.equal((await failure(plans.GetActivePlan({ user_id: user }))).code, status.NOT_FOUND);
  await plans.ActivatePlan({ user_id: user, id });
  assert.equal((await failure(plans.DeletePlan({ user_id: user, id }))).code, status.FAILED_PRECONDITION);
  await plans.DeletePlan({ user_id: user, id: before });
  assert.equal((await plans.ListPlans({ user_id: user })).plans.length, 1);
});

test('sections are read and edited, and modifications added, byte by byte', async () => {
  const { plan } = await plans.GetActivePlan({ user_id: user });
  const key = { user_id: user, id: plan.id };

  const { sections } = await plans.ListSections(key);
  assert.deepEqual(sections.map(({ path }) => path.at(-1)).slice(0, 3),
    ['Base and Peak', 'Program Philosophy', 'Microcycle 1-4: Base (Weeks 1-4)']);
  const { markdown } = await plans.GetSection({ ...key, path: ['Program Philosophy'] });
  assert.equal(markdown, '## Program Philosophy\nSlow and steady.\n\n');

  await plans.EditSection({
    ...key, edit: { path: ['Program Philosophy'], kind: 'SECTION_EDIT_KIND_REPLACE', text: 'Heavy and rare.' }, options: OPTIONS,
  });
  await plans.AppendModification({ ...key, date: '2026-03-09', text: 'Front squats.', options: OPTIONS });
  const edited = (await plans.GetPlan(key)).plan.markdown;
  assert.equal(edited, MARKDOWN.replace('Slow and steady.', 'Heavy and rare.')
    .replace('- **2026-03-01', '- **2026-03-09:** Front squats.\n- **2026-03-01'));
  const missing = await failure(plans.GetSection({ ...key, path: ['Nutrition'] }));
  assert.equal(missing.code, status.FAILED_PRECONDITION);
});

test('every revision is kept, compared and restored', async () => {
  const { plan } = await plans.GetActivePlan({ user_id: user });
  const key = { user_id: user, id: plan.id };

  const { revisions } = await plans.ListRevisions(key);
  assert.deepEqual(revisions.map(({ revision }) => revision), [3, 2, 1]);
  const { diff } = await plans.DiffRevisions({ ...key, from_revision: 1, to_revision: 2 });
  assert.match(diff, /-Slow and steady\.\n\+Heavy and rare\./);
  assert.equal((await plans.GetRevision({ ...key, revision: 1 })).markdown, MARKDOWN);
  const { result } = await plans.RestoreRevision({ ...key, revision: 1, etag: plan.etag, options: OPTIONS });
  assert.equal(result.revision, 4);
  assert.equal((await plans.GetPlan(key)).plan.markdown, MARKDOWN);
});

test('updates, dates, searches and dry runs', async () => {
  const { plan } = await plans.GetActivePlan({ user_id: user });
  const key = { user_id: user, id: plan.id };

  const longer = MARKDOWN.replace('8 weeks', '10 weeks');
  await plans.UpdatePlan({ ...key, markdown: longer, etag: plan.etag, options: OPTIONS });
  assert.equal((await plans.GetPlan(key)).plan.end_date, '2026-05-11');
  assert.deepEqual(await plans.ReschedulePlan({ ...key, start_date: '2026-03-09' }),
    { start_date: '2026-03-09', end_date: '2026-05-18' });

  const found = await plans.FindPlans({ user_id: user, exercise: 'barbell back squats' });
  assert.deepEqual(found.plans.map(({ id }) => id), [plan.id]);
  const verdict = await plans.ValidatePlan({ markdown: MARKDOWN.replace('5-8: Peak (Weeks 5-8)', '6-8: Peak (Weeks 6-8)') });
  assert.equal(verdict.valid, true);
  assert.ok(!verdict.valid_strict);
  assert.equal(verdict.diagnostics[0].rule, 'PLAN_WEEKS_GAP');
});

test('examples are created, counted, changed and retired', async () => {
  const { example } = await plans.CreatePlanExample({ plan_type: `walk-${user}`, markdown: MARKDOWN });
  const { examples } = await plans.ListPlanExamples({ plan_type: example.plan_type, limit: 1 });
  assert.equal(examples[0].id, example.id);
  assert.equal(sql(`SELECT usage_count FROM plan_examples WHERE id = '${example.id}'`), '1');
  const updated = await plans.UpdatePlanExample({ id: example.id, experience_level: 'advanced' });
  assert.equal(updated.example.experience_level, 'advanced');
  await plans.RetirePlanExample({ id: example.id });
  assert.equal((await plans.ListPlanExamples({ plan_type: example.plan_type })).examples.length, 0);
});
