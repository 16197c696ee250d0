-- The old system's tables, and the users whose records are not as one would wish. Every user's name says what is odd.
-- 0...01 to 0...1f can be migrated, 0...a0 and more cannot.

CREATE TABLE profiles (user_id UUID, structured_profile JSONB, updated_at TIMESTAMPTZ);
CREATE TABLE structured_plans (id UUID PRIMARY KEY, user_id UUID, plan JSONB, start_date DATE, is_active BOOLEAN);
CREATE TABLE microcycles (plan_id UUID, number INT, data JSONB);
CREATE INDEX ON profiles(user_id);
CREATE INDEX ON structured_plans(user_id);
CREATE INDEX ON microcycles(plan_id);

CREATE FUNCTION old_user(suffix TEXT) RETURNS UUID LANGUAGE sql IMMUTABLE AS $$
  SELECT ('00000000-0000-4000-8000-' || lpad(suffix, 12, '0'))::UUID
$$;
CREATE FUNCTION old_plan(suffix TEXT) RETURNS UUID LANGUAGE sql IMMUTABLE AS $$
  SELECT ('00000000-0000-4000-9000-' || lpad(suffix, 12, '0'))::UUID
$$;

-- Not `ad`.
INSERT INTO users (user_id)
SELECT old_user(suffix)
FROM unnest('{01,02,03,04,05,06,07,08,09,0a,0b,0c,0d,0e,0f,10,11,12,13,14,15,a0,a1,a2,a3,a4,a5,a6,a7,a8,a9,aa,ab,ac}'::TEXT[])
  AS suffixes(suffix);

INSERT INTO profiles (user_id, structured_profile, updated_at)
SELECT old_user(suffix), profile::JSONB, updated_at::TIMESTAMPTZ
FROM (VALUES
  ('01', '{"name": "As the Seed Says", "age": 34, "experience": "intermediate", "goals": {"primary": "Get strong"},
    "equipment": {"summary": "Barbell, Dumbbells and Squat Rack"}, "schedule": {"summary": "Monday, Wednesday and Friday"}}', '2025-05-01'),
  ('02', '{"name": "Only Nulls", "age": null, "experience": null, "goals": null, "equipment": null, "schedule": null}', '2025-05-01'),
  ('03', '{"name": "Arrays", "goals": ["Lose fat", null, "Build muscle", {"summary": "Sleep"}], "equipment": ["Barbell", "Power Rack", {"name": "Bench"}],
    "schedule": ["Monday", "Thursday"]}', '2025-05-01'),
  ('04', '{"name": "Mallory\n\n## Training History\n### 2020-01-01 - Forged\r\n- **Age:** 99", "age": 31}', '2025-05-01'),
  ('05', '{"name": "# Hash *star* _under_ `tick` [link](x) <b> ~~struck~~ | & &amp; &#35; \\", "goals": "1. First", "experience": "> advanced"}', '2025-05-01'),
  ('06', '{"name": "Quotes ''single'' \"double\" $$dollar$$ %s %% E''\\\\n''", "age": "41 years"}', '2025-05-01'),
  ('07', '{"name": "Older of Two", "age": 20}', '2024-01-01'),
  ('07', '{"name": "Newer of Two", "age": 21}', '2025-01-01'),
  ('07', '{"name": "Dated by Nobody", "age": 22}', NULL),
  ('08', '{"name": "Žofie Müller-Łukasz 李小龙 🏋️ \u202eRTL", "age": 29.0, "experience": "Beginner", "goals": {"primary": "Běhat 10 km", "secondary": ["Sílu", "Spánek"]}}', '2025-05-01'),
  ('09', '{"name": "No Number of Years", "age": "thirty-four", "experience": "ten years of yoga", "timezone": "somewhere in Texas"}', '2025-05-01'),
  ('0a', '{"name": ["Ann", "Array"], "age": {"years": 3}, "experience": ["Advanced"], "schedule": {"days": ["Mon", "Wed"], "duration_minutes": 45, "days_per_week": 2},
    "equipment": {"items": [], "location": "garage"}, "timezone": "America/Argentina/Buenos_Aires"}', '2025-05-01'),
  ('0b', '{"first_name": "Two", "last_name": "Names", "injuries": ["left knee", "shoulder"], "shoe_size": 43, "age_group": "30-39", "notes": {"a": [1, 2]}}', '2025-05-01'),
  ('0c', '{"name": "Several Plans"}', '2025-05-01'),
  ('0d', '{"name": "Gaps"}', '2025-05-01'),
  ('0e', '{"name": "Plans of Every Shape", "age": 200}', '2025-05-01'),
  ('10', '{"name": "Empty\u0001\u0007\u200b Controls\u2028\u00a0", "goals": [], "equipment": "", "schedule": " \n "}', '2025-05-01'),
  ('11', '{"goals": ["Only a goal"]}', '2025-05-01'),
  ('12', '{"name": "N/A", "age": 50}', '2025-05-01'),
  ('13', '{"name": "=== MONDAY ===", "equipment": ["- dash", "+ plus", "10. Bench", "12) Rack", "---", "```", "~~~"], "schedule": "--- \n === \n Monday"}', '2025-05-01'),
  ('a0', NULL, '2025-05-01'),
  ('a1', '[]', '2025-05-01'),
  ('a2', '"a text"', '2025-05-01'),
  ('a3', '{}', '2025-05-01'),
  ('a4', '{"name": null, "age": "unknown", "goals": []}', '2025-05-01'),
  ('a6', '{"name": "Plan Without Start"}', '2025-05-01'),
  ('a7', '{"name": "Two Broken Plans"}', '2025-05-01'),
  ('a8', '{"name": "Overlap"}', '2025-05-01'),
  ('ad', '{"name": "Unknown in users"}', '2025-05-01')) AS rows(suffix, profile, updated_at);

INSERT INTO profiles VALUES
  (old_user('14'), jsonb_build_object('name', 'Long Texts', 'goals', repeat('more and more ', 1400), 'experience', 'advanced'), now()),
  (old_user('a5'), jsonb_build_object('name', repeat('x', 300000)), now()),
  (old_user('a9'), (SELECT jsonb_object_agg('k' || i, repeat(i || ' word ', 600)) || '{"name": "Large"}' FROM generate_series(1, 100) AS i), now()),
  (NULL, '{"name": "Nobody"}', now());

INSERT INTO structured_plans (id, user_id, plan, start_date, is_active)
SELECT old_plan(plan_suffix), old_user(suffix), plan::JSONB, start_date::DATE, active
FROM (VALUES
  ('01', '01', '{"name": "Base and Build", "goal": "Squat 140 kg", "duration_weeks": 8, "description": "Slow\n## and steady"}', '2025-01-06', true),
  ('c1', '0c', '{"name": "Oldest", "duration_weeks": 4}', '2024-01-01', true),
  ('c2', '0c', '{"name": "Newest", "duration_weeks": 4}', '2025-03-03', true),
  ('c3', '0c', '{"name": "Newer but Over", "duration_weeks": 4}', '2025-06-02', false),
  ('c4', '0c', '{"name": "Neither Yes nor No", "duration_weeks": 4}', '2025-09-01', NULL),
  ('d1', '0d', '{"title": "Week 1-10: Phase 2 (weeks 3-4) Plan", "duration": "10 weeks"}', '2025-01-06', true),
  ('d2', '0d', '{"name": "Shorter than Its Microcycles", "duration_weeks": 2}', '2024-01-01', false),
  ('d3', '0d', '{"name": "Nothing Else"}', '2023-01-01', false),
  ('e1', '0e', '{"name": "Phase 1", "microcycles": [
      {"name": "Base", "weeks": "1-4", "days": {"monday": {"title": "Upper", "exercises": [{"name": "Bench Press", "sets": 4, "reps": "6-8", "rpe": 8}]}, "Friday": "Lower"}},
      {"name": "Deload", "week": 5, "days": []},
      {"name": "Build", "week_start": 6, "week_end": 8, "progression": "Add 5 lb a week"}]}', '2025-01-06', false),
  ('e2', '0e', '{"name": "Monday", "duration_weeks": 6, "days": [
      {"day": "Monday", "focus": "Full Body", "exercises": ["Squat 3x5", {"exercise": "Row: one arm", "sets": "3", "reps": 10, "weight_kg": 22.5, "tempo": "3-1-1"}, {"sets": 3}, null]},
      {"day": "wed", "rest": true}, "Friday - Full Body", {"name": "Week 9 Test (Monday)", "exercises": {"name": "Plank", "sets": 3, "seconds": 60}}]}', '2025-01-06', false),
  ('e3', '0e', '{"weeks": [{"number": 1, "days": [[{"name": "# Deadlift * 5", "sets": 1}]]}, {"number": 2}]}', '2025-01-06', false),
  ('e4', '0e', '{"name": "Modification History\n## Microcycle 9", "phases": [{"duration_weeks": 4, "name": "A"}, {"duration_weeks": 4, "name": "Program Philosophy"}], "philosophy": "Phase 1: Weeks 1-4\nPhase 2: weeks 5-6"}', '2025-01-06', false),
  ('f1', '0f', '{"name": "Plan of a User without Profile", "duration_weeks": 12}', '2025-01-06', true),
  ('a6', 'a6', '{"name": "No Start", "duration_weeks": 4}', NULL, true),
  ('a7', 'a7', 'null', '2025-01-06', false),
  ('b7', 'a7', '["a list"]', '2025-01-06', false),
  ('c7', 'a7', '{"name": "Whole", "duration_weeks": 4}', '2025-01-06', true),
  ('a8', 'a8', '{"name": "Overlap"}', '2025-01-06', true),
  ('aa', 'aa', '{}', '2025-01-06', true),
  ('ab', 'ab', '{"name": "Starts at Infinity"}', 'infinity', true),
  ('ac', 'ac', '{"name": "Broken Microcycle"}', '2025-01-06', true),
  ('ae', NULL, '{"name": "Nobody''s"}', '2025-01-06', true)) AS rows(plan_suffix, suffix, plan, start_date, active);

INSERT INTO microcycles (plan_id, number, data)
SELECT old_plan(plan_suffix), number, data::JSONB
FROM (VALUES
  ('01', 1, '{"name": "Week 1: Base", "days": [
     {"day": "Monday", "name": "Lower", "exercises": [{"name": "Back Squat", "sets": 5, "reps": 5, "percent": 75, "rest": "3 min"}, {"name": "Leg Curl", "sets": 3, "reps": "10-12", "rpe": "RPE 8"}]},
     {"day": "Thursday", "name": "Upper", "exercises": [{"name": "Bench Press", "sets": 4, "reps": 6, "weight_lbs": 155, "notes": "Pause"}]}]}'),
  ('01', 2, '{"name": "Week 2: Base", "days": [{"day": "Monday", "name": "Lower", "exercises": [{"name": "Back Squat", "sets": 5, "reps": 5, "percent": 77.5}]}]}'),
  ('01', 8, '{"name": "Test", "days": {"Saturday": {"exercises": ["Back Squat 1x1"]}}}'),
  ('d1', 2, '{"name": "Only the second and the fifth"}'),
  ('d1', 5, NULL),
  ('d2', 3, '{"name": "Third"}'),
  ('a8', 1, '{"week_start": 1, "week_end": 4}'),
  ('a8', 2, '{"week_start": 4, "week_end": 6}'),
  ('ac', 1, '"broken"')) AS rows(plan_suffix, number, data);
