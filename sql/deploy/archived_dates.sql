-- Deploy liftmark:archived_dates to pg
-- A date belongs to the archive or to workouts. A statement that has waited for a workout to be moved away still sees the
-- archive as it was before: only a look of its own, after the wait, finds the workout there.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE FUNCTION refuse_archived_date() RETURNS TRIGGER LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM workouts_archive a
             WHERE a.user_id = NEW.user_id AND (a.workout_date = NEW.workout_date OR a.id = NEW.id)) THEN
    RAISE EXCEPTION 'the archive holds a workout of this date or id'
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'workouts_not_archived', TABLE = 'workouts';
  END IF;
  RETURN NULL;
END $$;

-- Else any role could learn through a table of its own what the archive holds.
REVOKE EXECUTE ON FUNCTION refuse_archived_date() FROM PUBLIC;

CREATE TRIGGER refuse_archived_date
  AFTER INSERT OR UPDATE OF user_id, id, workout_date ON workouts
  FOR EACH ROW
  EXECUTE FUNCTION refuse_archived_date();

COMMIT;
