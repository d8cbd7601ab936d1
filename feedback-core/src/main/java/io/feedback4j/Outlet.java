package io.feedback4j;

import io.feedback4j.delivery.AbsentDestination;
import io.feedback4j.delivery.Delivering;
import io.feedback4j.delivery.DeliveryOptions;
import io.feedback4j.delivery.DeliveryPorts;
import io.feedback4j.delivery.DeliveryService;
import io.feedback4j.delivery.Destination;
import java.util.List;
import java.util.function.Supplier;

/**
 * A destination as the settings want it, before anything is started.
 *
 * @param name the destination's
 * @param address where it sends to, in words that may be shown
 * @param missing the settings without which nothing can be sent; empty when it can
 * @param options how to deliver to it
 * @param destination makes it; not asked while something is missing
 */
record Outlet(
        String name,
        String address,
        List<String> missing,
        DeliveryOptions options,
        Supplier<? extends Destination> destination) {

    Outlet {
        missing = List.copyOf(missing);
    }

    /** Whether nothing can be sent, and what is taken in waits. */
    boolean isAbsent() {
        return !missing.isEmpty();
    }

    /** @param soleOwner whether no other process can have the store open */
    Delivering start(DeliveryPorts ports, boolean soleOwner) {
        return isAbsent()
                ? AbsentDestination.start(name, ports, options, String.join(" and ", missing))
                : DeliveryService.start(destination.get(), ports, options.withSoleOwner(soleOwner));
    }
}
