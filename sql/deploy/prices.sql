-- Deploy liftmark:prices to pg
-- What a model costs, in USD per million tokens of each class. A price is never changed, only ended by the next one, so that
-- a cost can always be explained by the price that it names.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE TABLE model_prices (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  provider VARCHAR(100) NOT NULL,
  model VARCHAR(200) NOT NULL,          -- exactly as invocations name it
  aliases TEXT[] NOT NULL DEFAULT '{}',

  -- NULL where the provider has no such class or its price is not certain
  input_per_million NUMERIC(18,9),
  cache_read_per_million NUMERIC(18,9),
  cache_write_per_million NUMERIC(18,9),
  output_per_million NUMERIC(18,9),
  reasoning_per_million NUMERIC(18,9),
  max_prompt_tokens INT,                -- a call with a longer prompt is not sold at this price; NULL: any

  effective_from TIMESTAMPTZ NOT NULL,
  effective_to TIMESTAMPTZ,             -- exclusive; NULL while it is in force

  source TEXT NOT NULL,
  as_of DATE NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),

  CONSTRAINT model_prices_range_check CHECK (effective_to > effective_from),
  CONSTRAINT model_prices_sign_check CHECK (
    least(input_per_million, cache_read_per_million, cache_write_per_million, output_per_million,
          reasoning_per_million, max_prompt_tokens) >= 0),
  CONSTRAINT model_prices_no_overlap EXCLUDE USING gist (
    provider WITH =, model WITH =, tstzrange(effective_from, effective_to) WITH &&)
);

CREATE FUNCTION keep_model_price() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.effective_to IS NULL THEN
    OLD.effective_to := NEW.effective_to;
    IF OLD IS NOT DISTINCT FROM NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'model_prices is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only
  BEFORE UPDATE OR DELETE ON model_prices
  FOR EACH ROW
  EXECUTE FUNCTION keep_model_price();

CREATE TRIGGER append_only_truncate
  BEFORE TRUNCATE ON model_prices
  FOR EACH STATEMENT
  EXECUTE FUNCTION keep_model_price();

COMMIT;
