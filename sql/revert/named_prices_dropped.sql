-- Revert liftmark:named_prices_dropped from pg

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE VIEW named_model_prices AS
  SELECT names.name, id, provider, input_per_million, cache_read_per_million, cache_write_per_million, output_per_million,
         reasoning_per_million, max_prompt_tokens, effective_from, effective_to
  FROM model_prices p
  CROSS JOIN LATERAL (SELECT DISTINCT unnest(p.aliases || p.model::TEXT) AS name) names;

GRANT SELECT ON named_model_prices TO liftmark_invocations;

COMMIT;
