// The one way in which statements price calls. PostgreSQL does the arithmetic, in NUMERIC (cost_of_tokens).
#pragma once

// The CTEs `models` and `named_prices`, and `priced` (id, price_id, cost) of those of `calls` whose price is
// known: it was in force when the call began, no other price has the model's name (of the provider, where
// that is given), and no class of tokens that the call used lacks one. `calls` has the columns id, provider,
// model, started_at and the five counts of tokens. Names are looked up once for all calls.
#define LIFTMARK_PRICED(calls)                                                                             \
  " models AS MATERIALIZED ("                                                                              \
  "   SELECT DISTINCT model FROM " calls                                                                   \
  " ), named_prices AS MATERIALIZED ("                                                                     \
  "   SELECT m.model AS name, p.id, p.provider, p.input_per_million, p.cache_read_per_million,"            \
  "          p.cache_write_per_million, p.output_per_million, p.reasoning_per_million,"                    \
  "          p.max_prompt_tokens, p.effective_from, p.effective_to"                                        \
  "   FROM models m JOIN model_prices p ON p.model = m.model OR m.model = ANY (p.aliases)"                 \
  " ), priced AS MATERIALIZED ("                                                                           \
  "   SELECT id, price_id, cost FROM ("                                                                    \
  "     SELECT c.id, p.id AS price_id, count(*) OVER (PARTITION BY c.id) AS prices,"                       \
  "            cost_of_tokens(c.prompt_tokens, c.completion_tokens, c.cache_read_tokens,"                  \
  "              c.cache_write_tokens, c.reasoning_tokens, p.input_per_million, p.cache_read_per_million," \
  "              p.cache_write_per_million, p.output_per_million, p.reasoning_per_million) AS cost"        \
  "     FROM " calls                                                                                       \
  " c JOIN named_prices p ON p.name = c.model"                                                             \
  "     WHERE (c.provider IS NULL OR p.provider = c.provider)"                                             \
  "       AND p.effective_from <= c.started_at AND (p.effective_to > c.started_at) IS NOT FALSE"           \
  "       AND (c.prompt_tokens <= p.max_prompt_tokens) IS NOT FALSE"                                       \
  "   ) found WHERE prices = 1 AND cost IS NOT NULL) "
