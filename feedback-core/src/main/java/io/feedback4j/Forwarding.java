package io.feedback4j;

import io.feedback4j.background.Workers;
import io.feedback4j.delivery.Delivering;
import io.feedback4j.delivery.DeliveryPorts;
import io.feedback4j.delivery.DeliveryService;
import io.feedback4j.reading.ImportService;
import io.feedback4j.store.DestinationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Delivery to every destination there is, each on its own, so that none waits for another. Thread-safe. */
final class Forwarding implements AutoCloseable {
    /** Longer than any one of them takes to close. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final List<Delivering> all = new ArrayList<>();
    private @Nullable ImportService imports;

    /**
     * @param soleOwner whether no other process can have the store open
     * @param ports what delivery to the destination of this name stands on
     * @param importing starts the import from a destination with a list; asked for the first of them
     */
    Forwarding(
            List<Outlet> outlets,
            boolean soleOwner,
            Function<String, DeliveryPorts> ports,
            BiFunction<DeliveryService, DeliveryPorts, @Nullable ImportService> importing) {
        try {
            for (Outlet outlet : outlets) {
                DeliveryPorts own = ports.apply(outlet.name());
                Delivering started = outlet.start(own, soleOwner);
                all.add(started);
                if (imports == null && started instanceof DeliveryService delivery) {
                    imports = importing.apply(delivery, own);
                }
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

    /** Brings in what is upstream; {@code null} where no destination has a list. */
    @Nullable
    ImportService imports() {
        return imports;
    }

    /** Closes them side by side: the patience that each has with its running exchanges must not add up. */
    @Override
    public void close() {
        if (imports != null) {
            imports.close();
        }
        try (Workers closers = new Workers("close", Math.max(1, all.size()), GRACE)) {
            all.forEach(one -> closers.execute(one::close));
        }
    }
}
