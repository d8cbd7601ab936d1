package io.feedback4j.demo.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.demo.chat.Ids;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * {@code /v1/Assistants/{id}/Feedbacks}: create and list, nothing else. The same twice is kept twice, as there is no
 * idempotency key. At most {@value #MAX_FEEDBACKS} are kept; the oldest go first.
 *
 * <p>Thread-safe.
 */
final class FeedbackCalls {
    static final int MAX_FEEDBACKS = 10_000;

    private static final Pattern MESSAGE_ID = Pattern.compile("^aia_msg_.+$");

    private final String accountSid;
    private final Ids ids;
    private final InstantSource clock;
    private final Deque<StoredFeedback> newestFirst = new ArrayDeque<>();

    FeedbackCalls(String accountSid, Ids ids, InstantSource clock) {
        this.accountSid = accountSid;
        this.ids = ids;
        this.clock = clock;
    }

    Reply create(String assistantId, Body body) {
        String sessionId = body.required("session_id");
        String messageId = body.optional("message_id", MESSAGE_ID);
        OptionalDouble score = body.share("score");
        String text = body.optional("text");
        StoredFeedback feedback = new StoredFeedback(
                ids.next("aia_fdbk_"),
                accountSid,
                assistantId,
                sessionId,
                messageId,
                score.isPresent() ? score.getAsDouble() : null,
                text,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        keep(feedback);
        return Reply.of(201, feedback.json());
    }

    private synchronized void keep(StoredFeedback feedback) {
        newestFirst.addFirst(feedback);
        if (newestFirst.size() > MAX_FEEDBACKS) {
            newestFirst.removeLast();
        }
    }

    Reply list(String assistantId, Query query, Pages pages) {
        ObjectNode page = pages.page(query, "feedbacks", of(assistantId), StoredFeedback::id, StoredFeedback::json);
        return Reply.of(200, page);
    }

    /** How many are kept of a session, the same vote as often as it was sent. */
    synchronized long count(String sessionId) {
        return newestFirst.stream()
                .filter(feedback -> feedback.sessionId().equals(sessionId))
                .count();
    }

    private synchronized List<StoredFeedback> of(String assistantId) {
        return newestFirst.stream()
                .filter(feedback -> feedback.assistantId().equals(assistantId))
                .toList();
    }
}
