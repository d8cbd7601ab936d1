package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * How many are to be sent one after the other: the first at once, each further one a little later.
 *
 * @param from when the first is sent
 * @param apart how much later the next is
 */
public record Pace(Instant from, Duration apart) {

    public Pace {
        requireNonNull(from, "from");
        if (apart.isNegative()) {
            throw new IllegalArgumentException("apart must not be negative, was " + apart);
        }
    }

    /** When one is sent that has so many before it. */
    public Instant at(long before) {
        return from.plus(apart.multipliedBy(before));
    }

    /** The same for whoever comes behind so many. */
    public Pace behind(long before) {
        return new Pace(at(before), apart);
    }
}
