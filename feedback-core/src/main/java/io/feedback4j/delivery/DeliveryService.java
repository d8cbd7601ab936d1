package io.feedback4j.delivery;

import static java.util.Objects.requireNonNull;

import io.feedback4j.background.Loop;
import io.feedback4j.background.Workers;
import io.feedback4j.store.DestinationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers feedback to one destination, on threads of its own, until it is closed.
 *
 * <p>Thread-safe.
 */
public final class DeliveryService implements Delivering {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryService.class);
    /** How long closing waits for requests that are on their way. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** How long closing waits for the running round, and for a reading of the destination's list. */
    private static final Duration SHORT_GRACE = Duration.ofSeconds(3);

    private final Destination destination;
    private final Workers senders;
    private final Workers readers;
    private final DeliveryRound round;
    private volatile @Nullable Loop loop;
    private boolean closed;

    private DeliveryService(Destination destination, DeliveryPorts ports, DeliveryOptions options) {
        this.destination = requireNonNull(destination, "destination");
        String name = "deliver-" + destination.name();
        this.senders = new Workers(name, options.concurrency(), GRACE);
        this.readers = new Workers(name + "-lookup", 1, SHORT_GRACE);
        Crew crew = new Crew(senders, readers, () -> ThreadLocalRandom.current().nextDouble(), this::wake);
        this.round = new DeliveryRound(destination, ports, options, crew);
    }

    /**
     * Starts delivering. What another owner was sending is uncertain from now on, where the options say that there can be
     * no other.
     *
     * @param destination closed by {@link #close()}
     */
    public static DeliveryService start(Destination destination, DeliveryPorts ports, DeliveryOptions options) {
        DeliveryService service = new DeliveryService(destination, ports, options);
        service.loop = Loop.start("deliver-" + destination.name(), service.round, SHORT_GRACE);
        return service;
    }

    @Override
    public void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    @Override
    public String destination() {
        return destination.name();
    }

    @Override
    public List<DestinationStatus> statuses() {
        return round.healths().statuses();
    }

    /** The destination, if it shows what it has. */
    public Optional<ListedDestination> listed() {
        return destination instanceof ListedDestination listed ? Optional.of(listed) : Optional.empty();
    }

    /** Somebody else could not read the destination's list; what that says of the destination counts here, too. */
    public void listFailed(String assistantId, Outcome outcome) {
        round.lookUps().failed(assistantId, outcome);
    }

    /** Why what is uncertain cannot be looked up, in plain words, by assistant; empty when it can. */
    public Map<String, String> lookUpProblems() {
        return round.lookUps().problems();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        String stuck = round.pulse().problem();
        if (stuck != null) {
            problems.add(destination.name() + ": " + stuck);
        }
        if (round.setAside() > 0) {
            problems.add(round.setAside() + " feedbacks cannot be sent to " + destination.name()
                    + " for a fault of the product's own, as the log says; they wait, and the others are sent");
        }
        round.unresolved()
                .byAssistant()
                .forEach((assistant, count) -> problems.add(count + " deliveries to " + destination.name() + " for "
                        + assistant + " may have arrived or not, "
                        + round.policy().outlook()));
        problems.addAll(lookUpProblems().values());
        problems.addAll(round.lag().problems(destination.name()));
        return problems;
    }

    @Override
    public List<String> notices() {
        return List.of();
    }

    /** When a round of delivery last came to its end; before the first, when this was started. */
    public Instant lastRoundAt() {
        return round.pulse().lastAt();
    }

    /** The class of what the last round failed with; {@code null} when it did not fail. */
    public @Nullable String lastRoundFailure() {
        return round.pulse().failure();
    }

    /**
     * Claims nothing more, waits at most about ten seconds for the requests on their way, and writes down how they ended:
     * what was not sent is given back, what was not answered is uncertain. The store must still be open. Idempotent.
     */
    @Override
    public synchronized void close() {
        Loop running = loop;
        if (closed || running == null) {
            return;
        }
        closed = true;
        round.stop();
        running.close();
        senders.close();
        round.finish(SHORT_GRACE);
        try {
            destination.close();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.warn("Destination {} could not be closed", destination.name(), e);
        }
        readers.close();
    }
}
