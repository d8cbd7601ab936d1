-- What was masked in a feedback's text: e-mail addresses, phone numbers, cards, such as 1,0,2; '' for nothing.
ALTER TABLE feedback ADD COLUMN masked TEXT NOT NULL DEFAULT '';

-- The words a vote is about, once for each message: who said so is believed more the higher the rank.
CREATE TABLE context (
    assistant_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    masked TEXT NOT NULL,
    source TEXT NOT NULL,
    rank INTEGER NOT NULL,
    kept_at BIGINT NOT NULL,
    PRIMARY KEY (assistant_id, session_id, message_id)
);

CREATE INDEX context_age ON context (kept_at);
