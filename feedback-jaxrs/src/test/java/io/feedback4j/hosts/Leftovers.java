package io.feedback4j.hosts;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.runtime.ObjectMethods;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an application of ours has left behind when it is gone: nothing. */
final class Leftovers {
    /** Less than the minute after which an idle worker ends by itself, left behind or not. */
    private static final Duration THREADS_END = Duration.ofSeconds(30);

    private static final Duration LOADER_GOES = Duration.ofSeconds(60);
    private static final long ROUND_MILLIS = 100;

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();

    private Leftovers() {}

    /** Remembers what is there before the application is. */
    static Leftovers since() {
        return new Leftovers();
    }

    /** Waits for threads of ours that are on their way out. */
    void haveNoThread() {
        long end = System.nanoTime() + THREADS_END.toNanos();
        for (Thread thread : threadsOfOurs()) {
            try {
                NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        assertThat(threadsOfOurs()).isEmpty();
    }

    private Set<Thread> threadsOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !threadsBefore.contains(thread))
                .filter(thread -> thread.getName().startsWith("feedback-"))
                .collect(Collectors.toSet());
    }

    /** Waits until the garbage collector has taken the class loader. */
    static void collect(WeakReference<ClassLoader> loader, ReferenceQueue<ClassLoader> queue) {
        displaceLastRecord();
        long end = System.nanoTime() + LOADER_GOES.toNanos();
        while (loader.get() != null && System.nanoTime() < end) {
            System.gc();
            try {
                queue.remove(ROUND_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        ClassLoader held = loader.get();
        if (held != null) {
            fail(Holders.of(held));
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError(e);
    }

    /**
     * Java 17 itself holds the component types of the record that was compared, hashed or printed last, for as long as
     * no other record takes its place (JDK-8078641, mended in later versions). Here one does.
     */
    private static void displaceLastRecord() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle name = lookup.findVirtual(Last.class, "name", MethodType.methodType(String.class));
            for (String method : List.of("equals", "hashCode", "toString")) {
                ObjectMethods.bootstrap(lookup, method, MethodHandle.class, Last.class, "name", name);
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private record Last(String name) {}
}
