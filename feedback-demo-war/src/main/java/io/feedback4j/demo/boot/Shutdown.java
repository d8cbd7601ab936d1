package io.feedback4j.demo.boot;

import java.io.IOException;
import java.net.URLClassLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the process is told to stop: first the server, then its class loader, then the temporary folder.
 * One hook for all three, because hooks run at the same time and the folder must go last.
 */
final class Shutdown implements Runnable {
    private final TemporaryFolder folder;
    private final URLClassLoader loader;
    private final AtomicReference<@Nullable AutoCloseable> server = new AtomicReference<>();

    Shutdown(TemporaryFolder folder, URLClassLoader loader) {
        this.folder = folder;
        this.loader = loader;
    }

    /** This is to be stopped before anything is removed. */
    void stopFirst(AutoCloseable started) {
        server.set(started);
    }

    @Override
    public void run() {
        try {
            AutoCloseable started = server.get();
            if (started != null) {
                started.close();
            }
        } catch (Exception problem) {
            System.err.println("Could not stop the server: " + problem);
        }
        try {
            loader.close();
            folder.delete();
        } catch (IOException problem) {
            System.err.println("Could not remove " + folder.path() + ": " + problem);
        }
    }
}
