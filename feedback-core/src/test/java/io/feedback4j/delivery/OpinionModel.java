package io.feedback4j.delivery;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was said and what the destination got, and nothing of how it went there. */
final class OpinionModel {
    /** For so long changes can settle together, so that one withdrawal takes all of them back. */
    private static final Duration TOGETHER = Duration.ofMinutes(5);

    final Map<FeedbackId, Feedback> said = new LinkedHashMap<>();
    final Map<FeedbackId, Status> status = new HashMap<>();
    final Map<Target, FeedbackId> current = new HashMap<>();
    final Set<FeedbackId> blank = new HashSet<>();
    final Set<FeedbackId> perhapsBlank = new HashSet<>();
    final Set<FeedbackId> purged = new HashSet<>();
    final Set<FeedbackId> toldNotUpstream = new HashSet<>();
    final Map<FeedbackId, Integer> claims = new HashMap<>();
    final Map<FeedbackId, Integer> sends = new HashMap<>();
    final List<Feedback> got = new ArrayList<>();
    /** What was on its way when the clock was set, or not known by its id yet: only its time told it from equal ones. */
    final Set<FeedbackId> adrift = new HashSet<>();

    void accepted(Feedback feedback) {
        FeedbackId before = current.put(feedback.target(), feedback.id());
        if (before != null) {
            status.put(before, Status.REPLACED);
        }
        said.put(feedback.id(), feedback);
        status.put(feedback.id(), Status.CURRENT);
    }

    void withdrawn(FeedbackId id, boolean stillUpstream) {
        Feedback feedback = saidAs(id);
        boolean voterKnown = !feedback.target().voter().isEmpty();
        Instant together = feedback.createdAt().minus(TOGETHER);
        status.put(id, Status.WITHDRAWN);
        current.remove(feedback.target(), id);
        blank.add(id);
        if (!stillUpstream) {
            toldNotUpstream.add(id);
        }
        said.values().stream()
                .takeWhile(before -> !before.id().equals(id))
                .filter(before -> before.target().equals(feedback.target()))
                .filter(before -> voterKnown || !before.createdAt().isBefore(together))
                .forEach(before -> (voterKnown ? blank : perhapsBlank).add(before.id()));
    }

    /** @param known what is known by its id at the destination */
    void clockWasSet(Collection<FeedbackId> known) {
        claims.keySet().stream().filter(id -> !known.contains(id)).forEach(adrift::add);
    }

    void purged(FeedbackId id) {
        purged.add(id);
        current.remove(saidAs(id).target(), id);
    }

    boolean isKept(FeedbackId id) {
        return said.containsKey(id) && !purged.contains(id);
    }

    Feedback saidAs(FeedbackId id) {
        return requireNonNull(said.get(id));
    }
}
