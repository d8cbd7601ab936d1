package io.feedback4j.demo.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.demo.chat.Conversations;
import io.feedback4j.demo.chat.Ids;
import io.feedback4j.demo.chat.Message;
import io.feedback4j.demo.chat.Session;
import java.util.regex.Pattern;

/**
 * {@code /v1/Sessions…} and {@code /v1/Assistants/{id}/Messages}: conversations as the upstream shows them.
 *
 * <p>Thread-safe.
 */
final class SessionCalls {
    private static final Pattern MODE = Pattern.compile("^(chat|email|voice)$");

    private final String accountSid;
    private final Conversations conversations;
    private final Ids ids;

    SessionCalls(String accountSid, Conversations conversations, Ids ids) {
        this.accountSid = accountSid;
        this.conversations = conversations;
        this.ids = ids;
    }

    Reply list(Query query, Pages pages) {
        return Reply.of(200, pages.page(query, "sessions", conversations.all(), Session::id, this::json));
    }

    Reply one(String id) {
        return Reply.of(200, json(session(id)));
    }

    Reply messages(String id, Query query, Pages pages) {
        Session session = session(id);
        return Reply.of(
                200, pages.page(query, "messages", session.messages(), Message::id, message -> json(session, message)));
    }

    /** A person's message; the answer says what the assistant says, but not under which id. */
    Reply send(String assistantId, Body body) {
        String identity = body.required("identity");
        String text = body.required("body");
        body.optional("webhook");
        body.optional("mode", MODE);
        String asked = body.optional("session_id");
        String sessionId = asked.isEmpty() ? ids.next("aia_sess_") : asked;
        conversations.resume(sessionId, assistantId, identity);
        String answer = conversations.say(sessionId, text).map(Message::text).orElse("");
        return Reply.of(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("status", "Success")
                        .put("flagged", false)
                        .put("aborted", false)
                        .put("session_id", sessionId)
                        .put("account_sid", accountSid)
                        .put("body", answer)
                        .putNull("error"));
    }

    private Session session(String id) {
        return conversations.find(id).orElseThrow(() -> new RefusedException(Reply.notFound("/v1/Sessions/…")));
    }

    private ObjectNode json(Session session) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", session.id())
                .put("account_sid", accountSid)
                .put("assistant_id", session.assistantId())
                .put("verified", false)
                .put("identity", session.identity())
                .put("date_created", session.startedAt().toString())
                .put("date_updated", session.updatedAt().toString());
    }

    private ObjectNode json(Session session, Message message) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", message.id())
                .put("account_sid", accountSid)
                .put("assistant_id", session.assistantId())
                .put("session_id", session.id())
                .put("identity", session.identity())
                .put("role", message.role().word())
                .put("date_created", message.at().toString())
                .put("date_updated", message.at().toString());
        json.putObject("content").put("content", message.text());
        json.putObject("meta");
        return json;
    }
}
