-- Deploy liftmark:costs to pg

BEGIN;

SET LOCAL ROLE liftmark_owner;

-- What the tokens of one class cost at a price per million. None of them cost nothing, priced or not.
CREATE FUNCTION class_cost(tokens BIGINT, per_million NUMERIC) RETURNS NUMERIC LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN tokens > 0 THEN tokens * per_million * 0.000001 ELSE 0 END
$$;

-- What a call cost at the price that was in force when it began, exact and rounded once; no row where that is not known: the
-- tokens are not, or no price has this name, or several have, or it lacks a class that the call used. A provider that is NULL
-- stands for any.
CREATE FUNCTION cost_of_call(
  call_provider TEXT, call_model TEXT, began_at TIMESTAMPTZ,
  prompt INT, completion INT, cache_read INT, cache_write INT, reasoning INT)
RETURNS TABLE (price_id UUID, cost NUMERIC(18,9)) LANGUAGE sql STABLE AS $$
  SELECT priced.id, priced.cost::NUMERIC(18,9)
  FROM (
    SELECT p.id, count(*) OVER () AS prices,
           class_cost(prompt::BIGINT - coalesce(cache_read, 0) - coalesce(cache_write, 0), p.input_per_million)
             + class_cost(cache_read, p.cache_read_per_million)
             + class_cost(cache_write, p.cache_write_per_million)
             + class_cost(completion::BIGINT - coalesce(reasoning, 0), p.output_per_million)
             + class_cost(reasoning, p.reasoning_per_million) AS cost
    FROM model_prices p
    WHERE (p.model = call_model OR call_model = ANY (p.aliases))
      AND (call_provider IS NULL OR p.provider = call_provider)
      AND p.effective_from <= began_at AND (p.effective_to > began_at) IS NOT FALSE
      AND (prompt <= p.max_prompt_tokens) IS NOT FALSE
  ) priced
  WHERE priced.prices = 1 AND priced.cost IS NOT NULL AND prompt IS NOT NULL AND completion IS NOT NULL
$$;

COMMIT;
