package io.feedback4j.delivery;

import io.feedback4j.model.UpstreamIds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one exchange with a destination. What matters is whether the destination has the record: yes, no, or
 * not known.
 */
public sealed interface Outcome {

    /**
     * The destination has it.
     *
     * @param upstreamId its id there; {@code null} where the answer did not tell, or told one that cannot be kept (see
     *     {@link UpstreamIds#keepable})
     */
    record Delivered(@Nullable String upstreamId) implements Outcome {
        public Delivered {
            upstreamId = UpstreamIds.keepable(upstreamId);
        }
    }

    /**
     * The destination does not have it and cannot be reached: refused, no name, no TLS.
     *
     * @param nameUnknown whether there is no such name, which for a long time means that the service is gone
     */
    record Unreachable(String problem, boolean nameUnknown) implements Outcome {
        /** It has a name, and cannot be reached all the same. */
        public Unreachable(String problem) {
            this(problem, false);
        }
    }

    /**
     * The destination does not have it and asks for less (429).
     *
     * @param retryAfter how long it asks to wait, already within bounds; {@code null} when it did not say
     */
    record Throttled(@Nullable Duration retryAfter) implements Outcome {}

    /**
     * Not known whether the destination has it: 408, 5xx, time out, reset, cut answer.
     *
     * @param httpStatus {@code null} when there was no complete answer
     * @param retryAfter how long it asks to wait; {@code null} when it did not say
     */
    record Unknown(@Nullable Integer httpStatus, @Nullable Duration retryAfter, String problem) implements Outcome {}

    /** The destination will never take this one: 400, 413, 415, 422. */
    record Refused(int httpStatus, String problem) implements Outcome {}

    /** It does not have it, and nothing will be taken before an operator acts: 401, 403, 3xx. */
    record Misconfigured(int httpStatus, String problem) implements Outcome {}

    /** It does not have it, and says that assistant or service does not exist: 404, 410. */
    record Gone(int httpStatus, String problem) implements Outcome {}
}
