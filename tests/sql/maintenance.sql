-- VACUUM runs outside transactions, so this test does.
SELECT plan(2);

SET ROLE liftmark_maintenance;
VACUUM (ANALYZE) user_dossiers, training_plans, workouts;
RESET ROLE;
SELECT is(
  (SELECT count(*) FROM pg_stat_user_tables
   WHERE relname IN ('user_dossiers', 'training_plans', 'workouts') AND last_vacuum IS NOT NULL AND last_analyze IS NOT NULL),
  3::bigint, 'liftmark_maintenance vacuums and analyzes');

SELECT pg_stat_reset();
SET ROLE liftmark_workouts;
SET client_min_messages = error;
VACUUM workouts;
RESET ROLE;
SELECT is((SELECT last_vacuum FROM pg_stat_user_tables WHERE relname = 'workouts'), NULL, 'a service does not');

SELECT * FROM finish();
