-- Deploy liftmark:plans to pg

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE TABLE training_plans (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES users(user_id) ON DELETE CASCADE,

  -- Source of truth
  markdown TEXT COMPRESSION lz4 NOT NULL,

  -- Cached views
  structured_plan JSONB COMPRESSION lz4,
  exercise_list TEXT[] COMPRESSION lz4,
  exercise_keys TEXT[] COMPRESSION lz4,
  plan_type VARCHAR(50),
  view BYTEA COMPRESSION lz4,

  -- Plan metadata
  start_date DATE NOT NULL,
  end_date DATE,                        -- exclusive
  is_active BOOLEAN NOT NULL DEFAULT true,

  -- Revision of the markdown, and what the cached views were built from
  revision BIGINT NOT NULL DEFAULT 1,
  cached_revision BIGINT,
  cache_version INT NOT NULL DEFAULT 1,

  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),

  CONSTRAINT training_plans_user_id_id_key UNIQUE (user_id, id),
  CONSTRAINT training_plans_markdown_check CHECK (octet_length(markdown) <= 262144 AND markdown ~ '\S'),
  CONSTRAINT training_plans_dates_check CHECK (end_date > start_date),
  CONSTRAINT training_plans_cache_check
    CHECK (cached_revision IS NULL OR (cached_revision <= revision AND view IS NOT NULL))
);

-- An inline view would push the smaller columns out of line, where each costs a read of its own.
ALTER TABLE training_plans
  ALTER view SET STORAGE MAIN,
  ALTER exercise_list SET STORAGE MAIN,
  ALTER exercise_keys SET STORAGE MAIN;

CREATE INDEX idx_plans_user ON training_plans(user_id, is_active);
CREATE INDEX idx_plans_active ON training_plans(is_active, start_date);
CREATE INDEX idx_plans_dates ON training_plans(start_date, end_date);
CREATE INDEX idx_plans_exercises ON training_plans USING GIN(exercise_list);
CREATE INDEX idx_plans_exercise_keys ON training_plans USING GIN(exercise_keys);
CREATE INDEX idx_plans_structured ON training_plans USING GIN(structured_plan);
CREATE UNIQUE INDEX idx_plans_one_active_per_user ON training_plans(user_id) WHERE is_active = true;

-- Twelve weeks where nothing is said; a plan that moves keeps its length.
CREATE FUNCTION calculate_plan_end_date() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.start_date <> OLD.start_date AND NEW.end_date = OLD.end_date THEN
    NEW.end_date := OLD.end_date + (NEW.start_date - OLD.start_date);
  ELSIF NEW.end_date IS NULL AND NEW.start_date IS NOT NULL THEN
    NEW.end_date := NEW.start_date + INTERVAL '12 weeks';
  END IF;
  RETURN NEW;
END $$;

-- Triggers of one kind fire by name: the revision is known before updated_at asks for it.
CREATE TRIGGER document_revision
  BEFORE UPDATE OF markdown, revision ON training_plans
  FOR EACH ROW
  EXECUTE FUNCTION advance_document_revision(
    '{"structured_plan": null, "exercise_list": null, "exercise_keys": null, "plan_type": null, "view": null,
      "cached_revision": null}');

CREATE TRIGGER set_plan_end_date
  BEFORE INSERT OR UPDATE OF start_date, end_date ON training_plans
  FOR EACH ROW
  EXECUTE FUNCTION calculate_plan_end_date();

CREATE TRIGGER update_plans_updated_at
  BEFORE UPDATE ON training_plans
  FOR EACH ROW
  WHEN ((OLD.revision, OLD.start_date, OLD.end_date, OLD.is_active)
        IS DISTINCT FROM (NEW.revision, NEW.start_date, NEW.end_date, NEW.is_active))
  EXECUTE FUNCTION update_updated_at_column();

COMMIT;
