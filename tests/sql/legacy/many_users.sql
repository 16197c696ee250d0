-- make_old_users(count): that many users of the old system, each with a profile, a plan and four microcycles; one in a hundred
-- is broken, in one of five ways in turn.
CREATE FUNCTION make_old_users(total INT) RETURNS VOID LANGUAGE sql AS $$
  INSERT INTO users (user_id)
  SELECT md5('user' || i)::UUID FROM generate_series(1, total) AS i WHERE i % 500 <> 100;

  INSERT INTO profiles (user_id, structured_profile, updated_at)
  SELECT md5('user' || i)::UUID,
         CASE i % 500
           WHEN 200 THEN '[]'
           WHEN 300 THEN '{"goals": []}'
           ELSE jsonb_build_object(
             'name', (ARRAY['Ada # Stone', E'Ben\nBrook', 'Chloé *Ruiz*', 'Dev [Patel]', 'Eve_Marsh'])[1 + i % 5] || ' ' || i,
             'age', 18 + i % 60,
             'experience', (ARRAY['beginner', 'Intermediate (3 years)', 'advanced', 'some'])[1 + i % 4],
             'goals', CASE i % 3 WHEN 0 THEN '{"primary": "Strength", "secondary": ["Sleep"]}'::JSONB
                                 WHEN 1 THEN '["Muscle", "Fat loss"]' ELSE '"Run 10 km"' END,
             'equipment', CASE i % 2 WHEN 0 THEN '{"summary": "Barbell, Squat Rack and Bench"}'::JSONB
                                     ELSE '["Dumbbells", "Pull-Up Bar"]' END,
             'schedule', '{"days": ["Monday", "Wednesday", "Saturday"], "duration_minutes": 60}'::JSONB) END,
         '2025-05-01'::TIMESTAMPTZ - i * INTERVAL '1 minute'
  FROM generate_series(1, total) AS i;

  INSERT INTO structured_plans (id, user_id, plan, start_date, is_active)
  SELECT md5('plan' || i)::UUID, md5('user' || i)::UUID,
         CASE i % 500 WHEN 400 THEN 'null'::JSONB
                      ELSE jsonb_build_object('name', 'Plan ' || i, 'goal', 'Strength', 'duration_weeks', 4 + i % 9) END,
         CASE WHEN i % 500 <> 0 THEN '2025-01-06'::DATE + i % 100 END,
         true
  FROM generate_series(1, total) AS i;

  INSERT INTO microcycles (plan_id, number, data)
  SELECT md5('plan' || i)::UUID, week, jsonb_build_object('name', 'Week ' || week || ': Base', 'days', (
    SELECT jsonb_agg(jsonb_build_object('day', day, 'name', 'Full Body', 'exercises', jsonb_build_array(
      jsonb_build_object('name', 'Back Squat', 'sets', 4, 'reps', 5, 'percent', 70 + week),
      jsonb_build_object('name', 'Bench Press', 'sets', 3, 'reps', '8-10', 'rpe', 8, 'notes', 'pause'),
      'Row 3x10')))
    FROM unnest(ARRAY['Monday', 'Wednesday', 'Saturday']) AS day))
  FROM generate_series(1, total) AS i, generate_series(1, 4) AS week;
$$;
