package io.feedback4j.store;

import java.time.Instant;

/**
 * A delivery whose fate is not known.
 *
 * @param claim the right under which it was last sent; results of a look-up come under it
 * @param assistantId in whose list to look
 * @param sessionId the session it is about
 * @param messageId the message it is about; {@code ""} for the whole session
 * @param fingerprint what was sent, as given with the claim
 * @param firstAttemptAt when it was first sent: nothing older at the destination can be it
 * @param lastAttemptAt when it was last sent
 * @param absences how often in a row it was looked for and not found
 */
public record Uncertain(
        Claim claim,
        String assistantId,
        String sessionId,
        String messageId,
        String fingerprint,
        Instant firstAttemptAt,
        Instant lastAttemptAt,
        int absences) {}
