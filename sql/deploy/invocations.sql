-- Deploy liftmark:invocations to pg

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE TABLE agent_invocations (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),

  -- Agent identity
  agent_id VARCHAR(100) NOT NULL,
  session_id UUID,
  parent_invocation_id UUID CONSTRAINT agent_invocations_parent_fkey
    REFERENCES agent_invocations(id) ON DELETE SET NULL,
  awaited_parent_id UUID,               -- a parent that is not logged yet
  request_id UUID,
  attempt INT,

  -- User context
  user_id UUID REFERENCES users(user_id) ON DELETE SET NULL,
  shard_key UUID NOT NULL,              -- user_id, else session_id, else id

  -- Input and output, with what they measured before anything was cut
  input_data JSONB COMPRESSION lz4,
  output_data JSONB COMPRESSION lz4,
  output_format VARCHAR(20),
  input_bytes BIGINT,
  input_sha256 BYTEA,
  output_bytes BIGINT,
  output_sha256 BYTEA,
  payload_error TEXT,
  payload_cleared_at TIMESTAMPTZ,       -- nothing is written back after that

  -- Performance metrics
  provider VARCHAR(100),
  model VARCHAR(200),
  prompt_tokens INT,                    -- both cache classes included
  completion_tokens INT,                -- reasoning included
  total_tokens INT,
  cache_read_tokens INT,
  cache_write_tokens INT,
  reasoning_tokens INT,
  cost NUMERIC(18,9),                   -- USD; NULL without a price
  price_id UUID,                        -- no key: prices are never deleted, and each call would lock its price
  duration_ms INT,

  -- Status
  status VARCHAR(20) NOT NULL,
  error_message TEXT,
  failed_rules TEXT[],

  -- Timestamps
  started_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  finished_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),

  -- Of what was sent: a call that comes again is told from another one with its id
  start_digest BYTEA,
  outcome_digest BYTEA,

  CONSTRAINT agent_invocations_status_check
    CHECK (status IN ('running', 'success', 'failure', 'validation_error', 'abandoned')),
  CONSTRAINT agent_invocations_parent_check CHECK (parent_invocation_id <> id AND awaited_parent_id <> id),
  CONSTRAINT agent_invocations_total_check
    CHECK (total_tokens = prompt_tokens::bigint + completion_tokens),
  CONSTRAINT agent_invocations_token_classes_check CHECK (
    coalesce(cache_read_tokens, 0)::bigint + coalesce(cache_write_tokens, 0) <= prompt_tokens
    AND coalesce(reasoning_tokens, 0) <= completion_tokens),
  CONSTRAINT agent_invocations_sign_check CHECK (
    least(attempt, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens,
          duration_ms) >= 0)
);

CREATE INDEX idx_invocations_agent ON agent_invocations(agent_id, created_at DESC);
CREATE INDEX idx_invocations_user ON agent_invocations(user_id, created_at DESC);
CREATE INDEX idx_invocations_session ON agent_invocations(session_id);
CREATE INDEX idx_invocations_status ON agent_invocations(status, created_at DESC);
CREATE INDEX idx_invocations_cost ON agent_invocations(created_at DESC) WHERE status = 'success';
CREATE INDEX idx_invocations_parent ON agent_invocations(parent_invocation_id)
  WHERE parent_invocation_id IS NOT NULL;
CREATE INDEX idx_invocations_awaited_parent ON agent_invocations(awaited_parent_id)
  WHERE awaited_parent_id IS NOT NULL;
-- Sums over a range of time are read from this index alone.
CREATE INDEX idx_invocations_created ON agent_invocations(created_at, id)
  INCLUDE (agent_id, model, user_id, session_id, status, attempt, prompt_tokens, completion_tokens, cache_read_tokens,
           cache_write_tokens, reasoning_tokens, cost, duration_ms, payload_cleared_at);
CREATE INDEX idx_invocations_unpriced ON agent_invocations(created_at, id)
  WHERE cost IS NULL AND prompt_tokens IS NOT NULL AND completion_tokens IS NOT NULL;

CREATE FUNCTION default_shard_key() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  NEW.shard_key := coalesce(NEW.user_id, NEW.session_id, NEW.id);
  RETURN NEW;
END $$;

CREATE TRIGGER set_shard_key
  BEFORE INSERT ON agent_invocations
  FOR EACH ROW
  WHEN (NEW.shard_key IS NULL)
  EXECUTE FUNCTION default_shard_key();

-- A deleted user's calls keep their figures and lose their text, also what a late finish would bring.
CREATE FUNCTION clear_invocation_payload() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.user_id IS NOT NULL AND NEW.user_id IS NULL THEN
    NEW.payload_cleared_at := coalesce(NEW.payload_cleared_at, NOW());
    NEW.shard_key := coalesce(NEW.session_id, NEW.id);
  END IF;
  NEW.input_data := NULL;
  NEW.output_data := NULL;
  NEW.error_message := NULL;
  NEW.input_sha256 := NULL;
  NEW.output_sha256 := NULL;
  NEW.start_digest := NULL;
  NEW.outcome_digest := NULL;
  RETURN NEW;
END $$;

CREATE TRIGGER clear_payload
  BEFORE UPDATE ON agent_invocations
  FOR EACH ROW
  WHEN ((OLD.user_id IS NOT NULL AND NEW.user_id IS NULL) OR NEW.payload_cleared_at IS NOT NULL)
  EXECUTE FUNCTION clear_invocation_payload();

COMMIT;
