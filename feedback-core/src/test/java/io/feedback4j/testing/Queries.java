package io.feedback4j.testing;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Status;
import io.feedback4j.store.FeedbackQuery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Queries for tests: {@code query().session("s").build()}. Not thread-safe. */
public final class Queries {
    private String assistant = Votes.ASSISTANT;
    private @Nullable String session;
    private @Nullable String message;
    private @Nullable Double minScore;
    private @Nullable Double maxScore;
    private @Nullable Status status;
    private @Nullable DeliveryState state;
    private @Nullable String reason;
    private @Nullable String text;
    private @Nullable Instant since;
    private @Nullable Instant until;
    private @Nullable FeedbackId cursor;
    private boolean backwards;
    private int limit = 50;

    private Queries() {}

    /** The first 50 records of {@link Votes#ASSISTANT}. */
    public static Queries query() {
        return new Queries();
    }

    public Queries assistant(String assistant) {
        this.assistant = assistant;
        return this;
    }

    public Queries session(String session) {
        this.session = session;
        return this;
    }

    public Queries message(String message) {
        this.message = message;
        return this;
    }

    public Queries score(double min, double max) {
        this.minScore = min;
        this.maxScore = max;
        return this;
    }

    public Queries status(Status status) {
        this.status = status;
        return this;
    }

    public Queries state(DeliveryState state) {
        this.state = state;
        return this;
    }

    public Queries reason(String reason) {
        this.reason = reason;
        return this;
    }

    public Queries text(String text) {
        this.text = text;
        return this;
    }

    public Queries since(Instant since) {
        this.since = since;
        return this;
    }

    public Queries until(Instant until) {
        this.until = until;
        return this;
    }

    public Queries behind(@Nullable FeedbackId cursor) {
        this.cursor = cursor;
        return this;
    }

    public Queries before(FeedbackId cursor) {
        this.cursor = cursor;
        this.backwards = true;
        return this;
    }

    public Queries limit(int limit) {
        this.limit = limit;
        return this;
    }

    public FeedbackQuery build() {
        return new FeedbackQuery(
                assistant, session, message, minScore, maxScore, status, state, reason, text, since, until, cursor,
                backwards, limit);
    }
}
