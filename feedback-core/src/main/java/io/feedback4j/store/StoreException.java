package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** An outage of the store. Nothing of what was asked has been done, unless the message says that it is not known. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a caller can do about it. */
    public enum Kind {
        /** Too many ask at once. The same may work in a moment, and nothing is wrong with the store. */
        BUSY,
        /** The same may work in a moment: full, not reachable, locked by another process. */
        TRANSIENT,
        /** Nothing will work before somebody acts: a damaged file, a newer schema, missing rights. */
        PERMANENT
    }

    private final Kind kind;

    /** @param message what could not be done and why, for an operator; never the text of a vote */
    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    /** Whether waiting may help. */
    public Kind kind() {
        return kind;
    }
}
