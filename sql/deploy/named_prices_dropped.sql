-- Deploy liftmark:named_prices_dropped to pg
-- A view of every price under every name is made anew for each group of calls; the few models of a group are looked up in
-- model_prices itself.

BEGIN;

SET LOCAL ROLE liftmark_owner;

DROP VIEW named_model_prices;

COMMIT;
