package io.feedback4j.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers one method on one route. Thread-safe. */
@FunctionalInterface
interface Endpoint {

    /** @throws ProblemException when the request is not served; the handler makes an answer of it */
    CompletionStage<Answer> answer(Call call);

    /** One that has its answer at once. */
    static Endpoint now(Function<Call, Answer> answer) {
        return call -> CompletableFuture.completedFuture(answer.apply(call));
    }
}
