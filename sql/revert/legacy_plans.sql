-- Revert liftmark:legacy_plans from pg

BEGIN;

DROP FUNCTION generate_plan_markdown(UUID), legacy_plan(JSONB, JSONB, TEXT), legacy_microcycles(JSONB, INT),
  legacy_weeks(JSONB, INT, INT), legacy_microcycle(INT4RANGE, JSONB), legacy_days(JSONB), legacy_day(JSONB, TEXT, BIGINT),
  legacy_exercises(JSONB), legacy_exercise(JSONB), legacy_prescription(JSONB), legacy_title(TEXT);

COMMIT;
