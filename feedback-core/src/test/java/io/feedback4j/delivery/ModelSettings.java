package io.feedback4j.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Under which circumstances a sequence of steps is run.
 *
 * @param nodes one, alone with its store, or two
 * @param lag how long the destination takes to show a record: at most the twice 30 seconds that are promised for
 * @param bufferWeight 0 leaves everything to the sweep
 */
record ModelSettings(int nodes, UncertaintyPolicy policy, Duration lag, boolean newestFirst, long bufferWeight) {

    static ModelSettings random(Random random) {
        UncertaintyPolicy policy =
                random.nextInt(8) == 0 ? UncertaintyPolicy.values()[random.nextInt(3)] : UncertaintyPolicy.RECONCILE;
        List<Integer> lags = List.of(0, 0, 10, 59);
        return new ModelSettings(
                1 + random.nextInt(2),
                policy,
                Duration.ofSeconds(lags.get(random.nextInt(lags.size()))),
                random.nextBoolean(),
                random.nextBoolean() ? 1 << 20 : 0);
    }
}
