package io.feedback4j.web;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A request on its way to an endpoint.
 *
 * @param variables the values of the route's variables, decoded, in order
 * @param links addresses of our own, as this caller should see them
 * @param admission asked once, just before something is kept: whether there is room to wait for that
 */
record Call(Request request, List<String> variables, Links links, BooleanSupplier admission) {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** @throws ProblemException when too many wait already; nothing has been kept then */
    void admit() {
        if (!admission.getAsBoolean()) {
            throw new ProblemException(Problem.of(ProblemKind.BUSY, "Too many requests are waiting")
                    .retryAfter(RETRY_AFTER));
        }
    }

    String variable(int index) {
        return variables.get(index);
    }
}
