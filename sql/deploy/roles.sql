-- Deploy liftmark:roles to pg
-- Roles belong to the whole server: another database of it may have made them already.

BEGIN;

DO $$
DECLARE
  deployer pg_roles := (SELECT r FROM pg_roles r WHERE rolname = current_user);
BEGIN
  IF current_setting('server_version_num')::int < 150000 THEN
    RAISE EXCEPTION 'Liftmark needs PostgreSQL 15 or newer, this is %', current_setting('server_version');
  END IF;
  IF current_setting('server_encoding') <> 'UTF8' THEN
    RAISE EXCEPTION 'Liftmark needs a database in UTF8, this one is in %', current_setting('server_encoding');
  END IF;
  IF NOT deployer.rolsuper AND NOT (
    deployer.rolcreaterole AND deployer.rolcreatedb
    AND pg_has_role((SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER')
  ) THEN
    RAISE EXCEPTION 'role % cannot deploy Liftmark', current_user
      USING HINT = 'Deploy as a superuser, or as the owner of the database with CREATEROLE and CREATEDB.';
  END IF;
END $$;

DO $$
DECLARE
  role record;
BEGIN
  FOR role IN
    SELECT * FROM (VALUES
      ('liftmark_owner', 'NOLOGIN'),
      ('liftmark_maintenance', 'NOLOGIN'),
      ('liftmark_dossier', 'LOGIN'),
      ('liftmark_plans', 'LOGIN'),
      ('liftmark_workouts', 'LOGIN'),
      ('liftmark_invocations', 'LOGIN')) AS roles(name, login)
  LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I', role.name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    EXECUTE format('ALTER ROLE %I %s', role.name, role.login);
    -- The ceilings; a service sets shorter ones when it connects.
    IF role.login = 'LOGIN' THEN
      EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', role.name, '60s');
      EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', role.name, '10s');
      EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', role.name, '30s');
    -- Who is no superuser must be a member of a role to hand something over to it.
    ELSIF NOT pg_has_role(role.name, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', role.name);
    END IF;
  END LOOP;
END $$;

COMMIT;
