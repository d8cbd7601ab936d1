package io.feedback4j.faults;

import java.time.Duration;
import java.util.List;

/**
 * How a scenario went on one store.
 *
 * @param drain from the end of the fault until nothing waited any more
 * @param problems why it failed; empty when it did not
 * @param skipped why it was not run; {@code null} when it was
 * @param notes what was measured on the way
 */
record Result(
        Scenario scenario,
        StoreKind store,
        Verdict verdict,
        Duration drain,
        Duration took,
        List<String> problems,
        String skipped,
        List<String> notes) {

    boolean failed() {
        return !problems.isEmpty();
    }
}
