-- Deploy liftmark:legacy_dossiers to pg
-- A dossier of what the old system's profiles say. What is not said is left out; what a dossier has no place for, or what
-- cannot be read as what it should be, is kept as a remark.

BEGIN;

SET LOCAL ROLE liftmark_owner;

-- A line of the profile, or nothing.
CREATE FUNCTION legacy_fact(label TEXT, line TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN line IS NULL THEN '' ELSE '- ' || legacy_label(label, line) END
$$;

-- What stands in a section: a summary, then a list; a remark where there is neither.
CREATE FUNCTION legacy_section(summary TEXT, list TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN summary IS NULL AND coalesce(list, '') = '' THEN E'Not recorded in the old system.\n'
              ELSE concat_ws(E'\n', legacy_markdown(summary) || E'\n', nullif(list, '')) END
$$;

CREATE FUNCTION legacy_items(list JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(format(E'- %s\n', legacy_markdown(words)), '' ORDER BY position)
  FROM (SELECT legacy_words(item) AS words, position
        FROM jsonb_array_elements(CASE WHEN jsonb_typeof(list) = 'array' THEN list ELSE '[]' END)
          WITH ORDINALITY AS items(item, position)) said
  WHERE words IS NOT NULL
$$;

CREATE FUNCTION legacy_equipment(equipment JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(equipment)
    WHEN 'array' THEN legacy_section(NULL, legacy_items(equipment))
    WHEN 'object' THEN legacy_section(
      coalesce(legacy_said(equipment, 'summary', 'description'),
               CASE WHEN legacy_pick(equipment, 'items', 'available', 'list') IS NULL THEN legacy_words(equipment) END),
      legacy_items(legacy_pick(equipment, 'items', 'available', 'list')))
    ELSE legacy_section(legacy_words(equipment), NULL)
  END
$$;

CREATE FUNCTION legacy_schedule(schedule JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(schedule)
    WHEN 'array' THEN legacy_section(NULL, legacy_fact('Training Days', legacy_words(schedule, ', ')))
    WHEN 'object' THEN legacy_section(
      coalesce(legacy_said(schedule, 'summary', 'description'),
               CASE WHEN legacy_pick(schedule, 'days', 'training_days', 'days_per_week', 'duration_minutes',
                                     'session_duration', 'duration') IS NULL THEN legacy_words(schedule) END),
      legacy_fact('Training Days', legacy_words(legacy_pick(schedule, 'days', 'training_days'), ', '))
        || legacy_fact('Sessions per Week', legacy_said(schedule, 'days_per_week'))
        || legacy_fact('Session Duration',
             coalesce(legacy_number(legacy_pick(schedule, 'duration_minutes', 'session_duration', 'duration'), 1, 1440)
                        || ' minutes',
                      legacy_said(schedule, 'duration_minutes', 'session_duration', 'duration'))))
    ELSE legacy_section(legacy_words(schedule), NULL)
  END
$$;

CREATE FUNCTION legacy_profile(profile JSONB) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  goals JSONB := profile->'goals';
  name TEXT := coalesce(legacy_said(profile, 'name', 'full_name'),
                        legacy_line(concat_ws(' ', legacy_said(profile, 'first_name'), legacy_said(profile, 'last_name'))));
  age TEXT := legacy_said(profile, 'age');
  read_age INT := substring(age FROM '^(\d{1,3})(?:\.0+)?(?: ?y.*)?$')::INT;
  gender TEXT := legacy_said(profile, 'gender', 'sex');
  experience TEXT := legacy_said(profile, 'experience', 'experience_level');
  level_is_named BOOLEAN := experience ~* '\m(beginner|novice|intermediate|advanced)\M';
  zone TEXT := legacy_said(profile, 'timezone', 'time_zone');
  zone_is_read BOOLEAN := zone ~ ('^((Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc|US)/'
                                  '[A-Za-z0-9_+/-]+|UTC|GMT|[+-](0\d|1[0-3]):[0-5]\d)$');
  primary_goal TEXT := CASE WHEN jsonb_typeof(goals) = 'object'
    THEN coalesce(legacy_said(goals, 'primary', 'main'), legacy_words(goals - 'secondary'))
    ELSE coalesce(legacy_words(goals), legacy_said(profile, 'primary_goal', 'goal')) END;
  other JSONB := profile - ARRAY['name', 'full_name', 'first_name', 'last_name', 'age', 'gender', 'sex', 'experience',
    'experience_level', 'goals', 'primary_goal', 'goal', 'timezone', 'time_zone', 'preferred_message_time', 'injuries',
    'limitations', 'equipment', 'schedule'];
BEGIN
  read_age := CASE WHEN read_age BETWEEN 5 AND 120 THEN read_age END;
  IF NOT EXISTS (SELECT FROM unnest(ARRAY[name, gender, experience, primary_goal, read_age::TEXT]) AS facts(fact)
                 WHERE fact !~* '^(\?|-|n/?a|null|undefined|(none|nothing|unknown|unspecified|undetermined|tb[ad]|not|no|to be)\M.*)$') THEN
    RAISE EXCEPTION 'PROFILE_EMPTY: the profile says neither name, age, gender, experience nor goal'
      USING ERRCODE = 'no_data_found';
  END IF;
  -- With these words in it, the title would be taken for the one of the history.
  RETURN format(E'# Training Dossier%s\n\n## Profile\n',
                CASE WHEN name !~* '\m(logs?|history|journal|timeline|updates|check-ins)\M'
                  THEN ' - ' || legacy_markdown(name) END)
    || legacy_fact('Name', name)
    || legacy_fact('Age', read_age::TEXT)
    || legacy_fact('Gender', gender)
    || legacy_fact('Experience Level', CASE WHEN level_is_named THEN experience END)
    || legacy_fact('Primary Goals', primary_goal)
    || legacy_fact('Secondary Goals',
                   CASE WHEN jsonb_typeof(goals) = 'object' THEN legacy_said(goals, 'secondary') END)
    || CASE WHEN zone_is_read THEN format(E'- **Timezone:** %s\n', zone) ELSE '' END
    || legacy_fact('Preferred Message Time', legacy_said(profile, 'preferred_message_time'))
    || legacy_fact('Injuries', legacy_said(profile, 'injuries', 'limitations'))
    || legacy_fact('Said of age', CASE WHEN read_age IS NULL THEN age END)
    || legacy_fact('Said of training', CASE WHEN NOT level_is_named THEN experience END)
    || legacy_fact('Said of the zone', CASE WHEN NOT zone_is_read THEN zone END)
    || legacy_fact('Also said', legacy_words(other));
END $$;

-- Of the newest profile. NULL where the user has none.
CREATE FUNCTION generate_dossier_markdown(p_user_id UUID) RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
DECLARE
  profile JSONB;
  program TEXT;
BEGIN
  SELECT p.structured_profile INTO profile FROM profiles p
  WHERE p.user_id = p_user_id
  ORDER BY p.updated_at DESC NULLS LAST, p.structured_profile::TEXT
  LIMIT 1;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF jsonb_typeof(profile) IS DISTINCT FROM 'object' THEN
    RAISE EXCEPTION 'PROFILE_NOT_AN_OBJECT: structured_profile is %', coalesce('of type ' || jsonb_typeof(profile), 'NULL')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF to_regclass('structured_plans') IS NOT NULL THEN
    SELECT coalesce(legacy_said(p.plan, 'name', 'title', 'program_name'), 'Migrated plan') INTO program FROM structured_plans p
    WHERE p.user_id = p_user_id AND p.is_active
    ORDER BY p.start_date DESC NULLS LAST, p.id
    LIMIT 1;
  END IF;
  RETURN legacy_profile(profile)
    || E'\n## Equipment Access\n' || legacy_equipment(profile->'equipment')
    || E'\n## Schedule & Availability\n' || legacy_schedule(profile->'schedule')
    || format(E'\n## Training History\n### %s - Migrated from old system\nStarting point captured.\n', current_date)
    || E'\n## Current Training Plan\n'
    || coalesce(nullif(legacy_label('Program', program), ''), E'No plan was active in the old system.\n');
END $$;

COMMIT;
