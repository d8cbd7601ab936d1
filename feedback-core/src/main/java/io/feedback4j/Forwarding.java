package io.feedback4j;

import io.feedback4j.background.Workers;
import io.feedback4j.delivery.Delivering;
import io.feedback4j.delivery.DeliveryPorts;
import io.feedback4j.store.DestinationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Delivery to every destination there is, each on its own, so that none waits for another. Thread-safe. */
final class Forwarding implements AutoCloseable {
    /** Longer than any one of them takes to close. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final List<Delivering> all = new ArrayList<>();

    /**
     * @param soleOwner whether no other process can have the store open
     * @param ports what delivery to the destination of this name stands on
     */
    Forwarding(List<Outlet> outlets, boolean soleOwner, Function<String, DeliveryPorts> ports) {
        try {
            for (Outlet outlet : outlets) {
                all.add(outlet.start(ports.apply(outlet.name()), soleOwner));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Something is due now. */
    void wake() {
        all.forEach(Delivering::wake);
    }

    /** How each destination is doing for each assistant. */
    List<DestinationStatus> statuses() {
        return all.stream().flatMap(one -> one.statuses().stream()).toList();
    }

    /** What an operator must act on, in plain words, but for what the {@link #statuses} say. */
    List<String> problems() {
        return all.stream().flatMap(one -> one.problems().stream()).toList();
    }

    /** What an operator need not act on, in plain words, but for what the {@link #statuses} say. */
    List<String> notices() {
        return all.stream().flatMap(one -> one.notices().stream()).toList();
    }

    /** How many records were found more than once since the start, by destination. */
    Map<String, Long> duplicates() {
        Map<String, Long> duplicates = new TreeMap<>();
        all.forEach(one -> duplicates.put(one.destination(), one.duplicates()));
        return duplicates;
    }

    /** Closes them side by side: the patience that each has with its running exchanges must not add up. */
    @Override
    public void close() {
        try (Workers closers = new Workers("close", Math.max(1, all.size()), GRACE)) {
            all.forEach(one -> closers.execute(one::close));
        }
    }
}
