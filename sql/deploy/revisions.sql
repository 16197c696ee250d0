-- Deploy liftmark:revisions to pg
-- Every revision of every document. A service writes the row in the document's own statement; the triggers here write it
-- for edits and inserts by hand.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE TABLE user_dossier_revisions (
  user_id UUID NOT NULL REFERENCES user_dossiers(user_id) ON DELETE CASCADE,
  revision BIGINT NOT NULL,
  markdown TEXT COMPRESSION lz4 NOT NULL,
  author TEXT NOT NULL CONSTRAINT user_dossier_revisions_author_check CHECK (author ~ '^(agent|user|ops|sql):.'),
  invocation_id UUID,                   -- no key: the log of agent calls expires sooner
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  PRIMARY KEY (user_id, revision)
);

CREATE TABLE training_plan_revisions (
  user_id UUID NOT NULL,
  plan_id UUID NOT NULL,
  revision BIGINT NOT NULL,
  markdown TEXT COMPRESSION lz4 NOT NULL,
  author TEXT NOT NULL CONSTRAINT training_plan_revisions_author_check CHECK (author ~ '^(agent|user|ops|sql):.'),
  invocation_id UUID,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  PRIMARY KEY (user_id, plan_id, revision),
  CONSTRAINT training_plan_revisions_plan_fkey FOREIGN KEY (user_id, plan_id)
    REFERENCES training_plans(user_id, id) ON DELETE CASCADE
);

-- These hang on the user alone, so that they outlive the move of a workout to the archive.
CREATE TABLE workout_revisions (
  user_id UUID NOT NULL REFERENCES users(user_id) ON DELETE CASCADE,
  workout_id UUID NOT NULL,
  revision BIGINT NOT NULL,
  markdown TEXT COMPRESSION lz4 NOT NULL,
  author TEXT NOT NULL CONSTRAINT workout_revisions_author_check CHECK (author ~ '^(agent|user|ops|sql):.'),
  invocation_id UUID,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  PRIMARY KEY (user_id, workout_id, revision)
);

-- With the owner's rights: who may edit a document by hand need not be able to write its history.
CREATE FUNCTION keep_dossier_revision() RETURNS TRIGGER LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO user_dossier_revisions (user_id, revision, markdown, author)
  VALUES (NEW.user_id, NEW.revision, NEW.markdown, 'sql:' || session_user)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION keep_plan_revision() RETURNS TRIGGER LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO training_plan_revisions (user_id, plan_id, revision, markdown, author)
  VALUES (NEW.user_id, NEW.id, NEW.revision, NEW.markdown, 'sql:' || session_user)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION keep_workout_revision() RETURNS TRIGGER LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO workout_revisions (user_id, workout_id, revision, markdown, author)
  VALUES (NEW.user_id, NEW.id, NEW.revision, NEW.markdown, 'sql:' || session_user)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- Else any role could hang them on a temporary table of its own and forge history.
REVOKE EXECUTE ON FUNCTION keep_dossier_revision(), keep_plan_revision(), keep_workout_revision() FROM PUBLIC;

CREATE TRIGGER keep_revision_on_insert
  AFTER INSERT ON user_dossiers
  FOR EACH ROW
  EXECUTE FUNCTION keep_dossier_revision();

CREATE TRIGGER keep_revision_on_update
  AFTER UPDATE OF markdown ON user_dossiers
  FOR EACH ROW
  WHEN (NEW.revision <> OLD.revision)
  EXECUTE FUNCTION keep_dossier_revision();

CREATE TRIGGER keep_revision_on_insert
  AFTER INSERT ON training_plans
  FOR EACH ROW
  EXECUTE FUNCTION keep_plan_revision();

CREATE TRIGGER keep_revision_on_update
  AFTER UPDATE OF markdown ON training_plans
  FOR EACH ROW
  WHEN (NEW.revision <> OLD.revision)
  EXECUTE FUNCTION keep_plan_revision();

CREATE TRIGGER keep_revision_on_insert
  AFTER INSERT ON workouts
  FOR EACH ROW
  EXECUTE FUNCTION keep_workout_revision();

CREATE TRIGGER keep_revision_on_update
  AFTER UPDATE OF markdown ON workouts
  FOR EACH ROW
  WHEN (NEW.revision <> OLD.revision)
  EXECUTE FUNCTION keep_workout_revision();

COMMIT;
