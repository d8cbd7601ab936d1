package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** A service that several ways in share, with what belongs to it. Guarded by {@link Engines}. */
final class RunningService {
    private final FeedbackService service;
    private final boolean ours;
    private final Deadlines deadlines = new Deadlines(Engine.ANSWER_LIMIT);
    private final Semaphore waiting = Engine.newWaitingRoom();
    private final Map<VoterResolver, FeedbackHandler> handlers = new IdentityHashMap<>();
    private int shares;

    /** @param ours whether it is closed with the last share; a host closes its own */
    RunningService(FeedbackService service, boolean ours) {
        this.service = service;
        this.ours = ours;
    }

    FeedbackService service() {
        return service;
    }

    /** @param release what to run when the engine is closed */
    Engine share(VoterResolver voters, Runnable release) {
        FeedbackHandler handler = handlers.computeIfAbsent(voters, resolver -> new FeedbackHandler(service, resolver));
        shares++;
        return new Engine(service, (request, admission) -> answer(handler, request, admission), waiting, release);
    }

    private CompletionStage<Answer> answer(FeedbackHandler handler, Request request, BooleanSupplier admission) {
        Links links = Links.of(service.config().access().publicUrl(), request);
        return deadlines.limit(handler.handle(request, admission), () -> Unavailable.late(links));
    }

    /** @return whether that was the last share */
    boolean giveBack() {
        shares--;
        return shares == 0;
    }

    /** Those who listen go before the store does; then the service, so that what it has taken in is answered properly. */
    void close() {
        handlers.values().forEach(FeedbackHandler::close);
        try {
            if (ours) {
                service.close();
            }
        } finally {
            deadlines.close();
        }
    }
}
