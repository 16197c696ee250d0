-- Revert liftmark:prices from pg

BEGIN;

DROP TABLE model_prices;
DROP FUNCTION keep_model_price();

COMMIT;
