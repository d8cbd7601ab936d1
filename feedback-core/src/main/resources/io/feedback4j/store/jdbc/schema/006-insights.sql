-- The numbers: sums of what is current, and what has changed since they were made.

-- What began or ceased to count, one row for each transaction that changed any of it, until it is folded into the sums.
CREATE TABLE count_change (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    size BIGINT NOT NULL,
    changes TEXT NOT NULL
);

-- Sums by the quarter of an hour in which votes were given; scores and their squares in billionths, which add up exactly.
CREATE TABLE vote_bucket (
    bucket BIGINT NOT NULL,
    assistant_id TEXT NOT NULL,
    votes BIGINT NOT NULL,
    scored BIGINT NOT NULL,
    positive BIGINT NOT NULL,
    negative BIGINT NOT NULL,
    comments BIGINT NOT NULL,
    reasoned BIGINT NOT NULL,
    score_sum BIGINT NOT NULL,
    score_squares BIGINT NOT NULL,
    h0 BIGINT NOT NULL,
    h1 BIGINT NOT NULL,
    h2 BIGINT NOT NULL,
    h3 BIGINT NOT NULL,
    h4 BIGINT NOT NULL,
    h5 BIGINT NOT NULL,
    h6 BIGINT NOT NULL,
    h7 BIGINT NOT NULL,
    h8 BIGINT NOT NULL,
    h9 BIGINT NOT NULL,
    h10 BIGINT NOT NULL,
    PRIMARY KEY (bucket, assistant_id)
);

CREATE TABLE reason_bucket (
    bucket BIGINT NOT NULL,
    assistant_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    votes BIGINT NOT NULL,
    PRIMARY KEY (bucket, assistant_id, reason)
);

-- Sessions by the quarter of an hour of their first vote, each with its own share and mean (in billionths).
CREATE TABLE session_bucket (
    bucket BIGINT NOT NULL,
    assistant_id TEXT NOT NULL,
    sessions BIGINT NOT NULL,
    scored BIGINT NOT NULL,
    with_negative BIGINT NOT NULL,
    share_sum BIGINT NOT NULL,
    share_squares BIGINT NOT NULL,
    mean_sum BIGINT NOT NULL,
    mean_squares BIGINT NOT NULL,
    PRIMARY KEY (bucket, assistant_id)
);

CREATE TABLE first_negative (
    bucket BIGINT NOT NULL,
    assistant_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    sessions BIGINT NOT NULL,
    PRIMARY KEY (bucket, assistant_id, position)
);

-- One row for each session and message that has votes which count; low and high are of the interval of its share.
-- first_negative is the place of the first vote below one half, 0 without; at is the first vote's time.
CREATE TABLE session_total (
    assistant_id TEXT NOT NULL,
    name TEXT NOT NULL,
    votes BIGINT NOT NULL,
    scored BIGINT NOT NULL,
    positive BIGINT NOT NULL,
    negative BIGINT NOT NULL,
    score_sum BIGINT NOT NULL,
    at BIGINT NOT NULL,
    first_negative BIGINT NOT NULL,
    low DOUBLE PRECISION NOT NULL,
    high DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (assistant_id, name)
);

CREATE INDEX session_total_at ON session_total (at);

CREATE INDEX session_total_worst ON session_total (high, assistant_id, name) WHERE scored >= 5;

CREATE INDEX session_total_best ON session_total (low, assistant_id, name) WHERE scored >= 5;

CREATE INDEX session_total_most ON session_total (votes, assistant_id, name) WHERE scored >= 5;

-- at is when a vote was last given.
CREATE TABLE message_total (
    assistant_id TEXT NOT NULL,
    name TEXT NOT NULL,
    votes BIGINT NOT NULL,
    scored BIGINT NOT NULL,
    positive BIGINT NOT NULL,
    negative BIGINT NOT NULL,
    score_sum BIGINT NOT NULL,
    at BIGINT NOT NULL,
    first_negative BIGINT NOT NULL,
    low DOUBLE PRECISION NOT NULL,
    high DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (assistant_id, name)
);

CREATE INDEX message_total_at ON message_total (at);

CREATE INDEX message_total_worst ON message_total (high, assistant_id, name) WHERE scored >= 5;

CREATE INDEX message_total_best ON message_total (low, assistant_id, name) WHERE scored >= 5;

CREATE INDEX message_total_most ON message_total (votes, assistant_id, name) WHERE scored >= 5;

-- Many votes of one session within a quarter of an hour: what of the sums above is theirs. included is 1 where an operator
-- has said that they count. reasons is as many of each as there are, a line each.
CREATE TABLE burst (
    id TEXT NOT NULL PRIMARY KEY,
    bucket BIGINT NOT NULL,
    assistant_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    included BIGINT NOT NULL,
    reasons TEXT NOT NULL,
    votes BIGINT NOT NULL,
    scored BIGINT NOT NULL,
    positive BIGINT NOT NULL,
    negative BIGINT NOT NULL,
    comments BIGINT NOT NULL,
    reasoned BIGINT NOT NULL,
    score_sum BIGINT NOT NULL,
    score_squares BIGINT NOT NULL,
    h0 BIGINT NOT NULL,
    h1 BIGINT NOT NULL,
    h2 BIGINT NOT NULL,
    h3 BIGINT NOT NULL,
    h4 BIGINT NOT NULL,
    h5 BIGINT NOT NULL,
    h6 BIGINT NOT NULL,
    h7 BIGINT NOT NULL,
    h8 BIGINT NOT NULL,
    h9 BIGINT NOT NULL,
    h10 BIGINT NOT NULL
);

CREATE INDEX burst_bucket ON burst (bucket);

CREATE INDEX burst_session ON burst (assistant_id, session_id);

-- What happened to the assistant or its application, drawn in the trend. assistant_id is '' where it is about all.
CREATE TABLE marker (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    assistant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL
);

CREATE INDEX marker_at ON marker (at);
