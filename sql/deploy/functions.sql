-- Deploy liftmark:functions to pg

BEGIN;

SET LOCAL ROLE liftmark_owner;

-- The product may have this function already; it is the usual one.
DO $$
BEGIN
  IF to_regprocedure('public.update_updated_at_column()') IS NULL THEN
    CREATE FUNCTION public.update_updated_at_column() RETURNS TRIGGER LANGUAGE plpgsql AS $body$
    BEGIN
      NEW.updated_at = NOW();
      RETURN NEW;
    END $body$;
  END IF;
END $$;

-- The only authority on `revision`: one more when the markdown changes, never otherwise, whatever the statement says.
-- Views that the statement brings along claim the new revision in `cached_revision` and stay; else the argument, the cold
-- cache columns as JSON, is laid over the row.
CREATE FUNCTION public.advance_document_revision() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.markdown = OLD.markdown THEN
    NEW.revision := OLD.revision;
    -- A write of the same markdown claimed a revision that will not be.
    IF NEW.cached_revision > OLD.revision THEN
      NEW.cached_revision := OLD.revision;
    END IF;
    RETURN NEW;
  END IF;
  NEW.revision := OLD.revision + 1;
  IF NEW.cached_revision IS DISTINCT FROM NEW.revision THEN
    NEW := jsonb_populate_record(NEW, TG_ARGV[0]::jsonb);
  END IF;
  RETURN NEW;
END $$;

COMMIT;
