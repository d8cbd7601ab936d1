-- What reading a destination's list is about.

-- When a delivered one is looked for once more: its id there is not known, or it may be there twice.
ALTER TABLE delivery ADD COLUMN look_at BIGINT;

-- 1 once it was not known whether an attempt had arrived.
ALTER TABLE delivery ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;

CREATE INDEX delivery_look ON delivery (destination, assistant_id, look_at)
    WHERE look_at IS NOT NULL;

-- How many records were ever found at the destination beside the one that belongs there.
ALTER TABLE ledger ADD COLUMN duplicates BIGINT NOT NULL DEFAULT 0;

-- What a destination may have and what must not come in from there: records beside the one that belongs there (surplus),
-- and those of feedback that is not kept here any more (purged). name is the record's id there, or, where that is not
-- known (nameless), the id the feedback had here, after a question mark. made_at is when the record was made, at the latest.
CREATE TABLE tombstone (
    destination TEXT NOT NULL,
    name TEXT NOT NULL,
    nameless INTEGER NOT NULL,
    assistant_id TEXT NOT NULL,
    fingerprint TEXT,
    reason TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (destination, name)
);

CREATE INDEX tombstone_nameless ON tombstone (destination, fingerprint)
    WHERE nameless = 1;

CREATE INDEX tombstone_age ON tombstone (made_at);
