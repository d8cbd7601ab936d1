package io.feedback4j.masking;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds cards' and phones' numbers in runs of digits: at each group where one may begin, the longest that is one. Looks at
 * no more digits from there than the longest has, so that the time is in proportion to the text.
 */
final class Numbers {
    /** Nothing that has fewer is looked at. */
    private static final int MIN_DIGITS = 6;

    private final String text;
    private final List<Span> found = new ArrayList<>();

    /** Where the last one found ends. */
    private int end;

    private Numbers(String text) {
        this.text = text;
    }

    /** @param emails where there are none, in order */
    static List<Span> in(String text, List<Span> emails) {
        Numbers numbers = new Numbers(text);
        DigitRun.in(text, emails).forEach(numbers::look);
        return numbers.found;
    }

    private void look(DigitRun run) {
        if (isAccount(run)) {
            return;
        }
        boolean[] dated = Dates.in(run);
        int next = 0;
        while (next < run.size()) {
            next = run.begins(next) ? behind(run, next, dated) : next + 1;
        }
    }

    /** @return the group behind the number that begins with this one, or behind this one when none does */
    private int behind(DigitRun run, int from, boolean[] dated) {
        Beginning beginning = Beginning.of(text, Math.max(run.floor(), end), run, from);
        if (beginning.isAttached()) {
            return from + 1;
        }
        int to = lastWithin(run, from, dated);
        for (Window window = Window.of(run, from, to + 1); window.count() >= MIN_DIGITS; to--) {
            MaskKind kind = run.ends(to) && isFree(run, to) ? kind(window, beginning) : null;
            if (kind != null) {
                Span span = beginning.span(kind, run, to);
                found.add(span);
                end = span.end();
                return to + 1;
            }
            window = window.withoutLast(run.before(to));
        }
        return from + 1;
    }

    private static int lastWithin(DigitRun run, int from, boolean[] dated) {
        int digits = 0;
        int to = from;
        while (to < run.size() && !dated[to]) {
            digits += run.group(to).size();
            if (digits > Cards.MAX_DIGITS) {
                break;
            }
            to++;
        }
        return to - 1;
    }

    private static @Nullable MaskKind kind(Window window, Beginning beginning) {
        if (beginning.lead() != Phones.Lead.PLUS && Cards.is(window)) {
            return MaskKind.CARD;
        }
        boolean phone = window.count() <= Phones.MAX_DIGITS
                && (Phones.is(window, beginning.lead()) || beginning.isChinese(window));
        return phone ? MaskKind.PHONE : null;
    }

    /** Whether what follows a group does not make it part of something else: a code, a measure, an amount, a time. */
    private boolean isFree(DigitRun run, int to) {
        if (to < run.size() - 1) {
            return true;
        }
        int end = run.last().end();
        int next = at(end, run.limit());
        int second = next == '\n' ? '\n' : at(end + Character.charCount(next), run.limit());
        if (Signs.isOfAWord(next) || isOfAnAmount(next) || Signs.between(next) == ' ' && isOfAnAmount(second)) {
            return false;
        }
        boolean goesOn = next == '-' || next == '.' || next == '/' || next == ':' || next == '@';
        return !goesOn || !Signs.isOfAWord(second) && Signs.digit(second) < 0 || next == '.' && isSentence(second);
    }

    private int at(int index, int limit) {
        return index < limit ? text.codePointAt(index) : '\n';
    }

    private static boolean isOfAnAmount(int c) {
        return c == '%' || c == '\u2030' || Signs.isCurrency(c);
    }

    private static boolean isSentence(int c) {
        return Character.isUpperCase(c);
    }

    /** Whether a run is a bank account's (IBAN): two letters, two digits, and more. */
    private boolean isAccount(DigitRun run) {
        int start = run.group(0).start();
        return start >= 2
                && run.group(0).size() >= 2
                && Character.isUpperCase(text.charAt(start - 1))
                && Character.isUpperCase(text.charAt(start - 2))
                && (start == 2 || !Character.isLetterOrDigit(text.charAt(start - 3)));
    }
}
