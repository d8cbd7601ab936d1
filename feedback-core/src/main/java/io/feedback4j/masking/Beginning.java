package io.feedback4j.masking;

import io.feedback4j.masking.Phones.Lead;

/**
 * What stands before a number: how it is led in, where it begins with that, and whether it hangs on something else.
 *
 * @param floor where what belongs to something that is masked ends, which nothing hangs on
 * @param start where the number begins, with its plus
 * @param digits where its first digit is
 * @param opening where a parenthesis opens that belongs to it if it closes within it; −1 for none
 */
record Beginning(String text, int floor, Lead lead, int start, int digits, int opening) {

    static Beginning of(String text, int floor, DigitRun run, int group) {
        int digits = run.group(group).start();
        int from = group == 0 ? floor : Math.max(floor, run.group(group - 1).end());
        int start = digits;
        Lead lead = Announcements.before(text, digits) ? Lead.ANNOUNCED : Lead.NOTHING;
        int before = skipBlank(text, digits, from);
        if (before > from && Signs.isPlus(text.codePointBefore(before))) {
            start = before - 1;
            lead = Lead.PLUS;
        }
        int open = skipUnseen(text, start, from);
        boolean opened = open > from && Signs.between(text.codePointBefore(open)) == '(';
        if (opened && lead == Lead.NOTHING) {
            lead = Lead.PARENTHESIS;
        }
        return new Beginning(text, floor, lead, start, digits, opened ? open - 1 : -1);
    }

    private static int skipBlank(String text, int index, int floor) {
        int i = skipUnseen(text, index, floor);
        if (i > floor && Signs.between(text.codePointBefore(i)) == ' ') {
            i = skipUnseen(text, i - 1, floor);
        }
        return i;
    }

    private static int skipUnseen(String text, int index, int floor) {
        int i = index;
        // A few: marks of direction come in pairs, and a long row of them is read once for each number otherwise.
        while (i > floor && index - i < 4 && Signs.isUnseen(text.codePointBefore(i))) {
            i -= Character.charCount(text.codePointBefore(i));
        }
        return i;
    }

    /** Whether the number is the end of something that is none: a name, a code, a path, an amount. */
    boolean isAttached() {
        int before = before(start);
        int second = before == '\n' ? '\n' : before(start - Character.charCount(before));
        if (Signs.isOfAWord(before) && lead != Lead.ANNOUNCED) {
            return true;
        }
        if (lead == Lead.PLUS) {
            return Signs.digit(before) >= 0 || Signs.isPlus(before);
        }
        boolean numbered =
                isNumbering(before(skipBlank(text, start, floor))) || Signs.isCurrency(before) || Signs.isPlus(before);
        boolean joined = "-/=&@%.".indexOf(before) >= 0 && isOfACode(second) && lead != Lead.ANNOUNCED;
        return numbered || joined || before == ':' && Signs.digit(second) >= 0;
    }

    private static boolean isNumbering(int c) {
        return c == '#' || c == '\u2116';
    }

    private int before(int index) {
        return index > floor ? text.codePointBefore(index) : '\n';
    }

    private static boolean isOfACode(int c) {
        return Signs.isOfAWord(c) || Signs.digit(c) >= 0;
    }

    /** A mobile number of China is mostly written without a sign, and told from others by the words around it. */
    boolean isChinese(Window window) {
        return window.isOneGroup()
                && window.count() == 11
                && window.digit(0) == 1
                && window.digit(1) >= 3
                && Signs.isUnspaced(before(skipBlank(text, start, floor)));
    }

    Span span(MaskKind kind, DigitRun run, int to) {
        int end = run.group(to).end();
        boolean closes =
                opening >= 0 && text.substring(digits, end).codePoints().anyMatch(c -> Signs.between(c) == ')');
        return new Span(kind, closes ? opening : start, end);
    }
}
