-- Deploy liftmark:costs to pg

BEGIN;

SET LOCAL ROLE liftmark_owner;

-- What the tokens of one class cost at a price per million. None of them cost nothing, priced or not.
CREATE FUNCTION class_cost(tokens BIGINT, per_million NUMERIC) RETURNS NUMERIC LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN tokens > 0 THEN tokens * per_million * 0.000001 ELSE 0 END
$$;

-- What the tokens of a call cost: exact, and rounded once. NULL where they are not known, or where the price lacks a class that
-- the call used.
CREATE FUNCTION cost_of_tokens(
  prompt INT, completion INT, cache_read INT, cache_write INT, reasoning INT,
  input_price NUMERIC, cache_read_price NUMERIC, cache_write_price NUMERIC, output_price NUMERIC, reasoning_price NUMERIC)
RETURNS NUMERIC(18,9) LANGUAGE sql IMMUTABLE AS $$
  SELECT (CASE WHEN prompt IS NOT NULL AND completion IS NOT NULL THEN
    class_cost(prompt::BIGINT - coalesce(cache_read, 0) - coalesce(cache_write, 0), input_price)
      + class_cost(cache_read, cache_read_price)
      + class_cost(cache_write, cache_write_price)
      + class_cost(completion::BIGINT - coalesce(reasoning, 0), output_price)
      + class_cost(reasoning, reasoning_price) END)::NUMERIC(18,9)
$$;

-- Prices by each name that a call may give the model, once, also where it stands among the aliases twice.
CREATE VIEW named_model_prices AS
  SELECT names.name, id, provider, input_per_million, cache_read_per_million, cache_write_per_million, output_per_million,
         reasoning_per_million, max_prompt_tokens, effective_from, effective_to
  FROM model_prices p
  CROSS JOIN LATERAL (SELECT DISTINCT unnest(p.aliases || p.model::TEXT) AS name) names;

GRANT SELECT ON named_model_prices TO liftmark_invocations;

COMMIT;
