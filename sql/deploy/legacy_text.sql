-- Deploy liftmark:legacy_text to pg
-- How the JSON of the old system becomes lines of markdown. Whatever a text holds, it stays a text of one line: it opens no
-- heading, no list and no markup. What is too long to be what it claims to be is an error, and nothing is cut.
--
-- A plan calls these hundreds of times: they are in PL/pgSQL, which keeps its plans, and pass over what needs no work.

BEGIN;

SET LOCAL ROLE liftmark_owner;

-- NULL where nothing but space is left.
CREATE FUNCTION legacy_line(said TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  line TEXT := said;
BEGIN
  IF said !~ '^[!-~]+( [!-~]+)*$' THEN
    line := nullif(btrim(regexp_replace(normalize(said, NFC),
      '[\s\u0001-\u001f\u007f-\u009f\u00a0\u200b\u2028\u2029\ufeff]+', ' ', 'g')), '');
  END IF;
  IF char_length(line) > 20000 THEN
    RAISE EXCEPTION 'TEXT_TOO_LONG: a text has % characters, at most 20000', char_length(line)
      USING ERRCODE = 'string_data_right_truncation';
  END IF;
  RETURN line;
END $$;

-- The words of any JSON value in one line, not escaped: of an object its summary, else all that it holds.
CREATE FUNCTION legacy_words(value JSONB, separator TEXT DEFAULT '; ') RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  summary TEXT;
BEGIN
  CASE jsonb_typeof(value)
    WHEN 'array' THEN
      RETURN (SELECT string_agg(words, separator ORDER BY position)
              FROM (SELECT legacy_words(item) AS words, position
                    FROM jsonb_array_elements(value) WITH ORDINALITY AS items(item, position)) said
              WHERE words IS NOT NULL);
    WHEN 'object' THEN
      summary := legacy_words(value->'summary');
      RETURN coalesce(summary, (
        SELECT string_agg(legacy_line(key) || ': ' || words, '; ')
        FROM (SELECT key, legacy_words(member) AS words FROM jsonb_each(value) AS members(key, member)) said
        WHERE words IS NOT NULL));
    WHEN 'null' THEN
      RETURN NULL;
    ELSE
      RETURN legacy_line(value #>> '{}');
  END CASE;
END $$;

-- Whether a value holds anything but NULLs and space.
CREATE FUNCTION legacy_says(value JSONB) RETURNS BOOLEAN LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN coalesce(jsonb_path_exists(value, 'lax $.** ?
    (@.type() == "number" || @.type() == "boolean" || (@.type() == "string" && @ like_regex "[^[:space:]]"))'), false);
END $$;

-- The first of the members that says something.
CREATE FUNCTION legacy_pick(value JSONB, VARIADIC names TEXT[]) RETURNS JSONB LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  name TEXT;
BEGIN
  IF jsonb_typeof(value) = 'object' AND value ?| names THEN
    FOREACH name IN ARRAY names LOOP
      IF legacy_says(value->name) THEN
        RETURN value->name;
      END IF;
    END LOOP;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION legacy_said(value JSONB, VARIADIC names TEXT[]) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN legacy_words(legacy_pick(value, VARIADIC names));
END $$;

-- A number between two bounds, whether it is written as a number or as a text that is nothing else; else NULL.
CREATE FUNCTION legacy_number(value JSONB, lowest INT, highest INT) RETURNS INT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  number INT := substring(legacy_words(value) FROM '^(\d{1,6})(?:\.0+)?$');
BEGIN
  RETURN CASE WHEN number BETWEEN lowest AND highest THEN number END;
END $$;

-- A line as markdown that reads as the line itself, wherever in a line of markdown it stands.
CREATE FUNCTION legacy_markdown(line TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF line ~ '^\w[^\\`*_\[\]<#~|&.)]*$' THEN
    RETURN line;
  END IF;
  RETURN regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    line,
    '([\\`*_\[\]<#~|])', '\\\1', 'g'),
    '&(#?\w+;)', '\\&\1', 'g'),       -- an entity
    '^([-+=>])', '\\\1'),             -- an item, a fence, a quotation
    '^(\d{1,9})([.)])', '\1\\\2');    -- a numbered item
END $$;

-- A line that begins with a label, followed by `ending`; nothing where there is no line.
CREATE FUNCTION legacy_label(label TEXT, line TEXT, ending TEXT DEFAULT E'\n') RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN coalesce('**' || label || ':** ' || legacy_markdown(line) || ending, '');
END $$;

-- What an object says beside the members that have a place of their own: its notes first, then all the rest.
CREATE FUNCTION legacy_remark(value JSONB, VARIADIC known TEXT[]) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  notes TEXT;
BEGIN
  IF jsonb_typeof(value) <> 'object' OR value - known = '{}' THEN
    RETURN NULL;
  END IF;
  notes := legacy_said(value, 'notes', 'note');
  RETURN nullif(concat_ws('; ', notes, legacy_words(
    value - known - CASE WHEN legacy_said(value, 'notes') IS NULL THEN 'note' ELSE 'notes' END)), '');
END $$;

COMMIT;
