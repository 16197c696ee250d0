-- Revert liftmark:legacy_text from pg

BEGIN;

DROP FUNCTION legacy_remark(JSONB, TEXT[]), legacy_label(TEXT, TEXT, TEXT), legacy_markdown(TEXT), legacy_number(JSONB, INT, INT),
  legacy_said(JSONB, TEXT[]), legacy_pick(JSONB, TEXT[]), legacy_says(JSONB), legacy_words(JSONB, TEXT), legacy_line(TEXT);

COMMIT;
