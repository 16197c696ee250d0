-- Dates of plans, the one active plan, and keys that name the user.
BEGIN;
SELECT no_plan();

INSERT INTO users VALUES ('00000000-0000-4000-8000-0000000000aa'), ('00000000-0000-4000-8000-0000000000bb');

CREATE FUNCTION pg_temp.end_of(plan UUID) RETURNS TEXT LANGUAGE sql AS
  'SELECT end_date::text FROM training_plans WHERE id = plan';

INSERT INTO training_plans (id, user_id, markdown, start_date, end_date) VALUES
  ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000aa', '# a', '2026-01-05', NULL),
  ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000bb', '# b', '2026-01-05', '2026-04-27');

SELECT is(pg_temp.end_of('00000000-0000-4000-8000-000000000001'), '2026-03-30', 'twelve weeks where nothing is said');
SELECT is(pg_temp.end_of('00000000-0000-4000-8000-000000000002'), '2026-04-27', 'the weeks that were said');

UPDATE training_plans SET start_date = '2026-01-12';
SELECT is(pg_temp.end_of('00000000-0000-4000-8000-000000000002'), '2026-05-04', 'a plan that moves keeps its length');

UPDATE training_plans SET start_date = '2026-01-05', end_date = '2026-02-02'
WHERE id = '00000000-0000-4000-8000-000000000002';
SELECT is(pg_temp.end_of('00000000-0000-4000-8000-000000000002'), '2026-02-02', 'unless its end is said, too');

UPDATE training_plans SET end_date = NULL WHERE id = '00000000-0000-4000-8000-000000000002';
SELECT is(pg_temp.end_of('00000000-0000-4000-8000-000000000002'), '2026-03-30', 'an end that is taken away comes back');

SELECT throws_ok($$UPDATE training_plans SET end_date = start_date$$, '23514', NULL, 'the end is exclusive');

SELECT throws_ok($$INSERT INTO training_plans (user_id, markdown, start_date)
  VALUES ('00000000-0000-4000-8000-0000000000aa', '# second', '2026-06-01')$$, '23505', NULL,
  'a user has one active plan');
SELECT lives_ok($$INSERT INTO training_plans (user_id, markdown, start_date, is_active)
  VALUES ('00000000-0000-4000-8000-0000000000aa', '# second', '2026-06-01', false)$$, 'and as many others as he likes');

SELECT throws_ok($$INSERT INTO workouts (user_id, training_plan_id, workout_date, markdown)
  VALUES ('00000000-0000-4000-8000-0000000000aa', '00000000-0000-4000-8000-000000000002', '2026-01-05', '# w')$$,
  '23503', NULL, 'a workout cannot hang on another user''s plan');
SELECT throws_ok($$INSERT INTO user_dossiers (user_id, current_plan_id, markdown)
  VALUES ('00000000-0000-4000-8000-0000000000aa', '00000000-0000-4000-8000-000000000002', '# d')$$,
  '23503', NULL, 'nor a dossier');

INSERT INTO workouts (user_id, training_plan_id, workout_date, markdown)
VALUES ('00000000-0000-4000-8000-0000000000aa', '00000000-0000-4000-8000-000000000001', '2026-01-05', '# w');
INSERT INTO user_dossiers (user_id, current_plan_id, markdown)
VALUES ('00000000-0000-4000-8000-0000000000aa', '00000000-0000-4000-8000-000000000001', '# d');
DELETE FROM training_plans WHERE id = '00000000-0000-4000-8000-000000000001';
SELECT results_eq(
  'SELECT user_id, training_plan_id FROM workouts UNION ALL SELECT user_id, current_plan_id FROM user_dossiers',
  $$VALUES ('00000000-0000-4000-8000-0000000000aa'::uuid, NULL::uuid), ('00000000-0000-4000-8000-0000000000aa', NULL)$$,
  'a plan that goes leaves its user''s rows, without the plan');

SELECT * FROM finish();
ROLLBACK;
