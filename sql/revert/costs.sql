-- Revert liftmark:costs from pg

BEGIN;

DROP FUNCTION cost_of_call(TEXT, TEXT, TIMESTAMPTZ, INT, INT, INT, INT, INT);
DROP FUNCTION class_cost(BIGINT, NUMERIC);

COMMIT;
