-- Verify liftmark:functions on pg

BEGIN;

SELECT 'public.update_updated_at_column()'::regprocedure, 'public.advance_document_revision()'::regprocedure;

ROLLBACK;
