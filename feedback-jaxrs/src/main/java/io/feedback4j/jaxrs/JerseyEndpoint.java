package io.feedback4j.jaxrs;

import io.feedback4j.web.Answer;
import io.feedback4j.web.Engine;
import io.feedback4j.web.EventFeed;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.glassfish.jersey.process.Inflector;

/** Answers a request on Jersey: later where Jersey can, else by waiting. */
final class JerseyEndpoint implements Inflector<ContainerRequestContext, Object> {
    private final Engine engine;
    private final Function<ContainerRequestContext, Peer> peers;

    JerseyEndpoint(Engine engine, Function<ContainerRequestContext, Peer> peers) {
        this.engine = engine;
        this.peers = peers;
    }

    @Override
    public Object apply(ContainerRequestContext request) {
        Peer peer = peers.apply(request);
        RestRequest ours = new RestRequest(request, peer);
        if (!peer.asynchronous()) {
            return RestAnswers.of(engine.await(ours));
        }
        CompletableFuture<Answer> answer = engine.handle(ours).toCompletableFuture();
        return answer.isDone() ? now(answer.join(), peer) : answer.thenApplyAsync(RestAnswers::of, peer.writers());
    }

    private static Object now(Answer answer, Peer peer) {
        EventFeed feed = answer.feed();
        Peer.Feeds feeds = peer.feeds();
        if (feed == null || feeds == null) {
            return RestAnswers.of(answer);
        }
        feeds.begin(answer, feed);
        return neverOfJerseys();
    }

    /** Jersey finds the request started and waits; nothing of its own refers to this, and it goes with the request. */
    private static CompletionStage<Response> neverOfJerseys() {
        return new CompletableFuture<>();
    }
}
