-- The rejected in the order in which they were rejected, which is the order of the desk, and by their feedback alone.
CREATE INDEX delivery_desk ON delivery (updated_at, assistant_id, feedback_id, destination, http_status)
    WHERE state = 'rejected';

CREATE INDEX delivery_rejected_feedback ON delivery (feedback_id)
    WHERE state = 'rejected';

-- Who did what, and never what a voter said. Ids grow with time: the milliseconds since 1970 in hex, and something random.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    count BIGINT NOT NULL,
    note TEXT NOT NULL
);
