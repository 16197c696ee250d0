-- Deploy liftmark:requests to pg
-- One effect per request id: the row is written in the effect's own statement.

BEGIN;

SET LOCAL ROLE liftmark_owner;

CREATE TABLE requests (
  user_id UUID NOT NULL REFERENCES users(user_id) ON DELETE CASCADE,
  request_id UUID NOT NULL,
  digest BYTEA NOT NULL CONSTRAINT requests_digest_check CHECK (octet_length(digest) = 16),  -- of what was asked
  answer BYTEA,                         -- never text of a document
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  PRIMARY KEY (user_id, request_id)
);

CREATE INDEX idx_requests_created ON requests USING BRIN(created_at);

CREATE TABLE example_requests (
  request_id UUID PRIMARY KEY,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

CREATE INDEX idx_example_requests_created ON example_requests USING BRIN(created_at);

COMMIT;
