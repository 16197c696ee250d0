-- Verify liftmark:costs on pg

BEGIN;

SELECT price_id, cost FROM cost_of_call(NULL, 'none', NOW(), 1, 1, NULL, NULL, NULL);

ROLLBACK;
