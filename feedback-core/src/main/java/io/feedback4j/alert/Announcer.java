package io.feedback4j.alert;

import io.feedback4j.store.Alert;

/** Tells somebody of an alarm. */
@FunctionalInterface
public interface Announcer {

    /** What came of it. */
    enum Result {
        /** It was told. */
        TOLD,
        /** It may be told another time. */
        LATER
    }

    /** Tells it once; blocks for a bounded time and never throws. */
    Result announce(Alert alert);
}
