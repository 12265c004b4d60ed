-- Times are milliseconds since 1970, truth values 0 or 1, structures JSON. Rows are appended under a
-- number that rises with time, so that they stay together; only what is looked up again has an index.

CREATE TABLE execution (
  number ${rising_number},
  execution_id TEXT NOT NULL,
  operation TEXT NOT NULL,
  supplied_key TEXT,
  fingerprint TEXT NOT NULL,
  outbound_key TEXT NOT NULL,
  subject TEXT NOT NULL,
  command TEXT NOT NULL,
  lane TEXT,
  generation BIGINT NOT NULL DEFAULT 0,
  lane_shared INTEGER NOT NULL DEFAULT 0,
  effect_in_doubt INTEGER NOT NULL DEFAULT 0,
  -- For how long a repeated request can depend on the outcome.
  kept_millis BIGINT NOT NULL,
  begun_at BIGINT NOT NULL,
  finished_at BIGINT,
  outcome TEXT,
  error_code TEXT,
  failures TEXT,
  aftercare_at BIGINT,
  -- Of a replica. A single process holds its folder instead.
  lease_owner TEXT,
  lease_epoch BIGINT NOT NULL DEFAULT 0,
  lease_until BIGINT NOT NULL DEFAULT 0,
  challenged INTEGER NOT NULL DEFAULT 0
);

CREATE UNIQUE INDEX execution_by_id ON execution (execution_id);

CREATE UNIQUE INDEX execution_unfinished ON execution (fingerprint)
  WHERE finished_at IS NULL AND supplied_key IS NULL;

CREATE UNIQUE INDEX execution_unfinished_by_key ON execution (operation, supplied_key)
  WHERE finished_at IS NULL AND supplied_key IS NOT NULL;

CREATE INDEX execution_by_key ON execution (operation, supplied_key, number)
  WHERE supplied_key IS NOT NULL;

-- Replicas ask here what another has just finished; a single process knows it by itself.
CREATE INDEX execution_recent ON execution (fingerprint, number)
  WHERE ${replicas} AND kept_millis > 0 AND supplied_key IS NULL;

CREATE INDEX execution_aftercare ON execution (aftercare_at)
  WHERE aftercare_at IS NOT NULL;

-- What no two executions may work on at a time. An execution that ends without having touched it is
-- never its newest afterwards: the one before is again. 0 is none.
CREATE TABLE lane (
  name TEXT PRIMARY KEY,
  generation BIGINT NOT NULL,
  newest BIGINT NOT NULL,
  newest_before BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE step (
  execution BIGINT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (execution, name)
);

CREATE TABLE sealed_secret (
  execution BIGINT NOT NULL,
  slot TEXT NOT NULL,
  key_id TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (execution, slot)
);

-- Domain events that are still to be delivered, and those that were given up; what is delivered goes.
CREATE TABLE outbox (
  sequence ${rising_number},
  event_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at BIGINT NOT NULL DEFAULT 0,
  refused_since BIGINT,
  parked_at BIGINT
);

CREATE INDEX outbox_put_off ON outbox (subject)
  WHERE next_attempt_at > 0 AND parked_at IS NULL;

CREATE INDEX outbox_parked ON outbox (parked_at)
  WHERE parked_at IS NOT NULL;

-- For how long an account of a provider was last to leave it alone, whichever replica was told.
CREATE TABLE peer_block (
  account TEXT PRIMARY KEY,
  blocked_from BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL,
  told INTEGER NOT NULL
);

-- Its latest writes. One that is under way ends in the future.
CREATE TABLE peer_write (
  number ${rising_number},
  account TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL
);

CREATE INDEX peer_write_recent ON peer_write (account, ended_at);
