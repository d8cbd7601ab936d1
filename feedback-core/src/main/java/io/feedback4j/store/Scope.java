package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What numbers are about.
 *
 * @param assistantId whose votes; {@code null} for those of all
 * @param from given at this moment or later; the beginning of a quarter of an hour
 * @param until given before this moment; the beginning of a quarter of an hour
 */
public record Scope(@Nullable String assistantId, Instant from, Instant until) {
    /** What votes are added up by. Every time zone of today is a whole number of these away from UTC. */
    public static final Duration BUCKET = Duration.ofMinutes(15);

    public Scope {
        requireNonNull(from, "from");
        requireNonNull(until, "until");
        if (!bucketOf(from).equals(from) || !bucketOf(until).equals(until)) {
            throw new IllegalArgumentException("must be from one quarter of an hour to another");
        }
    }

    /** When the quarter of an hour began in which this moment is. */
    public static Instant bucketOf(Instant moment) {
        long length = BUCKET.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(moment.toEpochMilli(), length) * length);
    }
}
