package io.feedback4j.store;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was said. Thread-safe. Every method throws {@link StoreException} on an outage. */
public interface FeedbackStore {

    /**
     * Writes all changes, in order, in one transaction. When this returns they are durable: committed and flushed to
     * the disk (embedded) or committed (shared). When it throws, none is, unless the exception says that it is not
     * known. What somebody else holds for too long is left out, and nothing else because of it.
     *
     * @return what became of each, in the same order
     */
    List<Written> write(List<Change> changes);

    /** A page of records, newest first. Costs the same however far back the cursor is. */
    List<FeedbackRecord> list(FeedbackQuery query);

    /** One record. */
    Optional<FeedbackRecord> find(String assistantId, FeedbackId id);

    /** Everything ever said on a target, newest first, at most {@code limit}. */
    List<Feedback> history(Target target, int limit);

    /** The current feedback of a session by this voter ({@code ""} where unknown), at most {@code limit}, newest first. */
    List<Feedback> current(String assistantId, String sessionId, String voter, int limit);

    /**
     * Forgets idempotency keys of requests that came before this moment. Looks at a bounded number in each call and goes
     * on from there in the next.
     *
     * @return how many; less than the limit when there are no more to be done at once
     */
    int forgetKeys(Instant before, int limit);

    /**
     * Deletes feedback accepted before this moment that waits for nothing, with its deliveries, and counts those as
     * purged in the ledger; what was rejected waits for nothing. Forgets, too, what the audit holds of before this moment,
     * and what was shown before it.
     * Looks at a bounded number in each call and goes on from there in the next.
     *
     * @return how many; less than the limit when there are no more to be done at once
     */
    int purge(Instant before, int limit);

    /** The last moment that was {@link #noteTime noted}; {@code null} when none was. */
    @Nullable
    Instant notedTime();

    /** Keeps this moment, also through a restart: one that the clock could be relied on to be right at. */
    void noteTime(Instant moment);

    /**
     * A secret of this store, the same on every node and after every restart: 32 bytes from a cryptographic generator.
     * What is signed with it can be checked as long as the store lives.
     */
    byte[] secret();

    /** Throws if nothing could be written at the moment; writes nothing itself. */
    void checkWritable();
}
