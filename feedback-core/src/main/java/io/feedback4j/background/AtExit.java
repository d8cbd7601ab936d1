package io.feedback4j.background;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs something when the JVM ends, unless that has become unnecessary before. The last resort where a host tells
 * nobody that it stops: until it is cancelled it keeps the class loader of what it runs.
 *
 * <p>Thread-safe.
 */
public final class AtExit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AtExit.class);

    private final Thread hook;

    private AtExit(Thread hook) {
        this.hook = hook;
    }

    /** @param work what to run; it should take a few seconds at most */
    public static AtExit run(Runnable work) {
        AtExit exit = new AtExit(new Thread(work, "feedback-exit"));
        try {
            Runtime.getRuntime().addShutdownHook(exit.hook);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM ends already", e);
        }
        return exit;
    }

    /** Does not run it any more. Harmless while it runs, and when repeated. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM ends already", e);
        }
    }
}
