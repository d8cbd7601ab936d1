-- What was said: one row for each accepted request, never edited but for status and blanking.
-- Times are milliseconds since 1970 in UTC. message_id is '' where the whole session is meant, voter is '' where unknown.
CREATE TABLE feedback (
    id TEXT NOT NULL PRIMARY KEY,
    assistant_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    voter TEXT NOT NULL,
    number BIGINT NOT NULL,
    score DOUBLE PRECISION,
    text TEXT NOT NULL,
    reasons TEXT NOT NULL,
    status TEXT NOT NULL,
    source TEXT NOT NULL,
    idempotency_key TEXT,
    payload_hash TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX feedback_number ON feedback (assistant_id, session_id, message_id, voter, number);

CREATE UNIQUE INDEX feedback_current ON feedback (assistant_id, session_id, message_id, voter)
    WHERE status = 'current';

CREATE UNIQUE INDEX feedback_key ON feedback (assistant_id, session_id, voter, idempotency_key)
    WHERE idempotency_key IS NOT NULL;

CREATE INDEX feedback_page ON feedback (assistant_id, id);

-- Where it went: one row for each feedback and destination. available_at is when something happens next, and null
-- exactly when nothing will; assistant_id repeats the feedback's, so that what waits is found without a join.
CREATE TABLE delivery (
    feedback_id TEXT NOT NULL,
    destination TEXT NOT NULL,
    assistant_id TEXT NOT NULL,
    state TEXT NOT NULL,
    available_at BIGINT,
    settling_since BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    absences INTEGER NOT NULL,
    fence BIGINT NOT NULL,
    lease_owner TEXT,
    lease_until BIGINT,
    first_attempt_at BIGINT,
    last_attempt_at BIGINT,
    fingerprint TEXT,
    upstream_id TEXT,
    http_status INTEGER,
    problem TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (feedback_id, destination)
);

-- Finds what is due, and counts the states of all deliveries without a look at the table.
CREATE INDEX delivery_state ON delivery (destination, state, assistant_id, available_at, created_at);

CREATE INDEX delivery_rejected ON delivery (assistant_id, feedback_id)
    WHERE state = 'rejected';

CREATE UNIQUE INDEX delivery_upstream ON delivery (destination, upstream_id)
    WHERE upstream_id IS NOT NULL;

-- How a destination is doing.
CREATE TABLE destination (
    destination TEXT NOT NULL,
    assistant_id TEXT NOT NULL,
    state TEXT NOT NULL,
    since BIGINT NOT NULL,
    next_at BIGINT,
    failures INTEGER NOT NULL,
    reason TEXT,
    PRIMARY KEY (destination, assistant_id)
);

-- What came in and what was deleted for its age, counted apart from the rows, so that the sum can be checked.
CREATE TABLE ledger (
    destination TEXT NOT NULL,
    node TEXT NOT NULL,
    accepted BIGINT NOT NULL,
    purged BIGINT NOT NULL,
    PRIMARY KEY (destination, node)
);
