-- Revert liftmark:requests from pg

BEGIN;

DROP TABLE requests, example_requests;

COMMIT;
