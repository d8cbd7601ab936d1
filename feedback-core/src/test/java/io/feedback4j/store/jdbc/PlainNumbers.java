package io.feedback4j.store.jdbc;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.feedback4j.model.Feedback;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The same numbers, worked out from a list of all votes without any sum that was kept. */
final class PlainNumbers {
    private static final long QUARTER = Duration.ofMinutes(15).toMillis();

    private final List<Feedback> all;

    /** @param current every vote that counts */
    PlainNumbers(List<Feedback> current) {
        this.all = List.copyOf(current);
    }

    private static Predicate<Feedback> in(@Nullable String assistant, Instant from, Instant until) {
        return one -> (assistant == null || one.target().assistantId().equals(assistant))
                && !one.createdAt().isBefore(from)
                && one.createdAt().isBefore(until);
    }

    /** Votes whose session gave thirty or more within their quarter of an hour. */
    List<Feedback> bursts(@Nullable String assistant, Instant from, Instant until) {
        Map<String, Long> sizes = all.stream().collect(groupingBy(PlainNumbers::quarterOfSession, counting()));
        return all.stream()
                .filter(in(assistant, from, until))
                .filter(one -> sizes.getOrDefault(quarterOfSession(one), 0L) >= 30)
                .toList();
    }

    private static String quarterOfSession(Feedback one) {
        return one.target().assistantId() + "|" + one.target().sessionId() + "|"
                + one.createdAt().toEpochMilli() / QUARTER;
    }

    List<Feedback> votes(@Nullable String assistant, Instant from, Instant until) {
        List<Feedback> votes =
                new ArrayList<>(all.stream().filter(in(assistant, from, until)).toList());
        votes.removeAll(bursts(assistant, from, until));
        return votes;
    }

    static List<Double> scores(List<Feedback> votes) {
        return votes.stream()
                .map(one -> one.opinion().score())
                .filter(Objects::nonNull)
                .toList();
    }

    static Map<String, Long> reasons(List<Feedback> votes) {
        return votes.stream()
                .flatMap(one -> one.opinion().reasons().stream())
                .collect(groupingBy(reason -> reason, TreeMap::new, counting()));
    }

    /** The votes of each session whose first vote is in the scope, in the order of time. */
    List<List<Feedback>> sessions(@Nullable String assistant, Instant from, Instant until) {
        Map<String, List<Feedback>> bySession = new TreeMap<>();
        all.stream()
                .sorted(Comparator.comparing(Feedback::createdAt)
                        .thenComparing(one -> one.id().value()))
                .forEach(one -> bySession
                        .computeIfAbsent(
                                one.target().assistantId() + "|" + one.target().sessionId(), key -> new ArrayList<>())
                        .add(one));
        return bySession.values().stream()
                .filter(votes -> in(assistant, from, until).test(votes.get(0)))
                .toList();
    }

    /** The place of the first score below one half, from 1 on; 0 without. */
    static int firstNegative(List<Feedback> session) {
        for (int i = 0; i < session.size(); i++) {
            Double score = session.get(i).opinion().score();
            if (score != null && score < 0.5) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The votes of each message. */
    Map<String, List<Feedback>> messages() {
        return all.stream()
                .filter(one -> !one.target().isSession())
                .collect(groupingBy(
                        one -> one.target().assistantId() + "|" + one.target().messageId()));
    }
}
