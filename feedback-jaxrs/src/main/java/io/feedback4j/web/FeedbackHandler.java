package io.feedback4j.web;

import static java.util.Objects.requireNonNull;

import io.feedback4j.FeedbackService;
import java.util.concurrent.CompletionStage;

/**
 * All endpoints, for any container. The ways in ({@code jaxrs}, {@code servlet}) translate to and from it and decide
 * nothing.
 *
 * <p>Thread-safe.
 */
public final class FeedbackHandler {
    private final FeedbackService service;

    /** @param voters tells who is voting */
    public FeedbackHandler(FeedbackService service, VoterResolver voters) {
        this.service = requireNonNull(service, "service");
        requireNonNull(voters, "voters");
    }

    /** The service behind it. */
    public FeedbackService service() {
        return service;
    }

    /**
     * Whether a path below the root is one of ours: {@code v1/Assistants/{id}/Feedbacks…} or one of the names under
     * {@code feedback/} that are served. Cheap, and needs no instance, so that a filter can let everything else pass at
     * once.
     *
     * @param path as in {@link Request#path()}
     */
    public static boolean owns(String path) {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers a request whose path is one of ours. Never throws and never completes exceptionally: a bug becomes a 500
     * with an id that is also in the log. The stage may complete later, on a thread of ours, at most two seconds after
     * the request came.
     */
    public CompletionStage<Answer> handle(Request request) {
        throw new UnsupportedOperationException();
    }
}
