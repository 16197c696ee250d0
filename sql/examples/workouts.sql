-- The workouts in workouts/ as the temporary table seeded_workouts, for the deploy and revert scripts that include this in a
-- transaction. psql reads the documents from sql/, where sqitch runs it.

\encoding UTF8

CREATE TEMPORARY TABLE seeded_workouts (
  id UUID PRIMARY KEY,
  workout_type TEXT NOT NULL,
  experience_level TEXT NOT NULL,
  equipment_required TEXT[] NOT NULL,
  markdown TEXT NOT NULL CHECK (markdown ~ '\S')
) ON COMMIT DROP;

GRANT SELECT ON seeded_workouts TO liftmark_owner;

\set markdown `cat examples/workouts/upper_strength_beginner.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000001', 'upper_strength', 'beginner', ARRAY['Dumbbells', 'Bench'], :'markdown' || E'\n');

\set markdown `cat examples/workouts/upper_strength_intermediate.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000002', 'upper_strength', 'intermediate',
   ARRAY['Barbell', 'Bench', 'Squat Rack', 'Pull-Up Bar', 'Cable Machine'],
   :'markdown' || E'\n');

\set markdown `cat examples/workouts/upper_hypertrophy_intermediate.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000003', 'upper_hypertrophy', 'intermediate',
   ARRAY['Dumbbells', 'Bench', 'Cable Machine'],
   :'markdown' || E'\n');

\set markdown `cat examples/workouts/lower_strength_beginner.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000004', 'lower_strength', 'beginner', ARRAY['Dumbbells'], :'markdown' || E'\n');

\set markdown `cat examples/workouts/lower_strength_advanced.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000005', 'lower_strength', 'advanced',
   ARRAY['Barbell', 'Squat Rack', 'Dumbbells', 'Bench', 'Pull-Up Bar'],
   :'markdown' || E'\n');

\set markdown `cat examples/workouts/lower_hypertrophy_intermediate.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000006', 'lower_hypertrophy', 'intermediate',
   ARRAY['Leg Press', 'Barbell', 'Dumbbells', 'Leg Curl Machine', 'Leg Extension Machine', 'Calf Raise Machine'],
   :'markdown' || E'\n');

\set markdown `cat examples/workouts/push_intermediate.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000007', 'push', 'intermediate',
   ARRAY['Barbell', 'Bench', 'Dumbbells', 'Chest Press Machine', 'Cable Machine'],
   :'markdown' || E'\n');

\set markdown `cat examples/workouts/pull_intermediate.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000008', 'pull', 'intermediate',
   ARRAY['Barbell', 'Pull-Up Bar', 'Cable Machine', 'Dumbbells', 'EZ Bar'],
   :'markdown' || E'\n');

\set markdown `cat examples/workouts/legs_advanced.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000009', 'legs', 'advanced',
   ARRAY['Barbell', 'Squat Rack', 'Hack Squat Machine', 'Leg Curl Machine', 'Leg Extension Machine', 'Calf Raise Machine'],
   :'markdown' || E'\n');

\set markdown `cat examples/workouts/full_body_beginner.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000010', 'full_body', 'beginner', ARRAY['Dumbbells'], :'markdown' || E'\n');

\set markdown `cat examples/workouts/full_body_strength_advanced.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000011', 'full_body_strength', 'advanced',
   ARRAY['Barbell', 'Squat Rack', 'Bench'],
   :'markdown' || E'\n');

\set markdown `cat examples/workouts/conditioning_intermediate.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000012', 'conditioning', 'intermediate',
   ARRAY['Kettlebell', 'Rowing Machine'],
   :'markdown' || E'\n');

\set markdown `cat examples/workouts/running_intermediate.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000013', 'running', 'intermediate', '{}', :'markdown' || E'\n');

\set markdown `cat examples/workouts/mobility_beginner.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000014', 'mobility', 'beginner', '{}', :'markdown' || E'\n');

\set markdown `cat examples/workouts/bodyweight_beginner.md`
INSERT INTO seeded_workouts VALUES
  ('5eed0000-0000-4000-8000-000000000015', 'bodyweight', 'beginner', '{}', :'markdown' || E'\n');
