package io.feedback4j.masking;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups of digits and what stands between them, as far as nothing else does: what may be one number, or several.
 *
 * @param floor where what is something else already ends before it
 * @param limit where the next that is something else already begins
 * @param between what is between one group and the next, in the spelling of {@link Signs#between}; one less than groups
 */
record DigitRun(int floor, int limit, List<DigitGroup> groups, List<String> between) {
    /** More signs than this keep digits apart. */
    private static final int MAX_BETWEEN = 3;

    /** Every run of a text, in order. @param taken what is something else already, in order */
    static List<DigitRun> in(String text, List<Span> taken) {
        List<DigitRun> runs = new ArrayList<>();
        int next = 0;
        int floor = 0;
        for (int i = 0; i < text.length(); ) {
            if (next < taken.size() && i >= taken.get(next).start()) {
                floor = taken.get(next++).end();
                i = Math.max(i, floor);
            } else if (Signs.digit(text.codePointAt(i)) >= 0) {
                int limit = next < taken.size() ? taken.get(next).start() : text.length();
                DigitRun run = at(text, i, floor, limit);
                runs.add(run);
                i = run.last().end();
            } else {
                i += Character.charCount(text.codePointAt(i));
            }
        }
        return runs;
    }

    private static DigitRun at(String text, int start, int floor, int limit) {
        List<DigitGroup> groups = new ArrayList<>();
        List<String> between = new ArrayList<>();
        DigitGroup group = group(text, start, limit);
        groups.add(group);
        while (true) {
            StringBuilder signs = new StringBuilder(MAX_BETWEEN);
            int next = skip(text, group.end(), limit, signs);
            if (next >= limit || signs.isEmpty() || Signs.digit(text.codePointAt(next)) < 0) {
                return new DigitRun(floor, limit, groups, between);
            }
            group = group(text, next, limit);
            groups.add(group);
            between.add(signs.toString());
        }
    }

    /** Where what stands between ends; {@code limit} when there is too much of it. */
    private static int skip(String text, int start, int limit, StringBuilder signs) {
        int i = start;
        while (i < limit) {
            int c = text.codePointAt(i);
            char sign = Signs.between(c);
            if (sign == Signs.NONE) {
                return i;
            }
            if (sign != Signs.UNSEEN) {
                if (signs.length() == MAX_BETWEEN) {
                    return limit;
                }
                signs.append(sign);
            }
            i += Character.charCount(c);
        }
        return i;
    }

    private static DigitGroup group(String text, int start, int limit) {
        StringBuilder digits = new StringBuilder();
        int end = start;
        for (int i = start; i < limit; ) {
            int c = text.codePointAt(i);
            int digit = Signs.digit(c);
            if (digit < 0 && !Signs.isUnseen(c)) {
                break;
            }
            i += Character.charCount(c);
            if (digit >= 0) {
                digits.append((char) ('0' + digit));
                end = i;
            }
        }
        return new DigitGroup(start, end, digits.toString());
    }

    int size() {
        return groups.size();
    }

    DigitGroup group(int index) {
        return groups.get(index);
    }

    DigitGroup last() {
        return groups.get(groups.size() - 1);
    }

    /** What is before a group, within the run; {@code ""} before the first. */
    String before(int group) {
        return group == 0 ? "" : between.get(group - 1);
    }

    /** What is behind a group, within the run; {@code ""} behind the last. */
    String behind(int group) {
        return group == between.size() ? "" : between.get(group);
    }

    /** Whether a number may begin with this group. */
    boolean begins(int group) {
        return group == 0 || parts(between.get(group - 1));
    }

    /** Whether a number may end with this group. */
    boolean ends(int group) {
        return group == between.size() || parts(between.get(group));
    }

    private static boolean parts(String signs) {
        return signs.indexOf(' ') >= 0 || signs.indexOf('/') >= 0;
    }
}
