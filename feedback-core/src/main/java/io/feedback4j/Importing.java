package io.feedback4j;

import io.feedback4j.delivery.DeliveryPorts;
import io.feedback4j.delivery.DeliveryService;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.reading.ImportOptions;
import io.feedback4j.reading.ImportPorts;
import io.feedback4j.reading.ImportService;
import io.feedback4j.reading.Turn;
import io.feedback4j.store.ImportStore;
import io.feedback4j.store.LeaseStore;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts the import from a destination together with the delivery to it. */
final class Importing {
    private Importing() {}

    /** @return {@code null} where the destination has no list */
    static @Nullable ImportService start(
            FeedbackConfig config,
            DeliveryService delivery,
            DeliveryPorts ports,
            ImportStore imports,
            FeedbackIds ids) {
        ImportPorts stands = new ImportPorts(
                ports.store(),
                imports,
                ports.secret(),
                ids,
                turn(ports.leases()),
                delivery::statuses,
                delivery::listFailed,
                ports.clock(),
                ports.nanoTime());
        ImportOptions options = new ImportOptions(
                config.assistantsOrDefault(),
                config.importSchedule(),
                config.retention(),
                config.delivery().timeout(),
                config.delivery().grace());
        return delivery.listed()
                .map(destination -> ImportService.start(destination, stands, options))
                .orElse(null);
    }

    private static Turn turn(LeaseStore leases) {
        String owner = UUID.randomUUID().toString();
        return (name, duration) -> leases.take(name, owner, duration);
    }
}
