package io.feedback4j.faults;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Lets time pass, and waits for what is to become true. */
final class Waiting {
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Waiting() {}

    /** Lets this much time pass. A fault has to last. */
    static void pause(Duration time) throws InterruptedException {
        if (NEVER.await(time.toNanos(), NANOSECONDS)) {
            throw new AssertionError();
        }
    }

    /** @return whether it became true in time; what throws is not true yet */
    static boolean until(Duration limit, Callable<Boolean> condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            if (isTrue(condition)) {
                return true;
            }
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(BETWEEN_LOOKS);
        }
    }

    private static boolean isTrue(Callable<Boolean> condition) throws InterruptedException {
        try {
            return condition.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return false;
        }
    }

    /** How long it is since a moment of {@link System#nanoTime}. */
    static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
