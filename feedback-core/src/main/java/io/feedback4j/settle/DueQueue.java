package io.feedback4j.settle;

import io.feedback4j.model.Feedback;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What is due at one destination until somebody takes it; bounded in number and weight. Thread-safe. */
final class DueQueue {
    /** How many are kept. */
    static final int MAX = 1_024;
    /** How many bytes are kept at the most. */
    static final long MAX_WEIGHT = 4 << 20;

    private final long maximumWeight;
    private final AtomicLong weight = new AtomicLong();
    private final BlockingQueue<Feedback> queue = new ArrayBlockingQueue<>(MAX);

    /** @param maximumWeight in bytes; more than {@link #MAX_WEIGHT} is that */
    DueQueue(long maximumWeight) {
        this.maximumWeight = Math.min(maximumWeight, MAX_WEIGHT);
    }

    /** @return whether there was room */
    boolean offer(Feedback feedback) {
        int added = Settling.weight(feedback);
        boolean fits = weight.addAndGet(added) <= maximumWeight;
        if (fits && queue.offer(feedback)) {
            return true;
        }
        weight.addAndGet(-added);
        return false;
    }

    /** Takes out at most this many, oldest first. */
    List<Feedback> take(int limit) {
        List<Feedback> taken = new ArrayList<>(Math.min(limit, queue.size()));
        queue.drainTo(taken, limit);
        for (Feedback feedback : taken) {
            weight.addAndGet(-Settling.weight(feedback));
        }
        return taken;
    }
}
