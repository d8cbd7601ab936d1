package io.feedback4j.alert;

import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertStore;
import java.time.Instant;
import java.util.List;

/**
 * When an alarm would have been raised, by the votes as they stand now: those that were changed or taken back since are not
 * in it, those that came in late are. Votes count from the beginning of the period.
 *
 * @param alerts what would have been raised, the oldest first; their {@code announcedAt} is {@code null}
 * @param votes how many were looked at
 * @param readUntil up to when; earlier than asked where there are too many votes
 */
public record AlertPreview(List<Alert> alerts, long votes, Instant readUntil) {
    private static final int PORTION = 5_000;
    /** More take too long for somebody who waits. */
    private static final int MAX_VOTES = 500_000;

    public AlertPreview {
        alerts = List.copyOf(alerts);
    }

    /** Reads in portions, and at most half a million votes. @throws io.feedback4j.store.StoreException on an outage */
    public static AlertPreview of(AlertStore store, String assistantId, AlertLine line, Instant from, Instant until) {
        Watch watch = Watch.of(assistantId, line);
        String position = store.position(from);
        Instant readUntil = until;
        long votes = 0;
        boolean more = true;
        while (more && votes < MAX_VOTES) {
            AlertStore.Portion portion = store.votes(assistantId, position, until, true, PORTION);
            portion.votes().forEach(watch::take);
            votes += portion.votes().size();
            position = portion.position();
            more = portion.more();
            readUntil = more ? portion.votes().get(portion.votes().size() - 1).at() : until;
        }
        return new AlertPreview(watch.changed(), votes, readUntil);
    }
}
