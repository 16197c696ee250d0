-- Deploy liftmark:revision_invocations to pg
-- What a document cost: from the agent call to the revisions that it wrote.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE INDEX idx_dossier_revisions_invocation ON user_dossier_revisions(invocation_id)
  WHERE invocation_id IS NOT NULL;
CREATE INDEX idx_plan_revisions_invocation ON training_plan_revisions(invocation_id)
  WHERE invocation_id IS NOT NULL;
CREATE INDEX idx_workout_revisions_invocation ON workout_revisions(invocation_id)
  WHERE invocation_id IS NOT NULL;

COMMIT;
