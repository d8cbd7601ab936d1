package io.feedback4j.delivery.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.delivery.Listing;
import io.feedback4j.delivery.ListingException;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.delivery.http.Answers;
import io.feedback4j.delivery.http.Body;
import io.feedback4j.delivery.http.Exchange;
import io.feedback4j.delivery.http.RetryAfter;
import io.feedback4j.model.Feedback;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The Twilio AI Assistants Feedback API, or any service that speaks the same contract: {@code POST} and {@code GET
 * /v1/Assistants/{id}/Feedbacks} (twilio/twilio-oai, {@code twilio_assistants_v1.json}). It can create and list, and
 * nothing else; what cannot be said in its members goes into a line of the text ({@link Trailer}).
 *
 * <p>Nothing but session, message, score and text is ever sent. Answers are never logged.
 *
 * <p>Thread-safe.
 */
public final class TwilioDestination implements ListedDestination {
    /** This destination's name. */
    public static final String NAME = "twilio";

    /** What a page can take of the host's memory, and a few times that while it is read. */
    private static final int MAX_LIST_BYTES = 4 << 20;

    private final TwilioOptions options;
    private final Exchange exchange;
    private final ObjectMapper mapper = new ObjectMapper();
    private final UpstreamJson json;
    private final Answers answers;
    private final String authorization;
    private final String userAgent;
    private final PageSize pageSize = new PageSize();

    /** Connects to nothing yet. */
    public TwilioDestination(TwilioOptions options) {
        this.options = options;
        this.json = new UpstreamJson(mapper, options.trailer());
        this.answers = new Answers("Twilio", json);
        this.exchange = new Exchange(options.timeout());
        String pair = options.user() + ":" + options.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        this.userAgent = "feedback4j/" + options.version();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String fingerprint(Feedback feedback) {
        return UpstreamRecord.of(feedback, options.trailer()).fingerprint();
    }

    @Override
    public String target(String sessionId, String messageId) {
        return new UpstreamRecord(sessionId, UpstreamRecord.messageId(messageId), null, "").target();
    }

    @Override
    public Outcome send(Feedback feedback) {
        byte[] body = UpstreamRecord.of(feedback, options.trailer()).toJson(mapper);
        HttpRequest request = request(feedback.target().assistantId(), "")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return answers.to(request, exchange);
    }

    @Override
    public Listing list(String assistantId, @Nullable String page) throws ListingException {
        HttpRequest request = request(assistantId, "?" + (page == null ? "PageSize=" + pageSize.forFirstPage() : page))
                .GET()
                .build();
        HttpResponse<Body> answer;
        try {
            answer = exchange.send(request, MAX_LIST_BYTES);
        } catch (TimeoutException e) {
            throw new ListingException("no answer in time", answers.timedOut());
        } catch (IOException e) {
            throw new ListingException("no complete answer", answers.of(e));
        }
        return listing(answer);
    }

    private Listing listing(HttpResponse<Body> answer) throws ListingException {
        if (answer.statusCode() / 100 != 2) {
            throw new ListingException("status " + answer.statusCode(), answers.of(answer));
        }
        if (answer.body().cut()) {
            pageSize.tooLarge();
            throw unreadable("a page has more than " + (MAX_LIST_BYTES >> 20) + " MiB", answer);
        }
        try {
            return json.listing(answer.body().bytes(), RetryAfter.date(answer.headers()));
        } catch (IOException e) {
            // The parser's own words could quote what it read.
            throw unreadable("the answer cannot be understood", answer);
        }
    }

    private static ListingException unreadable(String problem, HttpResponse<Body> answer) {
        return new ListingException(problem, new Outcome.Unknown(answer.statusCode(), null, problem));
    }

    private HttpRequest.Builder request(String assistantId, String query) {
        String base = options.baseUrl().toString().replaceFirst("/+$", "");
        String segment =
                URLEncoder.encode(assistantId, UTF_8).replace("+", "%20").replace("*", "%2A");
        return HttpRequest.newBuilder(URI.create(base + "/v1/Assistants/" + segment + "/Feedbacks" + query))
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("User-Agent", userAgent);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
