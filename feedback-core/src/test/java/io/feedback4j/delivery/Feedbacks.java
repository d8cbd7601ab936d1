package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Feedback that says only what a test is about. */
public final class Feedbacks {
    /** The assistant all of it is for, where a test does not say. */
    public static final String ASSISTANT = "aia_asst_1";

    private static final AtomicLong COUNT = new AtomicLong();
    private static final Instant CREATED = Instant.parse("2026-11-23T09:59:00Z");

    private Feedbacks() {}

    /** Some feedback on a target of its own. */
    public static Feedback feedback() {
        return feedback("session-" + COUNT.incrementAndGet());
    }

    /** Some feedback on a session. */
    public static Feedback feedback(String session) {
        return feedback(ASSISTANT, session, "", 1.0, "fine");
    }

    /** Feedback with everything that a destination is told but reasons. */
    public static Feedback feedback(
            String assistant, String session, String message, @Nullable Double score, String text) {
        return of(new Target(assistant, session, message, ""), new Opinion(score, text, List.of()));
    }

    /** The first feedback on a target. */
    public static Feedback of(Target target, Opinion opinion) {
        return new Feedback(nextId(), target, 1, opinion, Status.CURRENT, CREATED, CREATED);
    }

    /** An id greater than all before. */
    public static FeedbackId nextId() {
        return new FeedbackId(FeedbackId.PREFIX + new UUID(0x7000L, 0x8000000000000000L | COUNT.incrementAndGet()));
    }
}
