-- Verify liftmark:invocations on pg

BEGIN;

SELECT id, agent_id, session_id, parent_invocation_id, awaited_parent_id, request_id, attempt, user_id, shard_key,
       input_data, output_data, output_format, input_bytes, input_sha256, output_bytes, output_sha256, payload_error,
       payload_cleared_at, provider, model, prompt_tokens, completion_tokens, total_tokens, cache_read_tokens,
       cache_write_tokens, reasoning_tokens, cost, price_id, duration_ms, status, error_message, failed_rules,
       started_at, finished_at, created_at, start_digest, outcome_digest
FROM agent_invocations WHERE FALSE;

DO $$
BEGIN
  ASSERT (SELECT count(*) = 2 FROM pg_trigger WHERE tgrelid = 'agent_invocations'::regclass
            AND tgname IN ('set_shard_key', 'clear_payload'));
END $$;

ROLLBACK;
