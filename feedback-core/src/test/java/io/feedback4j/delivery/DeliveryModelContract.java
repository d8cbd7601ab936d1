package io.feedback4j.delivery;

import static org.assertj.core.api.Assertions.fail;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens in whatever order, what is promised holds after each step: random sequences on a real store with the
 * real deciding classes, against a model that knows only what was said and what the destination got. A sequence that
 * breaks a promise is made shorter as long as it still breaks one, and printed.
 *
 * <p>{@code -Dfeedback.model.seed=…} repeats a run, {@code -Dfeedback.model.steps=…} sets its length.
 */
abstract class DeliveryModelContract {
    private static final int STEPS_IN_A_SEQUENCE = 250;
    private static final int TRIES_TO_SHORTEN = 3_000;

    /** A store, empty. */
    interface Stores extends AutoCloseable {
        FeedbackStore feedback();

        DeliveryStore deliveries();

        @Override
        void close();
    }

    /** Opens an empty store for the destination {@value ModelDestination#NAME} with a settle window of 30 seconds. */
    abstract Stores open(InstantSource clock);

    /** How many steps are taken where nobody says. */
    abstract int steps();

    @Test
    void keepsItsPromisesWhateverHappens() {
        long seed = Long.getLong("feedback.model.seed", System.nanoTime());
        int steps = Integer.getInteger("feedback.model.steps", steps());
        System.out.println("-Dfeedback.model.seed=" + seed + " -Dfeedback.model.steps=" + steps);
        for (int taken = 0; taken < steps; taken += STEPS_IN_A_SEQUENCE) {
            tryOne(seed + taken);
        }
    }

    private void tryOne(long seed) {
        Random random = new Random(seed);
        ModelSettings settings = ModelSettings.random(random);
        List<ModelStep> steps = Stream.generate(() -> ModelStep.random(random))
                .limit(STEPS_IN_A_SEQUENCE)
                .toList();
        RuntimeException failure = run(settings, steps);
        if (failure != null) {
            report(seed, settings, steps, failure);
        }
    }

    private void report(long seed, ModelSettings settings, List<ModelStep> steps, RuntimeException failure) {
        List<ModelStep> shortest = shorten(settings, steps);
        RuntimeException last = run(settings, shortest);
        fail(
                "%s%n-Dfeedback.model.seed=%d -Dfeedback.model.steps=1%n%s%n%s",
                last == null ? failure : last,
                seed,
                settings,
                shortest.stream().map(ModelStep::toString).collect(Collectors.joining("\n")));
    }

    /** Leaves out larger and then smaller parts, as long as what is left still fails. */
    private List<ModelStep> shorten(ModelSettings settings, List<ModelStep> failing) {
        List<ModelStep> shortest = failing;
        int tries = 0;
        for (int part = failing.size() / 2; part > 0; part = part / 2) {
            for (int from = 0; from < shortest.size() && tries < TRIES_TO_SHORTEN; tries++) {
                List<ModelStep> shorter = new ArrayList<>(shortest);
                shorter.subList(from, Math.min(shortest.size(), from + part)).clear();
                if (run(settings, shorter) != null) {
                    shortest = shorter;
                } else {
                    from += part;
                }
            }
        }
        return shortest;
    }

    /** @return how it failed; {@code null} when it did not */
    private @Nullable RuntimeException run(ModelSettings settings, List<ModelStep> steps) {
        MutableClock clock = new MutableClock();
        try (Stores stores = open(clock)) {
            ModelRun run = new ModelRun(stores.feedback(), stores.deliveries(), clock, settings);
            steps.forEach(run::step);
            run.comeToRest();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
