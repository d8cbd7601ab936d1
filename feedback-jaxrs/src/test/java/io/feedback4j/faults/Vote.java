package io.feedback4j.faults;

/**
 * One thing a client says: a vote, or that it takes the last one back. Its fields change as answers come; used by its
 * client, and read by others after that has ended.
 */
final class Vote {
    final String marker;
    final String session;
    final String key;
    /** What the answer called it; {@code null} while there was none. */
    volatile String id;

    volatile String undo;
    /** Whether somebody tried to take it back, and was told that it was done. */
    volatile boolean undoTried;

    volatile boolean undone;
    /** Whether its session was erased. */
    volatile boolean erased;

    Vote(String marker, String session, String key) {
        this.marker = marker;
        this.session = session;
        this.key = key;
    }

    boolean acknowledged() {
        return id != null;
    }
}
