package io.feedback4j.web;

import java.time.Duration;

/** The answers of those who cannot pass a request on, or have passed it on in vain. */
final class Unavailable {
    private static final Duration UNTIL_AN_OPERATOR_HAS_ACTED = Duration.ofMinutes(1);

    private Unavailable() {}

    /** The settings are wrong. */
    static Answer misconfigured(Links links) {
        return answer(
                "Feedback is not set up correctly; the server's log says what is wrong.",
                UNTIL_AN_OPERATOR_HAS_ACTED,
                links);
    }

    /** Too many requests wait already. Nothing was kept. */
    static Answer busy(Links links) {
        return answer("Too many requests are waiting.", Duration.ofSeconds(1), links);
    }

    /** No answer in time. Whether something was kept is not known; an Idempotency-Key makes repeating safe. */
    static Answer late(Links links) {
        return answer("There was no answer in time.", Duration.ofSeconds(2), links);
    }

    private static Answer answer(String detail, Duration retryAfter, Links links) {
        return Answers.problem(Problem.of(ProblemKind.BUSY, detail).retryAfter(retryAfter), links);
    }
}
