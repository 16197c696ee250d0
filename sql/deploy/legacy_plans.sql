-- Deploy liftmark:legacy_plans to pg
-- A plan of what the old system's structured_plans and microcycles say. Weeks that nothing is recorded of are named as such,
-- so that every week has its microcycle; weeks that are claimed twice are an error.

BEGIN;

SET LOCAL ROLE liftmark_owner;

-- A name in a heading; the weeks stand beside it, and are not said twice.
CREATE FUNCTION legacy_title(line TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  title TEXT := nullif(btrim(regexp_replace(
    line, '\s*\(?\m(weeks?|wks?)\M\.?\s*#?\s*\d+(\s*([-–—]|to)\s*\d+)?\)?', '', 'gi'), ' -–—:,|'), '');
BEGIN
  IF char_length(title) > 200 THEN
    RAISE EXCEPTION 'TEXT_TOO_LONG: a name has % characters, at most 200', char_length(title)
      USING ERRCODE = 'string_data_right_truncation';
  END IF;
  RETURN title;
END $$;

-- "3 × 8-12 @ RPE 7"; NULL where nothing is prescribed.
CREATE FUNCTION legacy_prescription(exercise JSONB) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  sets TEXT := legacy_said(exercise, 'sets');
  amount TEXT := coalesce(legacy_said(exercise, 'reps', 'prescription', 'scheme'),
                          legacy_said(exercise, 'seconds', 'duration_seconds') || ' sec');
  intensity TEXT := coalesce(
    'RPE ' || regexp_replace(legacy_said(exercise, 'rpe'), '^RPE\s*', '', 'i'),
    regexp_replace(legacy_said(exercise, 'percent', 'percentage', 'percent_1rm'), '\s*%?$', '%'),
    legacy_said(exercise, 'weight_lbs') || ' lb',
    legacy_said(exercise, 'weight_kg') || ' kg',
    legacy_said(exercise, 'intensity', 'load', 'weight'));
BEGIN
  RETURN nullif(concat_ws(' @ ',
    CASE WHEN sets IS NULL THEN amount || CASE WHEN amount ~ '^[\d-]+$' THEN ' reps' ELSE '' END
         WHEN amount IS NULL THEN sets || CASE sets WHEN '1' THEN ' set' ELSE ' sets' END
         ELSE sets || ' × ' || amount END,
    intensity), '');
END $$;

CREATE FUNCTION legacy_exercise(exercise JSONB) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  name TEXT := CASE WHEN jsonb_typeof(exercise) = 'object' THEN legacy_said(exercise, 'name', 'exercise', 'title')
                    ELSE legacy_words(exercise) END;
BEGIN
  IF name IS NULL THEN
    RETURN '';
  END IF;
  IF octet_length(name) > 200 THEN
    RAISE EXCEPTION 'TEXT_TOO_LONG: an exercise has a name of % bytes, at most 200', octet_length(name)
      USING ERRCODE = 'string_data_right_truncation';
  END IF;
  IF jsonb_typeof(exercise) <> 'object' THEN
    RETURN format(E'- %s\n', legacy_markdown(name));
  END IF;
  -- The first colon ends the name.
  RETURN format(E'- %s%s\n', legacy_markdown(regexp_replace(name, '\s*:\s*', ' - ', 'g')),
                ': ' || legacy_markdown(legacy_prescription(exercise)))
    || coalesce('  - Notes: ' || legacy_markdown(legacy_remark(exercise, 'name', 'exercise', 'title', 'sets', 'reps',
         'prescription', 'scheme', 'seconds', 'duration_seconds', 'rpe', 'percent', 'percentage', 'percent_1rm',
         'weight_lbs', 'weight_kg', 'intensity', 'load', 'weight', 'number', 'order')) || E'\n', '');
END $$;

CREATE FUNCTION legacy_exercises(exercises JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(string_agg(legacy_exercise(exercise), '' ORDER BY position), '')
  FROM jsonb_array_elements(CASE jsonb_typeof(exercises) WHEN 'array' THEN exercises ELSE jsonb_build_array(exercises) END)
    WITH ORDINALITY AS items(exercise, position)
$$;

-- `key` is what the day is called where the days are members of an object.
CREATE FUNCTION legacy_day(day JSONB, key TEXT, number BIGINT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  kind TEXT := jsonb_typeof(day);
  called TEXT := coalesce(legacy_line(key), legacy_said(day, 'day', 'weekday', 'day_of_week'));
  weekday TEXT := initcap(substring(coalesce(called, legacy_said(day, 'name'), CASE kind WHEN 'string' THEN legacy_words(day) END) FROM
    '(?i)^\s*(monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)\M'));
  title TEXT := legacy_title(CASE
    WHEN kind = 'string' THEN legacy_words(day)
    WHEN day->'rest' = 'true' THEN 'Rest'
    ELSE legacy_said(day, 'title', 'name', 'focus', 'type', 'workout_type') END);
BEGIN
  IF kind NOT IN ('object', 'string', 'array') THEN
    RAISE EXCEPTION 'DAY_NOT_AN_OBJECT: a day is of type %', kind USING ERRCODE = 'invalid_parameter_value';
  END IF;
  weekday := (SELECT full_name FROM unnest(ARRAY['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday',
                                                 'Sunday']) AS full_name
              WHERE full_name LIKE left(weekday, 3) || '%');
  -- A title that begins with the weekday says it twice.
  title := nullif(btrim(regexp_replace(title, coalesce('^' || weekday || '\M', '^$'), '', 'i'), ' -–—:,'), '');
  RETURN format(E'#### %s%s\n', coalesce(weekday, 'Day ' || number), ' - ' || legacy_markdown(title))
    || CASE WHEN kind = 'object' AND legacy_title(legacy_said(day, 'focus')) IS DISTINCT FROM title
         THEN legacy_label('Focus', legacy_said(day, 'focus')) ELSE '' END
    || E'\n'
    || legacy_label('Notes', legacy_remark(day, 'day', 'weekday', 'day_of_week', 'rest', 'title', 'name', 'focus', 'type', 'workout_type',
                     'exercises', 'movements', 'lifts', 'number', 'order'), E'\n\n')
    || CASE kind WHEN 'object' THEN legacy_exercises(legacy_pick(day, 'exercises', 'movements', 'lifts'))
                 WHEN 'array' THEN legacy_exercises(day) ELSE '' END
    || E'\n';
END $$;

CREATE FUNCTION legacy_days(days JSONB) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  CASE jsonb_typeof(days)
    WHEN 'array' THEN
      RETURN (SELECT string_agg(legacy_day(day, NULL, position), '' ORDER BY position)
              FROM jsonb_array_elements(days) WITH ORDINALITY AS items(day, position)
              WHERE legacy_says(day));
    WHEN 'object' THEN
      RETURN (SELECT string_agg(legacy_day(day, key, position), '' ORDER BY position)
              FROM (SELECT key, day, row_number() OVER (
                      ORDER BY array_position(ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], lower(left(key, 3))),
                               key) AS position
                    FROM jsonb_each(days) AS members(key, day)
                    WHERE legacy_says(day)) ordered);
    ELSE
      RAISE EXCEPTION 'DAYS_NOT_A_LIST: days are of type %', jsonb_typeof(days) USING ERRCODE = 'invalid_parameter_value';
  END CASE;
END $$;

-- `weeks` is where the microcycle lies, its data an object or a list of days; NULL where nothing is recorded.
CREATE FUNCTION legacy_microcycle(weeks INT4RANGE, data JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT format(E'## Microcycle %s%s (%s %s)\n\n', span,
                ': ' || legacy_markdown(legacy_title(CASE WHEN jsonb_typeof(data) IN ('object', 'array')
                                                     THEN legacy_said(data, 'name', 'title', 'phase', 'theme')
                                                     ELSE 'Not recorded' END)),
                CASE WHEN upper(weeks) - lower(weeks) > 1 THEN 'Weeks' ELSE 'Week' END, span)
    || legacy_label('Notes', legacy_remark(data, 'name', 'title', 'phase', 'theme', 'days', 'workouts', 'sessions', 'progression',
                     'progressions', 'week', 'weeks', 'week_start', 'week_end', 'start_week', 'end_week', 'duration_weeks',
                     'number'), E'\n\n')
    || coalesce(E'### Weekly Pattern\n' || legacy_days(
         CASE jsonb_typeof(data) WHEN 'array' THEN data
                                 ELSE legacy_pick(data, 'days', 'workouts', 'sessions') END), '')
    || coalesce(E'### Progression\n' || legacy_items(CASE jsonb_typeof(said) WHEN 'array' THEN said
                                                     ELSE jsonb_build_array(said) END) || E'\n', '')
  FROM (SELECT legacy_pick(data, 'progression', 'progressions') AS said,
               concat_ws('-', lower(weeks), nullif(upper(weeks) - 1, lower(weeks))) AS span) parts
$$;

-- The weeks of a microcycle: as it says, else the one of its number. `covered` weeks lie before it.
CREATE FUNCTION legacy_weeks(data JSONB, number INT, covered INT) RETURNS INT4RANGE LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  said TEXT := legacy_said(data, 'weeks', 'week');
  first INT := coalesce(legacy_number(legacy_pick(data, 'week_start', 'start_week'), 1, 520),
                        substring(said FROM '^(\d{1,3})\s*[-–—;]')::INT);
  last INT := coalesce(legacy_number(legacy_pick(data, 'week_end', 'end_week'), 1, 520),
                       substring(said FROM '[-–—;]\s*(\d{1,3})$')::INT);
BEGIN
  IF first IS NULL AND legacy_number(legacy_pick(data, 'duration_weeks'), 1, 520) IS NOT NULL THEN
    first := covered + 1;
    last := covered + legacy_number(legacy_pick(data, 'duration_weeks'), 1, 520);
  END IF;
  first := coalesce(first, legacy_number(legacy_pick(data, 'week'), 1, 520), number);
  last := coalesce(last, first);
  IF first IS NULL OR first < 1 OR last < first OR last > 520 THEN
    RAISE EXCEPTION 'WEEKS_UNCLEAR: microcycle % has the weeks % to %', number, first, last
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  RETURN int4range(first, last + 1);
END $$;

-- The microcycles of a plan from week 1 to the last, the weeks between them included.
CREATE FUNCTION legacy_microcycles(cycles JSONB, stated_weeks INT, OUT weeks INT, OUT markdown TEXT)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  cycle RECORD;
  span INT4RANGE;
BEGIN
  weeks := 0;
  markdown := '';
  FOR cycle IN
    SELECT (item->>'number')::INT AS number, item->'data' AS data
    FROM jsonb_array_elements(cycles) AS items(item)
    ORDER BY number
  LOOP
    IF jsonb_typeof(cycle.data) NOT IN ('object', 'array', 'null') THEN
      RAISE EXCEPTION 'MICROCYCLE_NOT_AN_OBJECT: microcycle % is of type %', cycle.number, jsonb_typeof(cycle.data)
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    span := legacy_weeks(cycle.data, cycle.number, weeks);
    IF lower(span) <= weeks THEN
      RAISE EXCEPTION 'WEEKS_OVERLAP: microcycle % begins in week %, which another one covers', cycle.number, lower(span)
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF lower(span) > weeks + 1 THEN
      markdown := markdown || legacy_microcycle(int4range(weeks + 1, lower(span)), NULL);
    END IF;
    markdown := markdown || legacy_microcycle(span, cycle.data);
    weeks := upper(span) - 1;
  END LOOP;
  IF stated_weeks > weeks THEN
    markdown := markdown || legacy_microcycle(int4range(weeks + 1, stated_weeks + 1), NULL);
    weeks := stated_weeks;
  END IF;
END $$;

-- `cycles` are {"number", "data"}; a plan without any may hold them itself, or one week that is repeated.
CREATE FUNCTION legacy_plan(plan JSONB, cycles JSONB, athlete TEXT) RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
DECLARE
  title TEXT := legacy_title(legacy_said(plan, 'name', 'title', 'program_name'));
  own JSONB := legacy_pick(plan, 'microcycles', 'weeks', 'phases');
  stated_weeks INT := coalesce(
    legacy_number(legacy_pick(plan, 'duration_weeks', 'length_weeks', 'total_weeks', 'weeks'), 1, 520),
    substring(legacy_said(plan, 'duration') FROM '^(\d{1,3})(?:\s*-?\s*weeks?)?$')::INT);
  parts RECORD;
  markdown TEXT;
BEGIN
  IF jsonb_typeof(plan) IS DISTINCT FROM 'object' THEN
    RAISE EXCEPTION 'PLAN_NOT_AN_OBJECT: plan is %', coalesce('of type ' || jsonb_typeof(plan), 'NULL')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF jsonb_array_length(cycles) = 0 AND jsonb_typeof(own) = 'array' THEN
    cycles := (SELECT jsonb_agg(jsonb_build_object('number', coalesce(legacy_number(item->'number', 1, 520), position),
                                                   'data', item))
               FROM jsonb_array_elements(own) WITH ORDINALITY AS items(item, position));
  ELSIF jsonb_array_length(cycles) = 0 AND legacy_pick(plan, 'days', 'weekly_pattern', 'schedule') IS NOT NULL THEN
    cycles := jsonb_build_array(jsonb_build_object('number', 1, 'data', jsonb_build_object(
      'week_start', 1, 'week_end', coalesce(stated_weeks, 12), 'name', 'Every Week',
      'days', legacy_pick(plan, 'days', 'weekly_pattern', 'schedule'))));
  END IF;
  IF title IS NULL AND stated_weeks IS NULL AND jsonb_array_length(cycles) = 0 THEN
    RAISE EXCEPTION 'PLAN_EMPTY: the plan has neither a name, a duration nor a microcycle' USING ERRCODE = 'no_data_found';
  END IF;
  -- As long as the trigger takes a plan to be that does not say.
  parts := legacy_microcycles(cycles, CASE WHEN jsonb_array_length(cycles) = 0 THEN coalesce(stated_weeks, 12)
                                           ELSE stated_weeks END);
  -- A name that could be a part of the plan, or no name, is not left alone in its heading.
  title := CASE WHEN title ~* ('^\W*(phase|stage|block|mesocycle|month|cycle|microcycles?|weeks?|day|session|workout|'
                               'mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|'
                               'not|no|none|nothing|na|n/a|tbd|tba|unknown|unspecified|undetermined|to be)\M|^\W*$')
                THEN 'Training Plan: ' || title ELSE coalesce(title, 'Training Plan') END;
  markdown := format(E'# %s\n\n', legacy_markdown(title))
    -- A heading with these words is taken for one above the facts.
    || CASE WHEN title ~* '\m(header|overview|client|profile|info|information|details|summary|at a glance|snapshot)\M'
         THEN legacy_label('Program', title) ELSE '' END
    || legacy_label('Program Owner', legacy_said(plan, 'owner', 'coach', 'author'))
    || legacy_label('User', athlete)
    || format(E'**Duration:** %s weeks\n', parts.weeks)
    || legacy_label('Goal', coalesce(legacy_said(plan->'goal', 'primary'), legacy_said(plan->'goals', 'primary'),
                                     legacy_said(plan, 'goal', 'goals', 'primary_goal')))
    || format(E'\n## Program Philosophy\n%s\n\n', coalesce(
         legacy_markdown(legacy_said(plan, 'philosophy', 'description', 'overview', 'rationale')),
         'Taken over from the old system as it stood there.'))
    || legacy_label('Also said', legacy_remark(plan, 'name', 'title', 'program_name', 'microcycles', 'weeks', 'phases', 'duration_weeks',
                     'length_weeks', 'total_weeks', 'duration', 'days', 'weekly_pattern', 'schedule', 'owner', 'coach',
                     'author', 'goal', 'goals', 'primary_goal', 'philosophy', 'description', 'overview', 'rationale'), E'\n\n')
    || parts.markdown
    || format(E'## Modification History\n- **%s:** Migrated from old system\n', current_date);
  IF (SELECT count(*) > 2000 OR count(DISTINCT split_part(line, ':', 1)) > 500
      FROM regexp_split_to_table(markdown, E'\n') AS line WHERE line LIKE '- %') THEN
    RAISE EXCEPTION 'TOO_MANY_EXERCISES: the plan lists more than 2000 exercises, or 500 different ones'
      USING ERRCODE = 'program_limit_exceeded';
  END IF;
  RETURN markdown;
END $$;

-- NULL where there is no such plan.
CREATE FUNCTION generate_plan_markdown(p_plan_id UUID) RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
DECLARE
  old RECORD;
  cycles JSONB := '[]';
  athlete TEXT;
BEGIN
  SELECT p.user_id, p.plan INTO old FROM structured_plans p WHERE p.id = p_plan_id;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF to_regclass('microcycles') IS NOT NULL THEN
    SELECT coalesce(jsonb_agg(jsonb_build_object('number', m.number, 'data', m.data)), '[]') INTO cycles
    FROM microcycles m WHERE m.plan_id = p_plan_id;
  END IF;
  IF to_regclass('profiles') IS NOT NULL THEN
    SELECT legacy_said(p.structured_profile, 'name', 'full_name') INTO athlete FROM profiles p
    WHERE p.user_id = old.user_id
    ORDER BY p.updated_at DESC NULLS LAST, p.structured_profile::TEXT
    LIMIT 1;
  END IF;
  RETURN legacy_plan(old.plan, cycles, athlete);
END $$;

COMMIT;
