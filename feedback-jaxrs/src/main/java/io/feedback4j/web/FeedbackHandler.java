package io.feedback4j.web;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.FeedbackService;
import io.feedback4j.web.Routes.Match;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints, for any container. The ways in ({@code jaxrs}, {@code servlet}) translate to and from it and decide
 * nothing.
 *
 * <p>Thread-safe.
 */
public final class FeedbackHandler {
    private final FeedbackService service;
    private final EventHub hub;
    private final Endpoints endpoints;
    private final Failures failures = new Failures();
    private final @Nullable URI publicUrl;

    /** @param voters tells who is voting */
    public FeedbackHandler(FeedbackService service, VoterResolver voters) {
        this(service, voters, Ticker.systemTicker());
    }

    /** @param ticker the time that rates are measured by */
    FeedbackHandler(FeedbackService service, VoterResolver voters, Ticker ticker) {
        this.service = requireNonNull(service, "service");
        this.hub = new EventHub(service::events, System::nanoTime);
        this.endpoints = new Endpoints(service, requireNonNull(voters, "voters"), hub, ticker);
        this.publicUrl = service.config().access().publicUrl();
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
        return Routes.owns(path);
    }

    /**
     * The same as templates, for hosts that match paths themselves: {@code v1/Assistants/{assistantId}/Feedbacks}, {@code
     * feedback/votes} and so on, without a slash at either end. Everything below one of them is ours, too.
     */
    public static List<String> templates() {
        return Route.roots();
    }

    /**
     * Answers a request whose path is one of ours. Never throws and never completes exceptionally: a bug becomes a 500
     * with an id that is also in the log. The stage may complete later, on a thread of ours, at most two seconds after
     * the request came.
     */
    public CompletionStage<Answer> handle(Request request) {
        return handle(request, () -> true);
    }

    /** @param admission asked once, just before something is kept: whether there is room to wait for that */
    CompletionStage<Answer> handle(Request request, BooleanSupplier admission) {
        Links links = Links.of(publicUrl, request);
        return served(request, links, admission).handle((answer, thrown) -> {
            if (thrown == null) {
                return answer;
            }
            return Answers.problem(failures.problem(thrown, request.method()), links);
        });
    }

    /** Sends away those who listen to what happens. Requests are answered as before, but nobody can listen any more. */
    void close() {
        hub.close();
    }

    private CompletionStage<Answer> served(Request request, Links links, BooleanSupplier admission) {
        try {
            return dispatched(request, links, admission);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Answer> dispatched(Request request, Links links, BooleanSupplier admission) {
        Match match = match(request.path());
        Route route = match.route();
        String method = request.method();
        if (method.equals("OPTIONS")) {
            return CompletableFuture.completedFuture(Answers.options(route));
        }
        boolean isHead = method.equals("HEAD");
        Endpoint endpoint = endpoints.find(route, isHead ? "GET" : method);
        if (endpoint == null) {
            throw methodNotAllowed(route);
        }
        if (route.isJson() && !Negotiation.takesJson(request)) {
            throw new ProblemException(
                    ProblemKind.NOT_ACCEPTABLE, "Send Accept: application/json, or no Accept at all.");
        }
        CompletionStage<Answer> answer = endpoint.answer(new Call(request, match.variables(), links, admission));
        return isHead ? answer.thenApply(Answers::withoutBody) : answer;
    }

    private static Match match(String path) {
        try {
            return Routes.match(path)
                    .orElseThrow(
                            () -> new ProblemException(ProblemKind.NO_SUCH_PATH, "Nothing is served at this path."));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemKind.MALFORMED, "The path has a broken percent-escape.");
        }
    }

    private static ProblemException methodNotAllowed(Route route) {
        return new ProblemException(Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "This path takes " + route.allow() + ".")
                .with("Allow", route.allow()));
    }
}
