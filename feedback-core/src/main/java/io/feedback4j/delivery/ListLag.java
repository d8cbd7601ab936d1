package io.feedback4j.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long it takes until a record that a destination has confirmed shows in its list, measured on records of ours. It
 * asks for a reading of its own once an hour at the most; whatever else is read is used as well.
 *
 * <p>What is measured is a lower bound: for so long a record was known not to show. Thread-safe.
 */
final class ListLag {
    /** So many confirmed records are remembered for each assistant until they are seen. */
    private static final int MAX_REMEMBERED = 50;

    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);
    private static final Duration BETWEEN_SAMPLES = Duration.ofHours(1);
    /** Old measurements count for one to two of these. */
    private static final Duration PERIOD = Duration.ofHours(12);

    private final Duration grace;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<String, Assistant> assistants = new HashMap<>();

    ListLag(Duration grace, InstantSource clock, LongSupplier nanoTime) {
        this.grace = grace;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    private record Confirmed(Instant at, long nanos) {}

    private final class Assistant {
        final Map<String, Confirmed> confirmed = new LinkedHashMap<>();
        boolean sampled;
        long sampledNanos;
        long periodNanos = nanoTime.getAsLong();
        Duration longest = Duration.ZERO;
        Duration longestBefore = Duration.ZERO;

        void forgetOld(long nanos) {
            confirmed.values().removeIf(one -> nanos - one.nanos() > REMEMBERED_FOR.toNanos());
            if (nanos - periodNanos > PERIOD.toNanos()) {
                longestBefore = longest;
                longest = Duration.ZERO;
                periodNanos = nanos;
            }
        }

        Duration between() {
            return longest.compareTo(grace) > 0 ? longest : BETWEEN_SAMPLES;
        }
    }

    /** The destination has confirmed this record just now. */
    synchronized void confirmed(String assistantId, String upstreamId) {
        Assistant assistant = assistants.computeIfAbsent(assistantId, id -> new Assistant());
        if (assistant.confirmed.size() < MAX_REMEMBERED) {
            assistant.confirmed.put(upstreamId, new Confirmed(clock.instant(), nanoTime.getAsLong()));
        }
    }

    /** Whether the list should be read for this alone. */
    synchronized boolean isDue(String assistantId) {
        Assistant assistant = assistants.get(assistantId);
        long nanos = nanoTime.getAsLong();
        if (assistant == null
                || assistant.sampled
                        && nanos - assistant.sampledNanos < assistant.between().toNanos()) {
            return false;
        }
        assistant.forgetOld(nanos);
        return assistant.confirmed.values().stream().anyMatch(one -> isLate(one, nanos));
    }

    private boolean isLate(Confirmed one, long nanos) {
        return nanos - one.nanos() >= grace.toNanos();
    }

    /** A reading of the list begins. */
    synchronized Question begin(String assistantId) {
        Assistant assistant = assistants.computeIfAbsent(assistantId, id -> new Assistant());
        assistant.forgetOld(nanoTime.getAsLong());
        return new Question(assistant, Map.copyOf(assistant.confirmed), nanoTime.getAsLong());
    }

    /** For how long a record was seen not to show, lately. */
    synchronized Duration longest(String assistantId) {
        Assistant assistant = assistants.get(assistantId);
        if (assistant == null) {
            return Duration.ZERO;
        }
        assistant.forgetOld(nanoTime.getAsLong());
        return assistant.longest.compareTo(assistant.longestBefore) > 0 ? assistant.longest : assistant.longestBefore;
    }

    /** What, for each assistant, takes longer to show than the grace allows, in plain words. */
    List<String> problems(String destination) {
        List<String> problems = new ArrayList<>();
        for (String assistantId : assistantIds()) {
            Duration longest = longest(assistantId);
            if (longest.compareTo(grace) > 0) {
                problems.add("The list of " + destination + " showed a record for " + assistantId
                        + " not even after " + longest + ", and feedback.delivery.grace is " + grace
                        + ": what is uncertain could be sent twice. Set it higher");
            }
        }
        return problems;
    }

    private synchronized List<String> assistantIds() {
        return assistants.keySet().stream().sorted().toList();
    }

    /** What one reading of a list is asked about lateness. */
    final class Question {
        private final Assistant assistant;
        private final Map<String, Confirmed> confirmed;
        private final long beganNanos;

        private Question(Assistant assistant, Map<String, Confirmed> confirmed, long beganNanos) {
            this.assistant = assistant;
            this.confirmed = confirmed;
            this.beganNanos = beganNanos;
        }

        /** When the first of the records was confirmed that should be in the list by now. */
        Optional<Instant> since() {
            return confirmed.values().stream()
                    .filter(one -> isLate(one, beganNanos))
                    .map(Confirmed::at)
                    .min(Instant::compareTo);
        }

        /** Whether reading on would tell nothing more. */
        boolean isAnswered(IdSet seen) {
            return confirmed.entrySet().stream()
                    .allMatch(one -> !isLate(one.getValue(), beganNanos) || seen.contains(one.getKey()));
        }

        /**
         * Takes in what the whole list showed.
         *
         * @return whether something does not show that was confirmed longer ago than the grace
         */
        boolean answer(IdSet seen) {
            boolean late = false;
            synchronized (ListLag.this) {
                assistant.sampled = true;
                assistant.sampledNanos = nanoTime.getAsLong();
                for (Map.Entry<String, Confirmed> one : confirmed.entrySet()) {
                    if (seen.contains(one.getKey())) {
                        assistant.confirmed.remove(one.getKey());
                        continue;
                    }
                    Duration age = Duration.ofNanos(beganNanos - one.getValue().nanos());
                    assistant.longest = age.compareTo(assistant.longest) > 0 ? age : assistant.longest;
                    late |= age.compareTo(grace) >= 0;
                }
            }
            return late;
        }
    }
}
