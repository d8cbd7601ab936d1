package io.feedback4j.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.runtime.ObjectMethods;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an application of ours has left behind when it is gone: nothing. */
final class Leftovers {
    private static final int PATIENCE_ROUNDS = 200;
    private static final long ROUND_MILLIS = 100;

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();

    private Leftovers() {}

    /** Remembers what is there before the application is. */
    static Leftovers since() {
        return new Leftovers();
    }

    void haveNoThread() {
        Set<String> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> name.startsWith("feedback-"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(left).isEmpty();
    }

    /** Waits until the garbage collector has taken the class loader. */
    static void collect(WeakReference<ClassLoader> loader, ReferenceQueue<ClassLoader> queue) {
        displaceLastRecord();
        for (int round = 0; round < PATIENCE_ROUNDS && loader.get() != null; round++) {
            System.gc();
            try {
                queue.remove(ROUND_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail("interrupted");
            }
        }
        assertThat(loader.get()).as("the application's class loader").isNull();
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
