package io.feedback4j.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds out how little of something that fails is enough to fail. */
public final class Shortest {
    private static final int MAX_TRIES = 3_000;

    private Shortest() {}

    /** Leaves out large and then smaller parts, as long as what is left still fails; tries a few thousand times at most. */
    public static <T> List<T> of(List<T> failing, Predicate<List<T>> fails) {
        List<T> shortest = failing;
        int tries = 0;
        for (int part = Math.max(1, failing.size() / 2); part > 0; part /= 2) {
            for (int from = 0; from < shortest.size() && tries < MAX_TRIES; tries++) {
                List<T> shorter = new ArrayList<>(shortest);
                shorter.subList(from, Math.min(shortest.size(), from + part)).clear();
                if (fails.test(shorter)) {
                    shortest = shorter;
                } else {
                    from += part;
                }
            }
        }
        return shortest;
    }

    /** The same, of a text and its code points. */
    public static String of(String failing, Predicate<String> fails) {
        List<Integer> codePoints = failing.codePoints().boxed().toList();
        return string(of(codePoints, shorter -> fails.test(string(shorter))));
    }

    private static String string(List<Integer> codePoints) {
        StringBuilder text = new StringBuilder();
        codePoints.forEach(text::appendCodePoint);
        return text.toString();
    }
}
