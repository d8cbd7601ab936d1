package io.feedback4j.reading;

import java.time.Duration;

/** Lets one node at a time do something. Thread-safe. */
@FunctionalInterface
public interface Turn {

    /**
     * Takes the turn, or keeps it for longer when it is this node's already.
     *
     * @param duration for how long; zero gives it back
     * @return whether it is this node's now
     */
    boolean take(String name, Duration duration);
}
