package io.feedback4j.masking;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds e-mail addresses as people write them: the part before the at sign as in RFC 5322 without its quoted form and
 * without the signs that mostly stand around an address, letters of all scripts as in RFC 6531; behind it two labels or
 * more as in RFC 5890, the last of letters. Reads each character twice at the most.
 */
final class Emails {
    /** What may stand in the part before the at sign besides letters and digits; the rest surrounds it more often. */
    private static final String LOCAL = "._+-%'&~\u2019";

    private Emails() {}

    static List<Span> in(String text) {
        List<Span> found = new ArrayList<>();
        int free = 0;
        for (int at = nextAt(text, 0); at >= 0; at = nextAt(text, Math.max(at + 1, free))) {
            int start = start(text, at, free);
            int end = start < at ? end(text, at + 1) : at;
            if (end > at + 1) {
                found.add(new Span(MaskKind.EMAIL, start, end));
                free = end;
            } else {
                // Nothing before this sign belongs to the next one.
                free = at + 1;
            }
        }
        return found;
    }

    private static int nextAt(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '@' || text.charAt(i) == '\uFF20') {
                return i;
            }
        }
        return -1;
    }

    /** Where the part before the at sign begins; the sign itself when there is none. */
    private static int start(String text, int at, int free) {
        boolean unspaced = Signs.isUnspaced(Signs.before(text, at));
        int start = at;
        while (start > free) {
            int c = text.codePointBefore(start);
            if (!isOfName(c) && LOCAL.indexOf(c) < 0 || isOtherWord(c, unspaced)) {
                break;
            }
            start -= Character.charCount(c);
        }
        while (start < at && !Character.isLetterOrDigit(text.codePointAt(start)) && text.charAt(start) != '_') {
            start += Character.charCount(text.codePointAt(start));
        }
        return start;
    }

    /** Where the last label that can end an address ends; the start when there is no address. */
    private static int end(String text, int start) {
        int end = start;
        int labels = 0;
        int label = start;
        while (label < text.length()) {
            int behind = labelEnd(text, label);
            if (behind == label) {
                break;
            }
            labels++;
            int trimmed = trimmed(text, label, behind);
            if (labels > 1) {
                end = Math.max(end, topLevelEnd(text, label, trimmed));
            }
            if (trimmed < behind || !isDot(Signs.at(text, behind))) {
                break;
            }
            label = behind + 1;
        }
        return end;
    }

    private static int labelEnd(String text, int start) {
        boolean unspaced = Signs.isUnspaced(Signs.at(text, start));
        int end = start;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            boolean inside = isOfName(c) || c == '-' && end > start;
            if (!inside || isOtherWord(c, unspaced)) {
                return end;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static int trimmed(String text, int start, int end) {
        int trimmed = end;
        while (trimmed > start && text.charAt(trimmed - 1) == '-') {
            trimmed--;
        }
        return trimmed;
    }

    /** Where a label ends as a top-level domain: behind its letters; 0 when it is none. */
    private static int topLevelEnd(String text, int start, int end) {
        if (text.regionMatches(true, start, "xn--", 0, 4)) {
            return end > start + 4 ? end : 0;
        }
        int letters = 0;
        int i = start;
        while (i < end && Signs.digit(text.codePointAt(i)) < 0 && text.charAt(i) != '-') {
            letters += Character.isLetter(text.codePointAt(i)) ? 1 : 0;
            i += Character.charCount(text.codePointAt(i));
        }
        return letters >= 2 ? i : 0;
    }

    /** In a text without spaces the words around an address are of another script than what they touch. */
    private static boolean isOtherWord(int c, boolean unspaced) {
        return !unspaced && Signs.isUnspaced(c);
    }

    private static boolean isOfName(int c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK
                || Signs.isUnseen(c);
    }

    private static boolean isDot(int c) {
        return c == '.' || c == '\u3002' || c == '\uFF0E' || c == '\uFF61';
    }
}
