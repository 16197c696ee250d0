-- Verify liftmark:requests on pg

BEGIN;

SELECT user_id, request_id, digest, answer, created_at FROM requests WHERE FALSE;
SELECT request_id, created_at FROM example_requests WHERE FALSE;

ROLLBACK;
