package io.feedback4j.delivery;

import io.feedback4j.settle.SettleBuffer;
import io.feedback4j.store.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One process: what it holds in memory, and what its threads would do next. */
final class ModelNode {
    private final SettleBuffer buffer;
    private final List<Runnable> senders = new ArrayList<>();
    private final List<Runnable> readers = new ArrayList<>();
    private final DeliveryRound round;

    ModelNode(
            ModelDestination destination,
            DeliveryPorts ports,
            MutableClock clock,
            long bufferWeight,
            DeliveryOptions options) {
        this.buffer = new SettleBuffer(bufferWeight, clock, clock::nanos, List.of(ModelDestination.NAME));
        DeliveryPorts own = new DeliveryPorts(
                ports.store(),
                limit -> buffer.takeDue(ModelDestination.NAME, limit),
                ports.secret(),
                ports.clock(),
                ports.nanoTime());
        this.round =
                new DeliveryRound(destination, own, options, new Crew(senders::add, readers::add, () -> 0.5, () -> {}));
    }

    /** As the service's own listener does. */
    void written(Written written) {
        if (written instanceof Written.Kept kept) {
            buffer.kept(kept.record().feedback(), kept.settledAt());
        } else if (written instanceof Written.Withdrawn withdrawn) {
            buffer.withdrawn(withdrawn.feedback().target(), withdrawn.feedback().id());
        }
    }

    void round() {
        round.get();
    }

    /** Lets one of the senders do what it was handed. @return whether there was one */
    boolean send(int which) {
        return runOne(senders, which);
    }

    /** Lets the reader read the list. @return whether there was anything to look up */
    boolean lookUp(int which) {
        return runOne(readers, which);
    }

    private static boolean runOne(List<Runnable> waiting, int which) {
        if (waiting.isEmpty()) {
            return false;
        }
        waiting.remove(which % waiting.size()).run();
        return true;
    }

    /** What is on its way gets there, or not, and the answer reaches nobody. */
    void crash(ModelDestination destination, ModelDestination.Answer answer, int how) {
        destination.next = answer;
        for (int i = 0; i < how % 4 && send(0); i++) {
            destination.next = answer;
        }
    }

    void stop() {
        round.stop();
        round.finish(Duration.ofSeconds(30));
    }
}
