-- Revisions, freshness, updated_at and history, on all three documents.
BEGIN;
SELECT no_plan();

INSERT INTO users VALUES ('00000000-0000-4000-8000-0000000000aa');
INSERT INTO user_dossiers (user_id, markdown, updated_at)
VALUES ('00000000-0000-4000-8000-0000000000aa', '# one', '2020-01-01');
INSERT INTO training_plans (user_id, markdown, start_date, updated_at)
VALUES ('00000000-0000-4000-8000-0000000000aa', '# one', '2026-01-05', '2020-01-01');
INSERT INTO workouts (user_id, markdown, workout_date, updated_at)
VALUES ('00000000-0000-4000-8000-0000000000aa', '# one', '2026-01-05', '2020-01-01');

-- Runs a statement on a document table and says what became of its row.
CREATE FUNCTION pg_temp.after(tbl TEXT, change TEXT) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE
  said TEXT;
BEGIN
  EXECUTE format('UPDATE %I SET updated_at = ''2020-01-01''', tbl);
  EXECUTE format('UPDATE %I SET %s', tbl, change);
  EXECUTE format(
    'SELECT concat_ws('' '', ''revision'', revision, ''cached'', coalesce(cached_revision::text, ''-''),
                      CASE WHEN view IS NULL THEN ''cold'' ELSE ''warm'' END,
                      CASE WHEN updated_at > ''2020-01-01'' THEN ''moved'' ELSE ''still'' END) FROM %I', tbl) INTO said;
  RETURN said;
END $$;

CREATE TEMPORARY TABLE documents (tbl TEXT, fill TEXT, cold TEXT);
INSERT INTO documents VALUES
  ('user_dossiers', $$profile_json = '{}', equipment_tags = '{}', training_days = '{}'$$,
   $$num_nonnulls(view, cached_revision, profile_json, equipment_tags, training_days)$$),
  ('training_plans', $$structured_plan = '{}', exercise_list = '{}', exercise_keys = '{}', plan_type = 'ppl'$$,
   $$num_nonnulls(view, cached_revision, structured_plan, exercise_list, exercise_keys, plan_type)$$),
  ('workouts', $$structured_workout = '{}', sms_message = '', exercise_list = '{}', exercise_keys = '{}',
                 total_volume_lbs = 0, total_sets = 0, estimated_duration_min = 0$$,
   $$num_nonnulls(view, cached_revision, structured_workout, sms_message, exercise_list, exercise_keys,
                  total_volume_lbs, total_sets, estimated_duration_min)$$);

SELECT is(pg_temp.after(tbl, fill || $$, view = '\x00', cached_revision = 1$$),
          'revision 1 cached 1 warm still', tbl || ': a fill moves neither revision nor updated_at')
FROM documents;

SELECT is(pg_temp.after(tbl, $$markdown = '# one'$$),
          'revision 1 cached 1 warm still', tbl || ': the same markdown again is a no-op')
FROM documents;

SELECT is(pg_temp.after(tbl, $$markdown = '# one', view = '\x01', cached_revision = revision + 1$$),
          'revision 1 cached 1 warm still', tbl || ': a no-op cannot claim a revision that will not be')
FROM documents;

SELECT is(pg_temp.after(tbl, $$markdown = '# two', view = '\x02', cached_revision = revision + 1$$),
          'revision 2 cached 2 warm moved', tbl || ': markdown with its views is one revision more, and fresh')
FROM documents;

SELECT is(pg_temp.after(tbl, $$markdown = '# three'$$),
          'revision 3 cached - cold moved', tbl || ': an edit by hand is one revision more, and cold')
FROM documents;

CREATE FUNCTION pg_temp.warm_columns(tbl TEXT, counted TEXT) RETURNS INT LANGUAGE plpgsql AS $$
DECLARE
  warm INT;
BEGIN
  EXECUTE format('SELECT %s FROM %I', counted, tbl) INTO warm;
  RETURN warm;
END $$;

SELECT is(pg_temp.warm_columns(tbl, cold), 0, tbl || ': an edit by hand clears every cache column') FROM documents;

SELECT is(pg_temp.after(tbl, $$revision = 99$$),
          'revision 3 cached - cold still', tbl || ': no statement sets the revision')
FROM documents;

SELECT is(pg_temp.after(tbl, $$markdown = '# four', revision = 99, view = '\x03', cached_revision = 3$$),
          'revision 4 cached - cold moved', tbl || ': views of an older document do not become fresh')
FROM documents;

SELECT throws_ok(format($$UPDATE %I SET view = '\x04', cached_revision = 5$$, tbl), '23514', NULL,
                 tbl || ': a fill cannot claim a revision to come')
FROM documents;
SELECT throws_ok(format($$UPDATE %I SET view = NULL, cached_revision = revision$$, tbl), '23514', NULL,
                 tbl || ': what is fresh has a view')
FROM documents;

-- updated_at follows what is content, and nothing else.
SELECT is(pg_temp.after('workouts', $$workout_date = '2026-01-06'$$), 'revision 4 cached - cold moved', 'a move of the date');
SELECT is(pg_temp.after('workouts', $$completed_at = now()$$), 'revision 4 cached - cold moved', 'a completion');
SELECT is(pg_temp.after('workouts', $$completion_notes = 'good'$$), 'revision 4 cached - cold moved', 'notes');
SELECT is(pg_temp.after('workouts', $$workout_type = 'Upper'$$), 'revision 4 cached - cold moved', 'a type');
SELECT is(pg_temp.after('workouts', $$cache_version = 2$$), 'revision 4 cached - cold still', 'a cache version');
SELECT is(pg_temp.after('training_plans', $$is_active = false$$), 'revision 4 cached - cold moved', 'a deactivation');
SELECT is(pg_temp.after('training_plans', $$plan_type = 'ppl'$$), 'revision 4 cached - cold still', 'a cached type');
SELECT is(pg_temp.after('user_dossiers', $$current_plan_id = (SELECT id FROM training_plans)$$),
          'revision 4 cached - cold moved', 'another current plan');

-- Every revision is kept, by its author.
SELECT results_eq(
  format('SELECT revision, markdown, author FROM %I ORDER BY revision', history),
  format($$VALUES (1::bigint, '# one', 'sql:%1$s'), (2, '# two', 'sql:%1$s'), (3, '# three', 'sql:%1$s'),
                  (4, '# four', 'sql:%1$s')$$, session_user),
  history || ': edits by hand are kept, by who logged in')
FROM unnest(ARRAY['user_dossier_revisions', 'training_plan_revisions', 'workout_revisions']) AS history;

SELECT lives_ok($$
  WITH written AS (
    UPDATE workouts SET markdown = '# five', view = '\x05', cached_revision = revision + 1 RETURNING *
  )
  INSERT INTO workout_revisions (user_id, workout_id, revision, markdown, author, invocation_id)
  SELECT user_id, id, revision, markdown, 'agent:coach', '00000000-0000-4000-8000-0000000000bb' FROM written
$$, 'a service keeps the revision in the statement of the write');
SELECT results_eq(
  'SELECT author, invocation_id FROM workout_revisions WHERE revision = 5',
  $$VALUES ('agent:coach', '00000000-0000-4000-8000-0000000000bb'::uuid)$$,
  'and its row stands, not the trigger''s');

SELECT throws_ok($$INSERT INTO workout_revisions (user_id, workout_id, revision, markdown, author)
  VALUES ('00000000-0000-4000-8000-0000000000aa', gen_random_uuid(), 1, '#', 'somebody')$$, '23514', NULL,
  'an author says what kind of author it is');

DELETE FROM workouts;
SELECT is((SELECT count(*) FROM workout_revisions), 5::bigint, 'revisions of a workout outlive its row');
DELETE FROM user_dossiers;
SELECT is_empty('SELECT FROM user_dossier_revisions', 'revisions of a dossier go with it');
DELETE FROM training_plans;
SELECT is_empty('SELECT FROM training_plan_revisions', 'revisions of a plan go with it');

SELECT * FROM finish();
ROLLBACK;
