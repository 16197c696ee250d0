-- Deploy liftmark:ownership to pg
-- PostgreSQL 15 lets an owner of the database vacuum every table, but also lets it drop every table of a schema that it
-- owns. So the database goes to liftmark_maintenance, and the schema with all our tables to liftmark_owner.

BEGIN;

DO $$
DECLARE
  former_owner pg_roles := (SELECT r FROM pg_roles r JOIN pg_database d ON d.datdba = r.oid
                            WHERE d.datname = current_database());
BEGIN
  ALTER SCHEMA public OWNER TO liftmark_owner;
  EXECUTE format('ALTER DATABASE %I OWNER TO liftmark_maintenance', current_database());
  -- The product that lives in this database keeps its right to make tables.
  IF NOT former_owner.rolsuper AND former_owner.rolname <> 'liftmark_maintenance' THEN
    EXECUTE format('GRANT ALL ON DATABASE %I TO %I', current_database(), former_owner.rolname);
    EXECUTE format('GRANT ALL ON SCHEMA public TO %I', former_owner.rolname);
  END IF;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

COMMIT;
