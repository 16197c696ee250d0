-- Verify liftmark:prices on pg

BEGIN;

SELECT id, provider, model, aliases, input_per_million, cache_read_per_million, cache_write_per_million,
       output_per_million, reasoning_per_million, max_prompt_tokens, effective_from, effective_to, source, as_of, created_at
FROM model_prices WHERE FALSE;

DO $$
BEGIN
  ASSERT EXISTS (SELECT FROM pg_constraint WHERE conname = 'model_prices_no_overlap' AND contype = 'x');
END $$;

ROLLBACK;
