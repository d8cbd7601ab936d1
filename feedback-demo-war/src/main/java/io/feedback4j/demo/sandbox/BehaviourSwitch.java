package io.feedback4j.demo.sandbox;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The switch for {@link Behaviour}. Thread-safe. */
final class BehaviourSwitch {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Behaviour current = Behaviour.NORMAL;
    private int treated;
    private int timesSet;

    Behaviour current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    void set(Behaviour behaviour) {
        lock.lock();
        try {
            current = behaviour;
            treated = 0;
            timesSet++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How the next request is treated. */
    Behaviour next() {
        lock.lock();
        try {
            Behaviour next = current;
            treated++;
            if (next.requests() > 0 && treated >= next.requests()) {
                current = Behaviour.NORMAL;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the delay, or until the switch is set. */
    void waitOut(Behaviour slow) throws InterruptedException {
        lock.lock();
        try {
            long left = slow.delay().toNanos();
            int before = timesSet;
            while (left > 0 && timesSet == before) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
