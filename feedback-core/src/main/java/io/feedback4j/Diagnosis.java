package io.feedback4j;

import io.feedback4j.Health.Status;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import io.feedback4j.store.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells in plain words what somebody must act on and what mends itself. What was configured so is no problem: where no
 * destination is, votes may wait for ever. Not thread-safe.
 */
final class Diagnosis {
    /** A destination that is away for longer comes back only when somebody does something about it, as a rule. */
    private static final Duration LONG_WAIT = Duration.ofHours(6);

    private final List<String> problems = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private boolean down;

    static Diagnosis of(Upkeep.Findings findings, Forwarding forwarding, List<String> configured, boolean closed) {
        Diagnosis diagnosis = new Diagnosis();
        diagnosis.cannotTakeVotes(closed ? List.of("feedback4j has stopped") : findings.storeProblems());
        List<DestinationStatus> statuses = forwarding.statuses();
        findings.ledgers().forEach(ledger -> diagnosis.look(ledger, statuses, findings.at()));
        findings.ledgers().stream()
                .filter(ledger -> !configured.contains(ledger.destination()))
                .forEach(diagnosis::isNotConfigured);
        diagnosis.mustBeActedOn(forwarding.problems());
        diagnosis.isGoodToKnow(findings.notices());
        diagnosis.isGoodToKnow(forwarding.notices());
        return diagnosis;
    }

    /** Votes cannot be taken for these reasons. */
    void cannotTakeVotes(List<String> reasons) {
        down |= !reasons.isEmpty();
        problems.addAll(reasons);
    }

    /** Somebody must act on these. */
    void mustBeActedOn(List<String> more) {
        problems.addAll(more);
    }

    /** Nobody need act on these. */
    void isGoodToKnow(List<String> more) {
        notices.addAll(more);
    }

    /** @param now when the books were read; {@code null} when they were not */
    void look(Ledger ledger, List<DestinationStatus> statuses, @Nullable Instant now) {
        List<DestinationStatus> own = statuses.stream()
                .filter(status -> status.destination().equals(ledger.destination()))
                .toList();
        if (!ledger.isBalanced()) {
            down = true;
            problems.add("The books of " + ledger.destination() + " do not balance: rows were changed or deleted by"
                    + " something else than feedback4j");
        }
        if (ledger.duplicates() > 0) {
            notices.add(ledger.duplicates() + " records are at " + ledger.destination()
                    + " beside the ones that belong there: sent twice, arrived twice");
        }
        long rejected = ledger.states().getOrDefault(DeliveryState.REJECTED, 0L);
        if (rejected > 0) {
            problems.add((rejected == 1 ? "1 delivery was" : rejected + " deliveries were") + " rejected by "
                    + ledger.destination() + ": see feedback/rejected, mend what is wrong and send again, or discard");
        }
        Instant oldest = ledger.oldestWaiting();
        if (oldest != null && now != null && own.stream().anyMatch(Diagnosis::shouldTake)) {
            if (Duration.between(oldest, now).compareTo(LONG_WAIT) > 0) {
                problems.add("The oldest delivery to " + ledger.destination() + " has been waiting since " + oldest);
            }
        }
        own.forEach(status -> look(status, oldest != null));
    }

    /** Its destination was taken out of the settings. */
    void isNotConfigured(Ledger ledger) {
        long waiting = ledger.waiting();
        if (waiting > 0) {
            notices.add((waiting == 1 ? "1 delivery waits" : waiting + " deliveries wait") + " for "
                    + ledger.destination() + ", which is not configured any more");
        }
    }

    private static boolean shouldTake(DestinationStatus status) {
        return status.state() == State.OPEN || status.state() == State.PAUSED;
    }

    private void look(DestinationStatus status, boolean somethingWaits) {
        String words = status.destination() + " is " + status.state().word() + " for " + status.assistantId() + ": "
                + status.reason();
        switch (status.state()) {
            case OPEN, ABSENT -> {
                // Absence is said once for all assistants, with the settings that are missing.
            }
            case PAUSED -> notices.add(words);
            case MISCONFIGURED -> problems.add(words);
            case GONE -> (somethingWaits ? problems : notices).add(words);
        }
    }

    List<String> problems() {
        return problems;
    }

    List<String> notices() {
        return notices;
    }

    Status status() {
        if (down) {
            return Status.DOWN;
        }
        return problems.isEmpty() ? Status.UP : Status.ATTENTION;
    }
}
