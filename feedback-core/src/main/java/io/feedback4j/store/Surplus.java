package io.feedback4j.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record at a destination that is there beside the one that belongs to a feedback of ours: sent twice, arrived twice.
 *
 * @param upstreamId its id there
 * @param fingerprint what it says, hashed as in a {@link ClaimRequest}
 * @param createdAt when it was made there; {@code null} when not known
 */
public record Surplus(
        String upstreamId, String fingerprint, @Nullable Instant createdAt) {}
