package io.feedback4j.delivery.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.delivery.Conversation;
import io.feedback4j.delivery.Conversation.State;
import io.feedback4j.delivery.Conversations;
import io.feedback4j.delivery.http.Body;
import io.feedback4j.delivery.http.Exchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a session: {@code GET /v1/Sessions/{id}/Messages} (twilio/twilio-oai, {@code
 * twilio_assistants_v1.json}), the only call that tells message ids, roles and content. Reads at most four pages of 100
 * messages and half a MiB.
 *
 * <p>Connects to nothing, and has no thread, before it is first asked. Answers are never logged.
 *
 * <p>Thread-safe.
 */
public final class TwilioConversations implements Conversations {
    private static final int MAX_PAGES = 4;
    private static final int MAX_PAGE_BYTES = 512 << 10;
    private static final String MESSAGE = "aia_msg_";

    private final TwilioOptions options;
    private final ConversationJson json = new ConversationJson(new ObjectMapper());
    private @Nullable Exchange exchange;
    private boolean closed;

    /** Connects to nothing yet. */
    public TwilioConversations(TwilioOptions options) {
        this.options = options;
    }

    /** What is what at the upstream is behind its prefix, which older pages leave out. */
    @Override
    public boolean isSame(String kept, String there) {
        return !kept.isEmpty() && bare(kept).equals(bare(there));
    }

    private static String bare(String id) {
        return id.startsWith(MESSAGE) ? id.substring(MESSAGE.length()) : id;
    }

    @Override
    public Conversation read(String sessionId) {
        if (sessionId.equals(".") || sessionId.equals("..")) {
            // A step in a path, which no escape takes that meaning from; and no session is named so.
            return Conversation.unread(State.GONE);
        }
        Exchange open = exchange();
        List<ConversationJson.Dated> lines = new ArrayList<>();
        String page = "PageSize=100";
        try {
            for (int pages = 0; open != null && page != null && pages < MAX_PAGES; pages++) {
                HttpResponse<Body> answer = open.send(request(sessionId, page), MAX_PAGE_BYTES);
                if (answer.statusCode() / 100 != 2) {
                    return Conversation.unread(state(answer.statusCode()));
                }
                page = answer.body().cut() ? null : json.read(answer.body().bytes(), lines);
            }
        } catch (IOException | TimeoutException e) {
            return Conversation.unread(State.UNAVAILABLE);
        }
        return open == null
                ? Conversation.unread(State.UNAVAILABLE)
                : new Conversation(State.FOUND, ConversationJson.inOrder(lines));
    }

    private static State state(int status) {
        return switch (status) {
            case 404, 410 -> State.GONE;
            case 401, 403 -> State.REFUSED;
            default -> State.UNAVAILABLE;
        };
    }

    private synchronized @Nullable Exchange exchange() {
        if (exchange == null && !closed) {
            exchange = new Exchange(options.timeout());
        }
        return exchange;
    }

    private HttpRequest request(String sessionId, String query) {
        String base = options.baseUrl().toString().replaceFirst("/+$", "");
        String segment = URLEncoder.encode(sessionId, UTF_8).replace("+", "%20").replace("*", "%2A");
        String pair = options.user() + ":" + options.password();
        return HttpRequest.newBuilder(URI.create(base + "/v1/Sessions/" + segment + "/Messages?" + query))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
                .header("Accept", "application/json")
                .header("User-Agent", "feedback4j/" + options.version())
                .GET()
                .build();
    }

    @Override
    public void close() {
        Exchange open;
        synchronized (this) {
            open = exchange;
            exchange = null;
            closed = true;
        }
        if (open != null) {
            open.close();
        }
    }
}
