-- Verify liftmark:costs on pg

BEGIN;

SELECT name, id, provider, input_per_million, cache_read_per_million, cache_write_per_million, output_per_million,
       reasoning_per_million, max_prompt_tokens, effective_from, effective_to
FROM named_model_prices WHERE FALSE;

DO $$
BEGIN
  ASSERT cost_of_tokens(3000, 500, 1000, 500, NULL, 3, 0.3, 3.75, 15, 15) = 0.014175;
  ASSERT cost_of_tokens(3000, 500, 1, NULL, NULL, 3, NULL, NULL, 15, NULL) IS NULL;
END $$;

ROLLBACK;
