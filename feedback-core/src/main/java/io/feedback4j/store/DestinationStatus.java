package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a destination is doing for one assistant. Survives a restart.
 *
 * @param destination its name
 * @param assistantId for which assistant
 * @param state how it is
 * @param since since when
 * @param nextAt when the next delivery is tried as a probe; {@code null} when open, or when nothing is tried
 * @param failures how many tries in a row failed
 * @param reason why it is not open, for an operator; {@code null} when open
 */
public record DestinationStatus(
        String destination,
        String assistantId,
        State state,
        Instant since,
        @Nullable Instant nextAt,
        int failures,
        @Nullable String reason) {

    /** How a destination can be. While it is not {@link #OPEN} its deliveries wait. */
    public enum State {
        /** Takes what it is sent. */
        OPEN,
        /** Asked for a pause (429), or cannot be reached or answers with errors of its own. */
        PAUSED,
        /** Refuses for a reason that only an operator can mend: 401, 403, a redirect, the same refusal for everything. */
        MISCONFIGURED,
        /** Says that this assistant, or the whole service, does not exist: 404, 410. */
        GONE,
        /** None is configured: feedback is kept and waits. */
        ABSENT;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word in JSON and in the tables. */
        public String word() {
            return word;
        }

        /** @throws IllegalArgumentException when no state has this word */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public DestinationStatus {
        requireNonNull(destination, "destination");
        requireNonNull(assistantId, "assistantId");
        requireNonNull(state, "state");
        requireNonNull(since, "since");
    }
}
