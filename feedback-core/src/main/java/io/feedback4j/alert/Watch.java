package io.feedback4j.alert;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertState;
import io.feedback4j.store.ScoredVote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a series of votes makes of the watch over one assistant: alarms, and their ends. Decides and does nothing. Not
 * thread-safe.
 *
 * <p>An alarm is raised once: then the test goes on, and only when it has found that the share is fine again, the alarm
 * has ended and the next one can be raised.
 */
final class Watch {
    private final String assistantId;
    private final AlertLine line;
    private final SequentialTest test;
    private final List<Alert> changed = new ArrayList<>();
    private long votes;
    private long positive;
    private boolean armed;
    /** The alarm that has not ended. */
    private @Nullable Alert open;

    /** @param open the alarm that has not ended; {@code null} for none */
    Watch(AlertState from, @Nullable Alert open) {
        this.assistantId = from.assistantId();
        this.line = new AlertLine(from.line());
        this.test = line.test();
        this.votes = from.votes();
        this.positive = from.positive();
        this.armed = from.armed();
        this.open = open;
    }

    /** From the beginning. */
    static Watch of(String assistantId, AlertLine line) {
        return new Watch(new AlertState(assistantId, line.share(), "", 0, 0, true), null);
    }

    void take(ScoredVote vote) {
        votes++;
        positive += vote.positive() ? 1 : 0;
        switch (test.verdict(votes, votes - positive)) {
            case BAD -> {
                fire(vote);
                restart();
            }
            case FINE -> {
                recover(vote);
                restart();
            }
            case GO_ON -> {}
        }
    }

    private void fire(ScoredVote vote) {
        if (armed) {
            String id = "alert_" + vote.id().substring(FeedbackId.PREFIX.length());
            open = new Alert(id, assistantId, line.share(), vote.at(), votes, positive, null, null);
            changed.add(open);
            armed = false;
        }
    }

    private void recover(ScoredVote vote) {
        Alert ended = open;
        if (ended != null) {
            changed.remove(ended);
            changed.add(new Alert(
                    ended.id(),
                    ended.assistantId(),
                    ended.line(),
                    ended.firedAt(),
                    ended.votes(),
                    ended.positive(),
                    vote.at(),
                    ended.announcedAt()));
            open = null;
        }
        armed = true;
    }

    private void restart() {
        votes = 0;
        positive = 0;
    }

    /** Alarms that were raised or ended, in order; each once. */
    List<Alert> changed() {
        return List.copyOf(changed);
    }

    AlertState state(String position) {
        return new AlertState(assistantId, line.share(), requireNonNull(position), votes, positive, armed);
    }
}
