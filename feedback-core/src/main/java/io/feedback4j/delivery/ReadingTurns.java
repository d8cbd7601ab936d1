package io.feedback4j.delivery;

import io.feedback4j.store.LeaseStore;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one node at a time read an assistant's list, to spare the destination. Two that read it all the same, because one
 * stood still meanwhile, do no harm: what they found out is written down under the fence. Not thread-safe.
 */
final class ReadingTurns {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingTurns.class);
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration RENEWAL = TURN.dividedBy(3);

    private final LeaseStore leases;
    private final String destination;
    private final String owner;
    private final LongSupplier nanoTime;
    /** Since when, by assistant. */
    private final Map<String, Long> held = new HashMap<>();

    ReadingTurns(LeaseStore leases, String destination, String owner, LongSupplier nanoTime) {
        this.leases = leases;
        this.destination = destination;
        this.owner = owner;
        this.nanoTime = nanoTime;
    }

    /** Names the right to read an assistant's list. */
    static String name(String destination, String assistantId) {
        return "read " + destination + " " + assistantId;
    }

    /** @return whether the list may be read now */
    boolean begin(String assistantId) {
        boolean taken = leases.take(name(destination, assistantId), owner, TURN);
        if (taken) {
            held.put(assistantId, nanoTime.getAsLong());
        }
        return taken;
    }

    /** Goes on holding what is being read. */
    void renew() {
        long now = nanoTime.getAsLong();
        held.replaceAll((assistantId, since) -> {
            if (now - since < RENEWAL.toNanos()) {
                return since;
            }
            boolean unused = leases.take(name(destination, assistantId), owner, TURN);
            return now;
        });
    }

    /** @param silence for how long nobody else needs to read it again */
    void end(String assistantId, Duration silence) {
        held.remove(assistantId);
        try {
            boolean unused = leases.take(name(destination, assistantId), owner, silence);
        } catch (StoreException e) {
            LOG.debug("The right to read ends by itself", e);
        }
    }
}
