-- The old system's records become documents, user by user; nothing they hold becomes markup.
BEGIN;
SELECT no_plan();

SELECT is(check_legacy_tables(), false, 'without old tables there is nothing to migrate');
SELECT is(legacy_pending_users(), '{}'::UUID[], 'and nobody waits');
SELECT lives_ok('SELECT list_legacy_strays()', 'nor is anything astray');

\ir legacy/old_tables.sql

SELECT is(check_legacy_tables(), true, 'there are old tables');
SELECT is(cardinality(legacy_pending_users()), 34, 'users wait');

-- Lines and their markup
SELECT is(legacy_words(value::JSONB), words, 'the words of ' || left(value, 60))
FROM (VALUES
  ('null', NULL), ('""', NULL), ('" \n\t "', NULL), ('[]', NULL), ('{}', NULL), ('[null, {"a": null}]', NULL),
  ('"a\r\n\r\nb"', 'a b'), ('"a\u2028b\u0007c"', 'a b c'), ('3.50', '3.50'), ('false', 'false'), ('"e\u0301"', 'é'),
  ('["a", ["b", null], 3]', 'a; b; 3'), ('{"b": 1, "a": "x"}', 'a: x; b: 1'), ('{"summary": "s", "a": 1}', 's'),
  ('{"summary": null, "a": 1}', 'a: 1')) AS cases(value, words);
SELECT throws_like($$SELECT legacy_words(to_jsonb(repeat('x', 20001)))$$, 'TEXT_TOO_LONG: a text has 20001 characters%',
                   'what is too long is said to be, and not cut');
SELECT is(legacy_markdown(line), markdown, 'as markdown: ' || line)
FROM (VALUES
  ('plain words, 3 of them', 'plain words, 3 of them'), ('# h', '\# h'), ('- i', '\- i'), ('+ i', '\+ i'), ('> q', '\> q'),
  ('1. one', '1\. one'), ('23) two', '23\) two'), ('a * b_c', 'a \* b\_c'), ('[x](y)', '\[x\](y)'), ('<b>', '\<b>'),
  ('&amp; & &#35;', '\&amp; & &\#35;'), ('`~|\', '\`\~\|\\')) AS cases(line, markdown);

-- Documents
SELECT is(generate_dossier_markdown(old_user('01')), format('# Training Dossier - As the Seed Says

## Profile
- **Name:** As the Seed Says
- **Age:** 34
- **Experience Level:** intermediate
- **Primary Goals:** Get strong

## Equipment Access
Barbell, Dumbbells and Squat Rack

## Schedule & Availability
Monday, Wednesday and Friday

## Training History
### %s - Migrated from old system
Starting point captured.

## Current Training Plan
**Program:** Base and Build
', current_date), 'a profile as the design has it');
SELECT is(generate_plan_markdown(old_plan('01')), format('# Base and Build

**User:** As the Seed Says
**Duration:** 8 weeks
**Goal:** Squat 140 kg

## Program Philosophy
Slow \#\# and steady

## Microcycle 1: Base (Week 1)

### Weekly Pattern
#### Monday - Lower

- Back Squat: 5 × 5 @ 75%%
  - Notes: rest: 3 min
- Leg Curl: 3 × 10-12 @ RPE 8

#### Thursday - Upper

- Bench Press: 4 × 6 @ 155 lb
  - Notes: Pause

## Microcycle 2: Base (Week 2)

### Weekly Pattern
#### Monday - Lower

- Back Squat: 5 × 5 @ 77.5%%

## Microcycle 3-7: Not recorded (Weeks 3-7)

## Microcycle 8: Test (Week 8)

### Weekly Pattern
#### Saturday

- Back Squat 1x1

## Modification History
- **%s:** Migrated from old system
', current_date), 'a plan with microcycles missing');
SELECT is(generate_dossier_markdown(old_user('0f')), NULL, 'no profile, no dossier');
SELECT is(generate_plan_markdown(old_plan('00')), NULL, 'no plan of this id');
SELECT matches(generate_dossier_markdown(old_user('07')), 'Newer of Two', 'the newest of several profiles');
SELECT matches(generate_dossier_markdown(old_user('09')), E'Said of age:\\*\\* thirty-four\n- \\*\\*Said of training:\\*\\* ten years of yoga\n- \\*\\*Said of the zone:\\*\\* somewhere in Texas\n',
               'what cannot be read is kept as a remark');

-- A user
SELECT is(migrate_legacy_user(old_user('0c')), true, 'a user is migrated');
SELECT results_eq($$SELECT id, start_date, end_date, is_active FROM training_plans WHERE user_id = old_user('0c') ORDER BY id$$,
  $$VALUES (old_plan('c1'), '2024-01-01'::DATE, '2024-01-29'::DATE, false), (old_plan('c2'), '2025-03-03', '2025-03-31', true),
           (old_plan('c3'), '2025-06-02', '2025-06-30', false), (old_plan('c4'), '2025-09-01', '2025-09-29', false)$$,
  'of several active plans the newest stays so');
SELECT is((SELECT current_plan_id FROM user_dossiers WHERE user_id = old_user('0c')), old_plan('c2'), 'and the dossier points at it');
SELECT is((SELECT author FROM training_plan_revisions WHERE plan_id = old_plan('c2')), 'sql:' || session_user, 'the history says who');

-- What is there already
INSERT INTO user_dossiers (user_id, markdown) VALUES (old_user('01'), '# Mine');
INSERT INTO training_plans (id, user_id, markdown, start_date, is_active)
VALUES (old_plan('99'), old_user('01'), '# Mine', '2025-05-05', true);
SELECT is(migrate_legacy_user(old_user('01')), true, 'a user who has a dossier and a plan in the new system');
SELECT is((SELECT markdown FROM user_dossiers WHERE user_id = old_user('01')), '# Mine', 'keeps the dossier');
SELECT is((SELECT id FROM training_plans WHERE user_id = old_user('01') AND is_active), old_plan('99'), 'and the active plan');
SELECT is((SELECT count(*)::INT FROM training_plans WHERE user_id = old_user('01')), 2, 'and gets the old one beside it');

-- Broken users
SELECT is(migrate_legacy_user(old_user('a7')), false, 'a user with broken plans is not migrated');
SELECT is((SELECT count(*)::INT FROM user_dossiers WHERE user_id = old_user('a7')), 0, 'not even the dossier');
SELECT results_eq($$SELECT source, source_id, reason FROM migration_errors WHERE user_id = old_user('a7') ORDER BY source_id$$,
  $$VALUES ('structured_plans', old_plan('a7'), 'PLAN_NOT_AN_OBJECT: plan is of type null'),
           ('structured_plans', old_plan('b7'), 'PLAN_NOT_AN_OBJECT: plan is of type array')$$, 'each broken plan is listed');
DELETE FROM structured_plans WHERE id = old_plan('b7');
UPDATE structured_plans SET plan = '{"name": "Mended"}' WHERE id = old_plan('a7');
SELECT is(migrate_legacy_user(old_user('a7')), true, 'when they are mended, the user is migrated');
SELECT is((SELECT count(*)::INT FROM migration_errors WHERE user_id = old_user('a7')), 0, 'and no longer listed');
SELECT is(bool_or(migrate_legacy_user(pending)), false, 'the other broken users fail too')
FROM unnest(legacy_pending_users()) AS pending WHERE pending::TEXT LIKE '%00000000a_';
SELECT results_eq($$SELECT right(user_id::TEXT, 2), split_part(reason, ':', 1) FROM migration_errors ORDER BY user_id$$,
  $$VALUES ('a0', 'PROFILE_NOT_AN_OBJECT'), ('a1', 'PROFILE_NOT_AN_OBJECT'), ('a2', 'PROFILE_NOT_AN_OBJECT'), ('a3', 'PROFILE_EMPTY'),
           ('a4', 'PROFILE_EMPTY'), ('a5', 'TEXT_TOO_LONG'), ('a6', 'PLAN_START_DATE'), ('a8', 'WEEKS_OVERLAP'),
           ('a9', 'DOCUMENT_TOO_LARGE'), ('aa', 'PLAN_EMPTY'), ('ab', 'PLAN_START_DATE'), ('ac', 'MICROCYCLE_NOT_AN_OBJECT'),
           ('ad', 'USER_NOT_FOUND')$$, 'each with its reason');
SELECT lives_ok('SELECT list_legacy_strays()', 'records of nobody');
SELECT is((SELECT count(*)::INT FROM migration_errors WHERE user_id IS NULL), 2, 'are listed as well');

-- Another shape
ALTER TABLE profiles DROP COLUMN updated_at;
ALTER TABLE microcycles ALTER number TYPE TEXT;
SELECT throws_ok('SELECT check_legacy_tables()', '42703',
  'the old tables are not as expected: profiles has no column updated_at; microcycles.number is text, not integer',
  'what is missing is named');

SELECT * FROM finish();
ROLLBACK;
