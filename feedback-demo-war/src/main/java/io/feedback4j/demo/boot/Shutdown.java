package io.feedback4j.demo.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when the process is told to stop: what was opened is closed, the last first, and then the temporary
 * folder is removed. One hook for all of it, because hooks run at the same time and the folder must go last. Who is
 * told to stop while the start is under way lets it come to its end first: a server cannot be stopped halfway, and must
 * not lose its files while it reads them.
 */
final class Shutdown implements Runnable {
    private static final long PATIENCE_SECONDS = 20;

    private final TemporaryFolder folder;
    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
    private final CountDownLatch startOver = new CountDownLatch(1);
    private volatile boolean underWay;

    Shutdown(TemporaryFolder folder) {
        this.folder = folder;
    }

    /** This is to be closed before what was given earlier, and before anything is removed. */
    void closes(AutoCloseable resource) {
        opened.push(resource);
    }

    /** The start is over, well or not: nothing more will be opened. */
    void startIsOver() {
        startOver.countDown();
    }

    /** Whether the process has been told to stop. */
    boolean isUnderWay() {
        return underWay;
    }

    @Override
    public void run() {
        underWay = true;
        try {
            if (!startOver.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (AutoCloseable each : opened) {
            close(each);
        }
        try {
            folder.delete();
        } catch (IOException | UncheckedIOException problem) {
            System.err.println("Could not remove " + folder.path() + ": " + problem);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception problem) {
            System.err.println("Could not stop in order: " + problem);
        }
    }
}
