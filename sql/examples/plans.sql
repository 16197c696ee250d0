-- The plans in plans/ as the temporary table seeded_plans, for the deploy and revert scripts that include this in a
-- transaction. psql reads the documents from sql/, where sqitch runs it.

\encoding UTF8

CREATE TEMPORARY TABLE seeded_plans (
  id UUID PRIMARY KEY,
  plan_type TEXT NOT NULL,
  experience_level TEXT NOT NULL,
  primary_goal TEXT NOT NULL,
  duration_weeks INT NOT NULL,
  markdown TEXT NOT NULL CHECK (markdown ~ '\S')
) ON COMMIT DROP;

GRANT SELECT ON seeded_plans TO liftmark_owner;

\set markdown `cat examples/plans/full_body_beginner.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000001', 'full_body', 'beginner', 'strength', 12, :'markdown' || E'\n');

\set markdown `cat examples/plans/bodyweight_beginner.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000002', 'full_body', 'beginner', 'general_fitness', 8, :'markdown' || E'\n');

\set markdown `cat examples/plans/fat_loss_beginner.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000003', 'full_body', 'beginner', 'weight_loss', 12, :'markdown' || E'\n');

\set markdown `cat examples/plans/running_beginner.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000004', 'running', 'beginner', 'endurance', 9, :'markdown' || E'\n');

\set markdown `cat examples/plans/upper_lower_intermediate.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000005', 'upper_lower', 'intermediate', 'hypertrophy', 12, :'markdown' || E'\n');

\set markdown `cat examples/plans/waves_intermediate.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000006', 'powerlifting', 'intermediate', 'strength', 12, :'markdown' || E'\n');

\set markdown `cat examples/plans/hybrid_intermediate.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000007', 'hybrid', 'intermediate', 'endurance', 12, :'markdown' || E'\n');

\set markdown `cat examples/plans/return_after_injury_intermediate.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000008', 'full_body', 'intermediate', 'return_to_training', 10, :'markdown' || E'\n');

\set markdown `cat examples/plans/ppl_advanced.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000009', 'ppl', 'advanced', 'hypertrophy', 12, :'markdown' || E'\n');

\set markdown `cat examples/plans/powerlifting_advanced.md`
INSERT INTO seeded_plans VALUES
  ('5eed0000-0000-4000-8001-000000000010', 'powerlifting', 'advanced', 'strength', 12, :'markdown' || E'\n');
