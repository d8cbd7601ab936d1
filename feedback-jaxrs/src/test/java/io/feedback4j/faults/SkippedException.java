package io.feedback4j.faults;

/** What a scenario needs is not there. It is said aloud, and is not a pass. */
final class SkippedException extends Exception {
    private static final long serialVersionUID = 1;

    SkippedException(String reason) {
        super(reason);
    }
}
