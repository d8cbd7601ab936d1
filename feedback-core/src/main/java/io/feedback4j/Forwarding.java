package io.feedback4j;

import io.feedback4j.FeedbackConfig.Credentials;
import io.feedback4j.FeedbackConfig.DeliverySettings;
import io.feedback4j.FeedbackConfig.Twilio;
import io.feedback4j.delivery.AbsentDestination;
import io.feedback4j.delivery.DeliveryOptions;
import io.feedback4j.delivery.DeliveryPorts;
import io.feedback4j.delivery.DeliveryService;
import io.feedback4j.delivery.UncertaintyPolicy;
import io.feedback4j.delivery.twilio.TwilioDestination;
import io.feedback4j.delivery.twilio.TwilioOptions;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.reading.ImportService;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.ImportStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Delivery to Twilio as the settings want it, or its absence. Thread-safe. */
final class Forwarding implements AutoCloseable {
    private static final Duration LOOK_UP_INTERVAL = Duration.ofMinutes(1);

    private final List<String> missing;
    private final @Nullable DeliveryService delivery;
    private final @Nullable AbsentDestination absent;
    private final @Nullable ImportService imports;

    Forwarding(FeedbackConfig config, DeliveryPorts ports, ImportStore importStore, FeedbackIds ids) {
        Credentials credentials = config.twilio().credentials();
        this.missing = missing(config);
        if (credentials == null || isAbsent(config)) {
            this.delivery = null;
            this.absent = AbsentDestination.start(TwilioDestination.NAME, ports, options(config));
            this.imports = null;
        } else {
            TwilioDestination destination = destination(config.twilio(), credentials, config);
            DeliveryService started = DeliveryService.start(destination, ports, options(config));
            this.delivery = started;
            this.absent = null;
            this.imports = Importing.start(config, destination, started, ports, importStore, ids);
        }
    }

    /** Whether nothing can be forwarded, and what is taken in waits. */
    static boolean isAbsent(FeedbackConfig config) {
        return !missing(config).isEmpty();
    }

    /** The settings without which nothing can be forwarded. */
    static List<String> missing(FeedbackConfig config) {
        List<String> missing = new ArrayList<>();
        if (config.assistants().isEmpty()) {
            missing.add("feedback.assistants");
        }
        if (config.twilio().credentials() == null) {
            missing.add("feedback.twilio.account-sid and .auth-token (or .api-key and .api-secret)");
        }
        return missing;
    }

    private static TwilioDestination destination(Twilio twilio, Credentials credentials, FeedbackConfig config) {
        return new TwilioDestination(new TwilioOptions(
                twilio.baseUrl(),
                credentials.user(),
                credentials.password().value(),
                config.delivery().timeout(),
                twilio.trailer(),
                StartLine.version()));
    }

    private static DeliveryOptions options(FeedbackConfig config) {
        DeliverySettings settings = config.delivery();
        Duration twiceTheGrace = settings.grace().multipliedBy(2);
        return DeliveryOptions.builder(config.assistants())
                .concurrency(settings.concurrency())
                .timeout(settings.timeout())
                .grace(settings.grace())
                .uncertainty(UncertaintyPolicy.valueOf(settings.uncertain().name()))
                .lookUpInterval(twiceTheGrace.compareTo(LOOK_UP_INTERVAL) < 0 ? twiceTheGrace : LOOK_UP_INTERVAL)
                .build();
    }

    /** Something is due now. */
    void wake() {
        if (delivery != null) {
            delivery.wake();
        }
    }

    /** How the destination is doing for each assistant. */
    List<DestinationStatus> statuses() {
        if (delivery != null) {
            return delivery.statuses();
        }
        return absent == null ? List.of() : absent.statuses();
    }

    /** Brings in what is upstream; {@code null} where there is no upstream. */
    @Nullable
    ImportService imports() {
        return imports;
    }

    /** What an operator must act on, in plain words, but for what the {@link #statuses} say. */
    List<String> problems() {
        return delivery == null ? List.of() : delivery.problems();
    }

    /** What an operator need not act on, in plain words, but for what the {@link #statuses} say. */
    List<String> notices() {
        if (!missing.isEmpty()) {
            return List.of(TwilioDestination.NAME + " is absent: votes wait. Set " + String.join(" and ", missing));
        }
        return List.of();
    }

    @Override
    public void close() {
        if (imports != null) {
            imports.close();
        }
        if (delivery != null) {
            delivery.close();
        }
        if (absent != null) {
            absent.close();
        }
    }
}
