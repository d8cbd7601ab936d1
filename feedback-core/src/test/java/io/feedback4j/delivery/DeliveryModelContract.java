package io.feedback4j.delivery;

import static org.assertj.core.api.Assertions.fail;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.testing.Shortest;
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

    /**
     * A store.
     *
     * @param feedback what was said
     * @param deliveries where it went
     */
    record Stores(FeedbackStore feedback, DeliveryStore deliveries) {}

    /**
     * An empty store for the destination {@value ModelDestination#NAME} with a settle window of 30 seconds and 5 minutes at
     * the most. May be the one of the last time, emptied.
     */
    abstract Stores empty();

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
        List<ModelStep> shortest = Shortest.of(steps, shorter -> run(settings, shorter) != null);
        RuntimeException last = run(settings, shortest);
        fail(
                "%s%n-Dfeedback.model.seed=%d -Dfeedback.model.steps=1%n%s%n%s",
                last == null ? failure : last,
                seed,
                settings,
                shortest.stream().map(ModelStep::toString).collect(Collectors.joining("\n")));
    }

    /** @return how it failed; {@code null} when it did not */
    private @Nullable RuntimeException run(ModelSettings settings, List<ModelStep> steps) {
        MutableClock clock = new MutableClock();
        Stores stores = empty();
        try {
            ModelRun run = new ModelRun(stores.feedback(), stores.deliveries(), clock, settings);
            steps.forEach(run::step);
            run.comeToRest();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
