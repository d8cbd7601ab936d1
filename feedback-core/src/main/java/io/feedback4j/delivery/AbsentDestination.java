package io.feedback4j.delivery;

import io.feedback4j.background.Loop;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands in for a destination that is not configured: claims nothing, and only notes that it is absent, as soon as the
 * store can be written to.
 *
 * <p>Thread-safe.
 */
public final class AbsentDestination implements Delivering {
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration DONE = Duration.ofDays(1);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String destination;
    private final String problem;
    private final List<DestinationStatus> statuses;
    private final Loop loop;

    private AbsentDestination(
            String destination, String problem, List<DestinationStatus> statuses, DeliveryPorts ports) {
        this.destination = destination;
        this.problem = problem;
        this.statuses = statuses;
        this.loop = Loop.start("absent", () -> note(ports), GRACE);
    }

    /**
     * Starts to note that it is absent.
     *
     * @param destination its name, such as {@code twilio}
     * @param missing the settings that would have to be set
     */
    public static AbsentDestination start(
            String destination, DeliveryPorts ports, DeliveryOptions options, String missing) {
        Instant now = ports.clock().instant();
        List<DestinationStatus> statuses = new ArrayList<>();
        for (String assistant : options.assistants()) {
            statuses.add(new DestinationStatus(destination, assistant, State.ABSENT, now, null, 0, "set " + missing));
        }
        String problem = destination + " is absent: votes wait. Set " + missing;
        return new AbsentDestination(destination, problem, List.copyOf(statuses), ports);
    }

    /** Nothing is delivered. */
    @Override
    public void wake() {}

    @Override
    public String destination() {
        return destination;
    }

    /** It was configured so. */
    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public List<String> notices() {
        return List.of(problem);
    }

    /** One for each assistant, all of them absent. */
    @Override
    public List<DestinationStatus> statuses() {
        return statuses;
    }

    private Duration note(DeliveryPorts ports) {
        try {
            statuses.forEach(ports.store()::save);
            return DONE;
        } catch (StoreException e) {
            return RETRY;
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
