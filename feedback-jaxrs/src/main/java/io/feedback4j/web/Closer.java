package io.feedback4j.web;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Remembers what is to be closed when an application ends. It is left where all ways in of one application find it.
 *
 * <p>Thread-safe.
 */
public final class Closer implements AutoCloseable {
    private final Deque<Engine> engines = new ArrayDeque<>();

    /** Closes this one, too, when the time comes. */
    public synchronized void add(Engine engine) {
        engines.push(engine);
    }

    /** Closes everything, last in first out. Idempotent. */
    @Override
    public synchronized void close() {
        while (!engines.isEmpty()) {
            engines.pop().close();
        }
    }
}
