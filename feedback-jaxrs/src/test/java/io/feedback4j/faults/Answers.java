package io.feedback4j.faults;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the product answered the load: how often what, how fast, and what it must never answer. Thread-safe. */
final class Answers {
    private final Map<Integer, Integer> counts = new TreeMap<>();
    private final List<Long> acceptNanos = new ArrayList<>();
    private final List<Long> busyNanos = new ArrayList<>();
    private final Set<String> wrong = new TreeSet<>();
    private int broken;
    private boolean containerMayAnswer;

    /** A container that ends, or whose own threads are interrupted, answers some requests itself: only what is recognizably ours is judged meanwhile. */
    synchronized void containerMayAnswer(boolean may) {
        containerMayAnswer = may;
    }

    synchronized void add(HttpResponse<String> answer, Duration took) {
        int status = answer.statusCode();
        counts.merge(status, 1, Integer::sum);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (containerMayAnswer && !type.startsWith("application/problem+json")) {
            return;
        }
        if (status == 202) {
            acceptNanos.add(took.toNanos());
        } else if (status == 503) {
            busyNanos.add(took.toNanos());
            if (!answer.headers().firstValue("Retry-After").orElse("").matches("\\d+")) {
                wrong.add("503 without Retry-After");
            }
        } else if (status != 204) {
            wrong.add(status + " " + answer.headers().map() + " " + answer.body());
        }
    }

    /** There was no answer. */
    synchronized void addBroken() {
        broken++;
    }

    synchronized int count(int status) {
        return counts.getOrDefault(status, 0);
    }

    /** Answers that are wrong in every scenario, each kind once. */
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    synchronized Duration acceptedWithin(double share) {
        return percentile(acceptNanos, share);
    }

    synchronized Duration refusedWithin(double share) {
        return percentile(busyNanos, share);
    }

    private static Duration percentile(List<Long> nanos, double share) {
        List<Long> sorted = new ArrayList<>(nanos);
        sorted.sort(null);
        return sorted.isEmpty() ? Duration.ZERO : Duration.ofNanos(sorted.get((int) (share * (sorted.size() - 1))));
    }

    @Override
    public synchronized String toString() {
        return counts + ", " + broken + " without an answer";
    }
}
