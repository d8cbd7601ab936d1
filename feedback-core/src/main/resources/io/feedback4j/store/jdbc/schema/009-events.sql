-- What happened, in its order. Neither index holds what was just given and waits to settle, so that a vote costs nothing more.
CREATE INDEX feedback_changed ON feedback (updated_at, id)
    WHERE status <> 'current';

CREATE INDEX delivery_told ON delivery (updated_at, feedback_id, destination)
    WHERE state IN ('ready', 'uncertain', 'delivered', 'rejected', 'discarded');
