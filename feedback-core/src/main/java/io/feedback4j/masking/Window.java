package io.feedback4j.masking;

import java.util.Arrays;

/**
 * Some neighbouring groups of a run, looked at as one number.
 *
 * @param sizes how many digits each group has
 * @param between all that stands between them, in order
 * @param digits all of them
 */
record Window(int[] sizes, String between, String digits) {

    /** @param from the first group @param to behind the last */
    static Window of(DigitRun run, int from, int to) {
        int[] sizes = new int[to - from];
        StringBuilder between = new StringBuilder();
        StringBuilder digits = new StringBuilder();
        for (int i = from; i < to; i++) {
            sizes[i - from] = run.group(i).size();
            digits.append(run.group(i).digits());
            if (i > from) {
                between.append(run.before(i));
            }
        }
        return new Window(sizes, between.toString(), digits.toString());
    }

    /** The same without its last group. @param behind what stands before that one */
    Window withoutLast(String behind) {
        int last = sizes.length - 1;
        if (last == 0) {
            return new Window(new int[0], "", "");
        }
        return new Window(
                Arrays.copyOf(sizes, last),
                between.substring(0, between.length() - behind.length()),
                digits.substring(0, digits.length() - sizes[last]));
    }

    boolean isOneGroup() {
        return sizes.length == 1;
    }

    boolean hasSizes(int... wanted) {
        return Arrays.equals(sizes, wanted);
    }

    int digit(int index) {
        return digits.charAt(index) - '0';
    }

    int count() {
        return digits.length();
    }
}
