-- Revert liftmark:costs from pg

BEGIN;

DROP VIEW named_model_prices;
DROP FUNCTION cost_of_tokens(INT, INT, INT, INT, INT, NUMERIC, NUMERIC, NUMERIC, NUMERIC, NUMERIC);
DROP FUNCTION class_cost(BIGINT, NUMERIC);

COMMIT;
