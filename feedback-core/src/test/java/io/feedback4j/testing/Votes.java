package io.feedback4j.testing;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feedback for tests: {@code vote().session("s").down().text("no").build()}. Not thread-safe. */
public final class Votes {
    /** The assistant of every vote that names no other. */
    public static final String ASSISTANT = "aia_asst_1";

    private static final FeedbackIds IDS = new FeedbackIds(() -> MutableClock.START, new SecureRandom());

    private String assistant = ASSISTANT;
    private String session = "session";
    private String message = "aia_msg_1";
    private String voter = "";
    private @Nullable Double score = 1.0;
    private String text = "";
    private List<String> reasons = List.of();
    private @Nullable String key;
    private String payloadHash = "hash";
    private FeedbackId id = nextId();
    private Instant at = MutableClock.START;

    private Votes() {}

    /** A thumb up for a message. */
    public static Votes vote() {
        return new Votes();
    }

    /** An id greater than all before. Thread-safe. */
    public static FeedbackId nextId() {
        return IDS.next();
    }

    public Votes assistant(String assistant) {
        this.assistant = assistant;
        return this;
    }

    public Votes session(String session) {
        this.session = session;
        return this;
    }

    /** {@code ""} for the whole session. */
    public Votes message(String message) {
        this.message = message;
        return this;
    }

    public Votes voter(String voter) {
        this.voter = voter;
        return this;
    }

    public Votes up() {
        return score(1.0);
    }

    public Votes down() {
        return score(0.0);
    }

    public Votes score(@Nullable Double score) {
        this.score = score;
        return this;
    }

    public Votes text(String text) {
        this.text = text;
        return this;
    }

    public Votes reasons(String... reasons) {
        this.reasons = List.of(reasons);
        return this;
    }

    /** An idempotency key. */
    public Votes key(String key) {
        this.key = key;
        return this;
    }

    /** What the idempotency key stands for. */
    public Votes payloadHash(String payloadHash) {
        this.payloadHash = payloadHash;
        return this;
    }

    public Votes id(FeedbackId id) {
        this.id = id;
        return this;
    }

    /** When it comes in. */
    public Votes at(Instant at) {
        this.at = at;
        return this;
    }

    public Target target() {
        return new Target(assistant, session, message, voter);
    }

    public NewFeedback build() {
        return new NewFeedback(target(), new Opinion(score, text, reasons), key);
    }

    /** The same as a change to write down. */
    public Change.Accept accept() {
        return new Change.Accept(id, build(), key == null ? null : payloadHash, at);
    }
}
