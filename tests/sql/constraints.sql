-- What no row may hold.
BEGIN;
SELECT no_plan();

INSERT INTO users VALUES ('00000000-0000-4000-8000-0000000000aa');
INSERT INTO user_dossiers (user_id, markdown) VALUES ('00000000-0000-4000-8000-0000000000aa', '# d');
INSERT INTO training_plans (user_id, markdown, start_date)
VALUES ('00000000-0000-4000-8000-0000000000aa', '# p', '2026-01-05');
INSERT INTO workouts (user_id, markdown, workout_date)
VALUES ('00000000-0000-4000-8000-0000000000aa', '# w', '2026-01-05');
INSERT INTO workout_examples (workout_type, markdown) VALUES ('upper_strength', '# w');
INSERT INTO plan_examples (plan_type, markdown) VALUES ('ppl', '# p');

SELECT throws_ok(format('UPDATE %I SET markdown = %L', tbl, markdown), '23514', NULL, tbl || ' refuses ' || what)
FROM unnest(ARRAY['user_dossiers', 'training_plans', 'workouts', 'workout_examples', 'plan_examples']) AS tbl,
     (VALUES ('nothing', ''), ('white space', E' \n\t'), ('more than 256 KiB', repeat('x ', 131073))) AS bad(what, markdown);
SELECT lives_ok(format('UPDATE %I SET markdown = repeat(%L, 131072)', tbl, 'x '), tbl || ' holds 256 KiB')
FROM unnest(ARRAY['user_dossiers', 'training_plans', 'workouts', 'workout_examples', 'plan_examples']) AS tbl;

SELECT throws_ok($$INSERT INTO workouts (user_id, markdown, workout_date)
  VALUES ('00000000-0000-4000-8000-0000000000aa', '# w', '2026-01-05')$$, '23505', NULL, 'one workout a user and date');
SELECT throws_ok($$INSERT INTO workouts (user_id, markdown, workout_date)
  VALUES (gen_random_uuid(), '# w', '2026-01-05')$$, '23503', NULL, 'no document without its user');
INSERT INTO workouts_archive (id, user_id, workout_date, markdown, revision, cache_version, created_at, updated_at)
VALUES ('00000000-0000-4000-8000-0000000000bb', '00000000-0000-4000-8000-0000000000aa', '2024-01-05', '# old', 1, 1,
        now(), now());
SELECT throws_ok(statement, '23505', 'the archive holds a workout of this date or id', what)
FROM (VALUES
  ('no workout on a date of the archive', $$INSERT INTO workouts (user_id, markdown, workout_date)
    VALUES ('00000000-0000-4000-8000-0000000000aa', '# w', '2024-01-05')$$),
  ('no workout with an id of the archive', $$INSERT INTO workouts (id, user_id, markdown, workout_date)
    VALUES ('00000000-0000-4000-8000-0000000000bb', '00000000-0000-4000-8000-0000000000aa', '# w', '2026-01-06')$$),
  ('no move to a date of the archive', $$UPDATE workouts SET workout_date = '2024-01-05'$$)) AS bad(what, statement);
SELECT lives_ok($$INSERT INTO workouts (user_id, markdown, workout_date)
  VALUES ('00000000-0000-4000-8000-0000000000aa', '# w', '2024-01-06')$$, 'other dates are free');
SELECT throws_ok($$INSERT INTO requests (user_id, request_id, digest)
  VALUES ('00000000-0000-4000-8000-0000000000aa', gen_random_uuid(), '\x00')$$, '23514', NULL, 'a digest has 16 bytes');

SELECT * FROM finish();
ROLLBACK;
