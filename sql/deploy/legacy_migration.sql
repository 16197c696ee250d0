-- Deploy liftmark:legacy_migration to pg
-- Moves the old system's profiles and plans over, user by user, beside running services. What is there already is not
-- touched, so that it can be run again at any time.

BEGIN;

SET LOCAL ROLE liftmark_owner;

-- Why a user could not be migrated: a row for each record that stands in the way. The user's rows go when it is.
CREATE TABLE migration_errors (
  user_id UUID,                         -- no key: it may be missing, or the reason
  source TEXT NOT NULL CONSTRAINT migration_errors_source_check CHECK (source IN ('users', 'profiles', 'structured_plans')),
  source_id UUID,                       -- of the plan
  reason TEXT NOT NULL,                 -- begins with a word in capitals; holds no text of the user's
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  CONSTRAINT migration_errors_key UNIQUE NULLS NOT DISTINCT (user_id, source, source_id)
);

-- Whether there is an old table; an error where one lacks what the migration reads.
CREATE FUNCTION check_legacy_tables() RETURNS BOOLEAN LANGUAGE plpgsql STABLE AS $$
DECLARE
  problems TEXT;
BEGIN
  SELECT string_agg(
    CASE WHEN a.attname IS NULL THEN format('%s has no column %s', needed.name, needed.column_name)
         ELSE format('%s.%s is %s, not %s', needed.name, needed.column_name, a.atttypid::regtype, needed.types[1]) END,
    '; ' ORDER BY needed.position)
  INTO problems
  FROM (VALUES
    (1, 'profiles', 'user_id', '{uuid}'::TEXT[]),
    (2, 'profiles', 'structured_profile', '{jsonb}'),
    (3, 'profiles', 'updated_at', '{timestamp with time zone,timestamp without time zone,date}'),
    (4, 'structured_plans', 'id', '{uuid}'),
    (5, 'structured_plans', 'user_id', '{uuid}'),
    (6, 'structured_plans', 'plan', '{jsonb}'),
    (7, 'structured_plans', 'start_date', '{date,timestamp with time zone,timestamp without time zone}'),
    (8, 'structured_plans', 'is_active', '{boolean}'),
    (9, 'microcycles', 'plan_id', '{uuid}'),
    (10, 'microcycles', 'number', '{integer,smallint,bigint}'),
    (11, 'microcycles', 'data', '{jsonb}')) AS needed(position, name, column_name, types)
  LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(needed.name) AND a.attname = needed.column_name AND NOT a.attisdropped
  WHERE to_regclass(needed.name) IS NOT NULL
    AND (a.attname IS NULL OR NOT format_type(a.atttypid, NULL) = ANY(needed.types));
  IF problems IS NOT NULL THEN
    RAISE EXCEPTION 'the old tables are not as expected: %', problems USING ERRCODE = 'undefined_column';
  END IF;
  RETURN to_regclass('profiles') IS NOT NULL OR to_regclass('structured_plans') IS NOT NULL;
END $$;

-- Users with a profile and no dossier, or with an old plan that is not among the new ones.
CREATE FUNCTION legacy_pending_users() RETURNS UUID[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  users UUID[] := '{}';
BEGIN
  IF to_regclass('profiles') IS NOT NULL THEN
    users := ARRAY(SELECT p.user_id FROM profiles p
                   WHERE p.user_id IS NOT NULL
                     AND NOT EXISTS (SELECT FROM user_dossiers d WHERE d.user_id = p.user_id));
  END IF;
  IF to_regclass('structured_plans') IS NOT NULL THEN
    users := users || ARRAY(SELECT p.user_id FROM structured_plans p
                            WHERE p.user_id IS NOT NULL
                              AND NOT EXISTS (SELECT FROM training_plans t WHERE t.user_id = p.user_id AND t.id = p.id));
  END IF;
  RETURN ARRAY(SELECT DISTINCT pending FROM unnest(users) AS pending ORDER BY pending);
END $$;

CREATE FUNCTION check_legacy_document(markdown TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF octet_length(markdown) > 262144 THEN
    RAISE EXCEPTION 'DOCUMENT_TOO_LARGE: the document has % bytes, at most 262144', octet_length(markdown)
      USING ERRCODE = 'program_limit_exceeded';
  END IF;
  RETURN markdown;
END $$;

CREATE FUNCTION migrate_legacy_dossier(p_user_id UUID) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  IF to_regclass('profiles') IS NULL OR EXISTS (SELECT FROM user_dossiers d WHERE d.user_id = p_user_id) THEN
    RETURN;
  END IF;
  INSERT INTO user_dossiers (user_id, markdown)
  SELECT p_user_id, check_legacy_document(markdown)
  FROM generate_dossier_markdown(p_user_id) AS markdown
  WHERE markdown IS NOT NULL
  ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION migrate_legacy_plan(p_user_id UUID, p_plan_id UUID, p_start_date DATE, p_is_active BOOLEAN)
RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  markdown TEXT;
BEGIN
  IF p_plan_id IS NULL THEN
    RAISE EXCEPTION 'PLAN_ID_MISSING: the plan has no id';
  END IF;
  IF EXISTS (SELECT FROM training_plans t WHERE t.id = p_plan_id AND t.user_id <> p_user_id) THEN
    RAISE EXCEPTION 'PLAN_ID_TAKEN: another user has a plan of this id';
  END IF;
  IF p_start_date IS NULL OR p_start_date NOT BETWEEN '1900-01-01' AND '2200-12-31' THEN
    RAISE EXCEPTION 'PLAN_START_DATE: the plan starts %', coalesce('on ' || p_start_date, 'on no date');
  END IF;
  markdown := check_legacy_document(generate_plan_markdown(p_plan_id));
  INSERT INTO training_plans (id, user_id, markdown, start_date, end_date, is_active)
  VALUES (p_plan_id, p_user_id, markdown, p_start_date,
          p_start_date + 7 * substring(markdown FROM '\n\*\*Duration:\*\* (\d+) weeks\n')::INT, p_is_active);
END $$;

-- All of the user's records or none, and what stands in the way of it. Answers whether nothing does. Under the lock of the
-- active plan, which the services take for the same purpose.
CREATE FUNCTION migrate_legacy_user(p_user_id UUID) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  errors JSONB := '[]';
  old RECORD;
  chosen UUID;
BEGIN
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::TEXT, 16));
    IF NOT EXISTS (SELECT FROM users u WHERE u.user_id = p_user_id) THEN
      RAISE EXCEPTION 'USER_NOT_FOUND: users has no such user' USING ERRCODE = 'LM001';
    END IF;
    BEGIN
      PERFORM migrate_legacy_dossier(p_user_id);
    EXCEPTION WHEN OTHERS THEN
      errors := errors || jsonb_build_object('source', 'profiles', 'reason', SQLERRM);
    END;
    IF to_regclass('structured_plans') IS NOT NULL THEN
      SELECT p.id INTO chosen FROM structured_plans p
      WHERE p.user_id = p_user_id AND p.is_active AND p.start_date IS NOT NULL
        AND NOT EXISTS (SELECT FROM training_plans t WHERE t.user_id = p_user_id AND t.is_active)
      ORDER BY p.start_date DESC, p.id
      LIMIT 1;
      FOR old IN
        SELECT p.id, p.start_date::DATE AS start_date FROM structured_plans p
        WHERE p.user_id = p_user_id
          AND NOT EXISTS (SELECT FROM training_plans t WHERE t.user_id = p_user_id AND t.id = p.id)
        ORDER BY p.id
      LOOP
        BEGIN
          PERFORM migrate_legacy_plan(p_user_id, old.id, old.start_date, old.id IS NOT DISTINCT FROM chosen);
        EXCEPTION WHEN OTHERS THEN
          errors := errors || jsonb_build_object('source', 'structured_plans', 'id', old.id, 'reason', SQLERRM);
        END;
      END LOOP;
    END IF;
    IF errors <> '[]' THEN
      RAISE EXCEPTION USING ERRCODE = 'LM002';
    END IF;
    UPDATE user_dossiers d SET current_plan_id = t.id
    FROM training_plans t
    WHERE d.user_id = p_user_id AND t.user_id = p_user_id AND t.is_active AND d.current_plan_id IS DISTINCT FROM t.id;
  EXCEPTION
    WHEN SQLSTATE 'LM001' THEN
      errors := jsonb_build_array(jsonb_build_object('source', 'users', 'reason', SQLERRM));
    WHEN SQLSTATE 'LM002' THEN
      NULL;
  END;

  DELETE FROM migration_errors e
  WHERE e.user_id = p_user_id
    AND NOT EXISTS (SELECT FROM jsonb_to_recordset(errors) AS found(source TEXT, id UUID)
                    WHERE found.source = e.source AND found.id IS NOT DISTINCT FROM e.source_id);
  INSERT INTO migration_errors (user_id, source, source_id, reason)
  SELECT p_user_id, source, id, reason FROM jsonb_to_recordset(errors) AS found(source TEXT, id UUID, reason TEXT)
  ON CONFLICT ON CONSTRAINT migration_errors_key
    DO UPDATE SET reason = excluded.reason, created_at = excluded.created_at
    WHERE migration_errors.reason <> excluded.reason;
  RETURN errors = '[]';
END $$;

-- Records that belong to nobody.
CREATE FUNCTION list_legacy_strays() RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  strays INT;
BEGIN
  DELETE FROM migration_errors WHERE user_id IS NULL AND to_regclass(source) IS NULL;
  IF to_regclass('profiles') IS NOT NULL THEN
    strays := (SELECT count(*) FROM profiles p WHERE p.user_id IS NULL);
    DELETE FROM migration_errors WHERE user_id IS NULL AND source = 'profiles' AND strays = 0;
    INSERT INTO migration_errors (source, reason)
    SELECT 'profiles', format('USER_MISSING: user_id is NULL in %s rows', strays) WHERE strays > 0
    ON CONFLICT ON CONSTRAINT migration_errors_key
      DO UPDATE SET reason = excluded.reason WHERE migration_errors.reason <> excluded.reason;
  END IF;
  IF to_regclass('structured_plans') IS NOT NULL THEN
    DELETE FROM migration_errors e
    WHERE e.user_id IS NULL AND e.source = 'structured_plans'
      AND NOT EXISTS (SELECT FROM structured_plans p WHERE p.user_id IS NULL AND p.id IS NOT DISTINCT FROM e.source_id);
    INSERT INTO migration_errors (source, source_id, reason)
    SELECT DISTINCT 'structured_plans', p.id, 'USER_MISSING: user_id is NULL' FROM structured_plans p WHERE p.user_id IS NULL
    ON CONFLICT DO NOTHING;
  END IF;
END $$;

-- Each user in a transaction of its own, and a line of progress after each `batch` of them. Interrupted, it goes on where it
-- was when it is called again. Its caller reads the old tables and is a member of liftmark_owner.
CREATE PROCEDURE migrate_legacy(batch INT DEFAULT 500) LANGUAGE plpgsql AS $$
DECLARE
  lock_key CONSTANT BIGINT := hashtextextended('migrate_legacy', 0);
  pending UUID[];
  failed INT := 0;
BEGIN
  IF batch IS NULL OR batch < 1 THEN
    RAISE EXCEPTION 'batch is %, at least 1', batch USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF NOT check_legacy_tables() THEN
    RAISE NOTICE 'there is no old table: nothing to do';
    RETURN;
  END IF;
  IF NOT pg_try_advisory_lock(lock_key) THEN
    RAISE EXCEPTION 'another migrate_legacy is at work' USING ERRCODE = 'object_in_use';
  END IF;
  PERFORM list_legacy_strays();
  pending := legacy_pending_users();
  DELETE FROM migration_errors WHERE user_id <> ALL (pending);  -- their records are gone
  COMMIT;
  FOR i IN 1..cardinality(pending) LOOP
    IF NOT migrate_legacy_user(pending[i]) THEN
      failed := failed + 1;
    END IF;
    COMMIT;
    IF i % batch = 0 OR i = cardinality(pending) THEN
      RAISE NOTICE '% of % users, % failed', i, cardinality(pending), failed;
    END IF;
  END LOOP;
  PERFORM pg_advisory_unlock(lock_key);
END $$;

REVOKE EXECUTE ON PROCEDURE migrate_legacy(INT) FROM PUBLIC;

COMMIT;
