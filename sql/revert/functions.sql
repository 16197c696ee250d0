-- Revert liftmark:functions from pg

BEGIN;

DROP FUNCTION public.advance_document_revision();

DO $$
BEGIN
  IF (SELECT proowner = 'liftmark_owner'::regrole FROM pg_proc
      WHERE oid = 'public.update_updated_at_column()'::regprocedure) THEN
    DROP FUNCTION public.update_updated_at_column();
  END IF;
END $$;

COMMIT;
