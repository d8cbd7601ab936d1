package io.feedback4j.demo.chat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of this demo: at most {@value #MAX_SESSIONS}, the one that was used longest ago is forgotten first, and
 * of each the last {@value #MAX_MESSAGES} messages.
 *
 * <p>Thread-safe.
 */
public final class Conversations {
    /** How many sessions are remembered. */
    public static final int MAX_SESSIONS = 500;
    /** How many messages of a session are remembered. */
    public static final int MAX_MESSAGES = 200;

    private static final String SESSION_PREFIX = "simulator-";
    private static final String MESSAGE_PREFIX = "aia_msg_";

    private final Assistant assistant;
    private final Ids ids;
    private final InstantSource clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

    public Conversations(Assistant assistant, Ids ids, InstantSource clock) {
        this.assistant = assistant;
        this.ids = ids;
        this.clock = clock;
    }

    /** Begins a session with a new id. */
    public synchronized Session begin(String assistantId, String identity) {
        return begin(ids.next(SESSION_PREFIX), assistantId, identity);
    }

    /** A session under this id, the one there is or a new one. */
    public synchronized Session resume(String id, String assistantId, String identity) {
        Session known = sessions.get(id);
        return known == null ? begin(id, assistantId, identity) : known;
    }

    private Session begin(String id, String assistantId, String identity) {
        Instant now = clock.instant();
        Session session = new Session(id, assistantId, identity, now, now, List.of());
        sessions.put(id, session);
        if (sessions.size() > MAX_SESSIONS) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        return session;
    }

    /** The session with this id, if it is remembered. */
    public synchronized Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** All sessions, the one used last first. */
    public synchronized List<Session> all() {
        List<Session> newestFirst = new ArrayList<>(sessions.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The person says something and the assistant answers; empty when the session is not remembered. */
    public synchronized Optional<Message> say(String sessionId, String text) {
        return note(sessionId, text, ids.next(MESSAGE_PREFIX), assistant.answer(text));
    }

    /**
     * The person has said something and somebody else has answered.
     *
     * @param answerId under which the answer is known; {@code ""} when nobody knows
     * @return the answer; empty when the session is not remembered
     */
    public synchronized Optional<Message> note(String sessionId, String text, String answerId, String answered) {
        Session before = sessions.get(sessionId);
        if (before == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Message question = new Message(ids.next(MESSAGE_PREFIX), Message.Role.USER, text, now);
        Message answer = new Message(answerId, Message.Role.ASSISTANT, answered, now);
        List<Message> messages = new ArrayList<>(before.messages());
        messages.add(question);
        messages.add(answer);
        List<Message> last = messages.subList(Math.max(0, messages.size() - MAX_MESSAGES), messages.size());
        sessions.put(
                sessionId,
                new Session(sessionId, before.assistantId(), before.identity(), before.startedAt(), now, last));
        return Optional.of(answer);
    }
}
