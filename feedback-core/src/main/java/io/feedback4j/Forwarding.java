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
import io.feedback4j.store.DestinationStatus;
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

    /** @param soleOwner whether no other process can have the store open */
    Forwarding(FeedbackConfig config, DeliveryPorts ports, boolean soleOwner) {
        Credentials credentials = config.twilio().credentials();
        this.missing = missing(config);
        if (credentials == null || isAbsent(config)) {
            this.delivery = null;
            this.absent = AbsentDestination.start(TwilioDestination.NAME, ports, options(config, soleOwner));
        } else {
            this.delivery = DeliveryService.start(
                    destination(config.twilio(), credentials, config), ports, options(config, soleOwner));
            this.absent = null;
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

    private static DeliveryOptions options(FeedbackConfig config, boolean soleOwner) {
        DeliverySettings settings = config.delivery();
        Duration twiceTheGrace = settings.grace().multipliedBy(2);
        return DeliveryOptions.builder(config.assistants())
                .soleOwner(soleOwner)
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

    /** What an operator should know, in plain words. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add(TwilioDestination.NAME + " is absent: votes wait. Set " + String.join(" and ", missing));
            return problems;
        }
        for (DestinationStatus status : statuses()) {
            if (status.state() != DestinationStatus.State.OPEN) {
                problems.add(status.destination() + " is " + status.state().word() + " for " + status.assistantId()
                        + ": " + status.reason());
            }
        }
        if (delivery != null) {
            problems.addAll(delivery.problems());
            if (delivery.duplicates() > 0) {
                problems.add(delivery.duplicates() + " duplicates were found at the destination since the start");
            }
        }
        return problems;
    }

    @Override
    public void close() {
        if (delivery != null) {
            delivery.close();
        }
        if (absent != null) {
            absent.close();
        }
    }
}
