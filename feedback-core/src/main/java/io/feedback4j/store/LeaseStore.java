package io.feedback4j.store;

import java.time.Duration;

/**
 * Rights that one node at a time holds for a while, over everything that shares a store: such as the right to read one
 * destination's list. Whoever holds one and dies loses it when its time is over.
 *
 * <p>A holder that stands still for longer than it asked for does not know that it has lost its right, so what is done
 * under one must be harmless when it is done twice. Thread-safe.
 */
@FunctionalInterface
public interface LeaseStore {

    /**
     * Takes a right, or holds it for longer, or shorter, than before.
     *
     * @param name which right
     * @param owner names who takes it: the same for as long as it goes on holding it
     * @param duration from now on; zero gives it back
     * @return whether the owner has it; {@code false} when somebody else does
     * @throws StoreException on an outage
     */
    boolean take(String name, String owner, Duration duration);
}
