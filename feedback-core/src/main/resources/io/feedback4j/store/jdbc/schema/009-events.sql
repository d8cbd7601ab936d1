-- What happened, by its time. Neither index holds what was just given and waits to settle, so that a vote costs nothing more;
-- and each holds the time alone, because a delivery writes to it: what happened in one millisecond is sorted when it is read.
CREATE INDEX feedback_changed ON feedback (updated_at)
    WHERE status <> 'current';

CREATE INDEX delivery_told ON delivery (updated_at)
    WHERE state IN ('ready', 'uncertain', 'delivered', 'rejected', 'discarded');
