-- Verify liftmark:legacy_text on pg

BEGIN;

DO $$
BEGIN
  ASSERT legacy_markdown(legacy_words('["# a\nb", null, {"summary": "*c*"}]')) = '\# a b; \*c\*';
END $$;

ROLLBACK;
