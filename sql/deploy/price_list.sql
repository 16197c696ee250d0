-- Deploy liftmark:price_list to pg
-- What providers publish: text, standard tier, no batch discount. What could not be confirmed is not here; AddPrice adds it.

BEGIN;

SET LOCAL ROLE liftmark_owner;

-- Thinking is billed as output. Prompts are cached without a charge for the write.
INSERT INTO model_prices
  (provider, model, aliases, input_per_million, cache_read_per_million, output_per_million, reasoning_per_million,
   effective_from, effective_to, source, as_of)
SELECT 'openai', model, ARRAY[snapshot], input, cache_read, output, reasoning,
       since::TIMESTAMP AT TIME ZONE 'UTC', until::TIMESTAMP AT TIME ZONE 'UTC',
       'https://platform.openai.com/docs/pricing', '2025-11-25'
FROM (VALUES
  ('gpt-4o', 'gpt-4o-2024-08-06', 2.50, 1.25, 10.00, NULL, '2024-10-02', NULL),
  ('gpt-4o-mini', 'gpt-4o-mini-2024-07-18', 0.15, 0.075, 0.60, NULL, '2024-10-02', NULL),
  ('gpt-4.1', 'gpt-4.1-2025-04-14', 2.00, 0.50, 8.00, NULL, '2025-04-14', NULL),
  ('gpt-4.1-mini', 'gpt-4.1-mini-2025-04-14', 0.40, 0.10, 1.60, NULL, '2025-04-14', NULL),
  ('gpt-4.1-nano', 'gpt-4.1-nano-2025-04-14', 0.10, 0.025, 0.40, NULL, '2025-04-14', NULL),
  ('o1', 'o1-2024-12-17', 15.00, 7.50, 60.00, 60.00, '2024-12-17', NULL),
  ('o3-mini', 'o3-mini-2025-01-31', 1.10, 0.55, 4.40, 4.40, '2025-01-31', NULL),
  ('o3', 'o3-2025-04-16', 10.00, 2.50, 40.00, 40.00, '2025-04-16', '2025-06-10'),
  ('o3', 'o3-2025-04-16', 2.00, 0.50, 8.00, 8.00, '2025-06-10', NULL),
  ('o4-mini', 'o4-mini-2025-04-16', 1.10, 0.275, 4.40, 4.40, '2025-04-16', NULL),
  ('gpt-5', 'gpt-5-2025-08-07', 1.25, 0.125, 10.00, 10.00, '2025-08-07', NULL),
  ('gpt-5-mini', 'gpt-5-mini-2025-08-07', 0.25, 0.025, 2.00, 2.00, '2025-08-07', NULL),
  ('gpt-5-nano', 'gpt-5-nano-2025-08-07', 0.05, 0.005, 0.40, 0.40, '2025-08-07', NULL),
  ('gpt-5.1', 'gpt-5.1-2025-11-13', 1.25, 0.125, 10.00, 10.00, '2025-11-13', NULL)
) AS published(model, snapshot, input, cache_read, output, reasoning, since, until)
ON CONFLICT DO NOTHING;

-- Thinking is billed as output. Cache writes are those that last five minutes; who writes for an hour adds a price of his own.
INSERT INTO model_prices
  (provider, model, aliases, input_per_million, cache_read_per_million, cache_write_per_million, output_per_million,
   reasoning_per_million, max_prompt_tokens, effective_from, source, as_of)
SELECT 'anthropic', model, ARRAY[snapshot], input, cache_read, cache_write, output, output, max_prompt,
       since::TIMESTAMP AT TIME ZONE 'UTC', 'https://docs.claude.com/en/docs/about-claude/pricing', '2025-11-25'
FROM (VALUES
  ('claude-3-5-haiku-latest', 'claude-3-5-haiku-20241022', 0.80, 0.08, 1.00, 4.00, NULL, '2025-01-01'),
  ('claude-3-7-sonnet-latest', 'claude-3-7-sonnet-20250219', 3.00, 0.30, 3.75, 15.00, NULL, '2025-02-24'),
  ('claude-sonnet-4-0', 'claude-sonnet-4-20250514', 3.00, 0.30, 3.75, 15.00, 200000, '2025-05-22'),
  ('claude-opus-4-0', 'claude-opus-4-20250514', 15.00, 1.50, 18.75, 75.00, NULL, '2025-05-22'),
  ('claude-opus-4-1', 'claude-opus-4-1-20250805', 15.00, 1.50, 18.75, 75.00, NULL, '2025-08-05'),
  ('claude-sonnet-4-5', 'claude-sonnet-4-5-20250929', 3.00, 0.30, 3.75, 15.00, 200000, '2025-09-29'),
  ('claude-haiku-4-5', 'claude-haiku-4-5-20251001', 1.00, 0.10, 1.25, 5.00, NULL, '2025-10-15'),
  ('claude-opus-4-5', 'claude-opus-4-5-20251101', 5.00, 0.50, 6.25, 25.00, NULL, '2025-11-24')
) AS published(model, snapshot, input, cache_read, cache_write, output, max_prompt, since)
ON CONFLICT DO NOTHING;

-- Thinking is billed as output. What the cache costs depends on how long it is kept: not priced here.
INSERT INTO model_prices
  (provider, model, input_per_million, output_per_million, reasoning_per_million, max_prompt_tokens, effective_from,
   source, as_of)
SELECT 'google', model, input, output, output, max_prompt, since::TIMESTAMP AT TIME ZONE 'UTC',
       'https://ai.google.dev/gemini-api/docs/pricing', '2025-11-25'
FROM (VALUES
  ('gemini-2.5-pro', 1.25, 10.00, 200000, '2025-06-17'),
  ('gemini-2.5-flash', 0.30, 2.50, NULL, '2025-06-17'),
  ('gemini-2.5-flash-lite', 0.10, 0.40, NULL, '2025-07-22')
) AS published(model, input, output, max_prompt, since)
ON CONFLICT DO NOTHING;

COMMIT;
