-- Who may do what: all of it, so that nobody gets more unseen.
BEGIN;
SELECT no_plan();

CREATE TEMPORARY VIEW service_roles AS
SELECT oid, rolname FROM pg_roles
WHERE rolname IN ('liftmark_dossier', 'liftmark_plans', 'liftmark_workouts', 'liftmark_invocations');

SELECT results_eq($$
  SELECT concat_ws(' ', rolname, relname || ':', string_agg(lower(privilege_type), ' ' ORDER BY privilege_type))
           COLLATE "default"
  FROM pg_class, aclexplode(relacl), service_roles r
  WHERE relnamespace = 'public'::regnamespace AND grantee = r.oid
  GROUP BY rolname, relname ORDER BY 1
$$, $$VALUES
  ('liftmark_dossier requests: delete insert select'),
  ('liftmark_dossier user_dossier_revisions: delete insert select'),
  ('liftmark_dossier user_dossiers: delete insert select update'),
  ('liftmark_invocations agent_invocations: delete insert select update'),
  ('liftmark_invocations model_prices: insert select'),
  ('liftmark_plans example_requests: delete insert select'),
  ('liftmark_plans plan_examples: delete insert select update'),
  ('liftmark_plans requests: delete insert select'),
  ('liftmark_plans training_plan_revisions: delete insert select'),
  ('liftmark_plans training_plans: delete insert select update'),
  ('liftmark_workouts example_requests: delete insert select'),
  ('liftmark_workouts requests: delete insert select'),
  ('liftmark_workouts workout_examples: delete insert select update'),
  ('liftmark_workouts workout_revisions: delete insert select'),
  ('liftmark_workouts workouts: delete insert select update'),
  ('liftmark_workouts workouts_archive: delete insert select update')
$$, 'privileges on tables');

SELECT results_eq($$
  SELECT concat_ws(' ', rolname, attrelid::regclass, lower(privilege_type) || ':', string_agg(attname, ' ' ORDER BY attname))
           COLLATE "default"
  FROM pg_attribute, aclexplode(attacl), service_roles r
  WHERE grantee = r.oid
  GROUP BY rolname, attrelid, privilege_type ORDER BY 1
$$, $$VALUES
  ('liftmark_dossier training_plans select: id is_active user_id'),
  ('liftmark_invocations model_prices update: effective_to'),
  ('liftmark_invocations training_plan_revisions select: author created_at invocation_id plan_id revision user_id'),
  ('liftmark_invocations user_dossier_revisions select: author created_at invocation_id revision user_id'),
  ('liftmark_invocations workout_revisions select: author created_at invocation_id revision user_id workout_id'),
  ('liftmark_plans user_dossiers select: current_plan_id user_id'),
  ('liftmark_plans user_dossiers update: current_plan_id'),
  ('liftmark_workouts training_plans select: id user_id')
$$, 'privileges on columns');

SELECT is_empty($$
  SELECT relname FROM pg_class, aclexplode(relacl)
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S') AND grantee = 0
$$, 'nothing is open to everybody');

SELECT schema_privs_are('public', rolname, ARRAY['USAGE'], rolname || ' makes nothing in the schema') FROM service_roles;

SELECT is_empty($$
  SELECT rolname FROM pg_roles
  WHERE rolname LIKE 'liftmark\_%'
    AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication
         OR rolcanlogin <> (rolname IN (SELECT rolname FROM service_roles)))
$$, 'only services log in, and none can more than that');
SELECT is_empty($$
  SELECT roleid::regrole, member::regrole FROM pg_auth_members WHERE member IN (SELECT oid FROM service_roles)
$$, 'no service is a member of anything');
SELECT is(
  (SELECT count(*) FROM service_roles JOIN pg_roles USING (rolname), unnest(rolconfig) AS setting
   WHERE setting ~ '^(statement_timeout|lock_timeout|idle_in_transaction_session_timeout)=[1-9]'),
  12::bigint, 'every service has its timeouts');

-- Acting in the place of a role.
CREATE FUNCTION pg_temp.as_role(role TEXT, statement TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SET LOCAL ROLE %I', role);
  EXECUTE statement;
  RESET ROLE;
END $$;
CREATE FUNCTION pg_temp.may(role TEXT, statement TEXT) RETURNS TEXT LANGUAGE sql AS $$
  SELECT lives_ok(format('SELECT pg_temp.as_role(%L, %L)', role, statement), format('%s: %s', role, statement))
$$;
CREATE FUNCTION pg_temp.may_not(role TEXT, statement TEXT) RETURNS TEXT LANGUAGE sql AS $$
  SELECT throws_ok(format('SELECT pg_temp.as_role(%L, %L)', role, statement), '42501', NULL,
                   format('%s, not: %s', role, statement))
$$;

SELECT pg_temp.may('liftmark_plans', 'UPDATE user_dossiers SET current_plan_id = NULL WHERE user_id IS NULL');
SELECT pg_temp.may_not('liftmark_plans', $$UPDATE user_dossiers SET markdown = '# x'$$);
SELECT pg_temp.may_not('liftmark_plans', 'SELECT markdown FROM user_dossiers');
SELECT pg_temp.may('liftmark_dossier', 'SELECT id FROM training_plans WHERE user_id IS NULL AND is_active');
SELECT pg_temp.may_not('liftmark_dossier', 'SELECT markdown FROM training_plans');
SELECT pg_temp.may('liftmark_workouts', 'SELECT id FROM training_plans WHERE user_id IS NULL');
SELECT pg_temp.may_not('liftmark_workouts', 'SELECT markdown FROM training_plans');
SELECT pg_temp.may('liftmark_invocations', 'SELECT workout_id, revision, author, invocation_id FROM workout_revisions');
SELECT pg_temp.may_not('liftmark_invocations', 'SELECT markdown FROM workout_revisions');
SELECT pg_temp.may_not('liftmark_workouts', 'UPDATE workout_revisions SET markdown = markdown');
SELECT pg_temp.may_not(rolname, 'INSERT INTO users VALUES (gen_random_uuid())') FROM service_roles;
SELECT pg_temp.may_not(rolname, 'CREATE TABLE loot ()') FROM service_roles;
-- Else any role could hang them on a temporary table of its own and forge history.
SELECT is_empty($$
  SELECT p.oid::regprocedure FROM pg_proc p, service_roles
  WHERE pronamespace = 'public'::regnamespace AND prosecdef AND has_function_privilege(rolname, p.oid, 'EXECUTE')
$$, 'no service can put a function with the owner''s rights to its own use');

SELECT pg_temp.may_not('liftmark_maintenance', statement)
FROM unnest(ARRAY['SELECT FROM workouts', 'TRUNCATE workouts', 'DROP TABLE workouts', 'DELETE FROM users']) AS statement;

SELECT * FROM finish();
ROLLBACK;
