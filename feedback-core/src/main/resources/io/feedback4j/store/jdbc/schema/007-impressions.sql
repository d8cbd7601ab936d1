-- Which messages were shown to whom, once each, so that silence can be counted, too. message_id is '' where the whole
-- session is meant, voter is '' where unknown.
CREATE TABLE impression (
    assistant_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    voter TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (assistant_id, session_id, message_id, voter)
);

-- Finds what is new in a fixed order, and what is old.
CREATE INDEX impression_seen ON impression (seen_at, assistant_id, session_id, message_id, voter);
