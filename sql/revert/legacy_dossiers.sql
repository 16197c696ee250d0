-- Revert liftmark:legacy_dossiers from pg

BEGIN;

DROP FUNCTION generate_dossier_markdown(UUID), legacy_profile(JSONB), legacy_schedule(JSONB), legacy_equipment(JSONB),
  legacy_items(JSONB), legacy_section(TEXT, TEXT), legacy_fact(TEXT, TEXT);

COMMIT;
