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

-- How far the watch over each assistant's positive share has come, and what it counted since its test last began.
CREATE TABLE alert_state (
    assistant_id TEXT NOT NULL PRIMARY KEY,
    line DOUBLE PRECISION NOT NULL,
    position TEXT NOT NULL,
    votes BIGINT NOT NULL,
    positive BIGINT NOT NULL,
    armed INTEGER NOT NULL
);

-- What it noticed: few rows.
CREATE TABLE alert (
    id TEXT NOT NULL PRIMARY KEY,
    assistant_id TEXT NOT NULL,
    line DOUBLE PRECISION NOT NULL,
    fired_at BIGINT NOT NULL,
    votes BIGINT NOT NULL,
    positive BIGINT NOT NULL,
    recovered_at BIGINT,
    announced_at BIGINT
);

CREATE INDEX alert_age ON alert (fired_at);
