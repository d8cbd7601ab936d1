package io.feedback4j.faults;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Interrupts the threads of requests while they are inside the product, as hosts do that cancel, time out or shut their
 * pools down at once. What leaves the product is not interrupted any more. Thread-safe.
 */
final class Pest implements Filter {
    private static final Duration BETWEEN = Duration.ofMillis(2);

    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();
    private volatile Thread interrupter;

    void start() {
        Thread thread = new Thread(this::interruptEverybody, "pest");
        thread.setDaemon(true);
        interrupter = thread;
        thread.start();
    }

    void stop() {
        interrupter = null;
    }

    private void interruptEverybody() {
        try {
            while (interrupter == Thread.currentThread()) {
                inside.forEach(Thread::interrupt);
                Waiting.pause(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        inside.add(Thread.currentThread());
        try {
            chain.doFilter(request, response);
        } finally {
            inside.remove(Thread.currentThread());
            Thread.interrupted();
        }
    }
}
