package io.feedback4j.masking;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What single characters of any script are to a number or an address. */
final class Signs {
    /** Stands for every character that is no sign between digits. */
    static final char NONE = 0;
    /** Stands for what is not seen, such as a mark of direction. */
    static final char UNSEEN = '\u00AD';

    /** Scripts in which a word follows another without a space, or a particle its noun. */
    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private Signs() {}

    /** The value of a decimal digit of any script; −1 for everything else. */
    static int digit(int c) {
        return c < 0x80
                ? c >= '0' && c <= '9' ? c - '0' : -1
                : Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(c, 10) : -1;
    }

    /** What stands between digits, in one spelling: space - . / ( ), {@link #UNSEEN}, or {@link #NONE}. */
    static char between(int c) {
        switch (c) {
            case '-', 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFE63, 0xFF0D:
                return '-';
            case '.', 0x00B7, 0x2024, 0xFF0E:
                return '.';
            case '/', 0x2044, 0xFF0F:
                return '/';
            case '(', 0xFF08:
                return '(';
            case ')', 0xFF09:
                return ')';
            default:
                return blank(c);
        }
    }

    private static char blank(int c) {
        int type = Character.getType(c);
        if (type == Character.SPACE_SEPARATOR) {
            return ' ';
        }
        return type == Character.FORMAT ? UNSEEN : NONE;
    }

    static boolean isPlus(int c) {
        return c == '+' || c == 0xFF0B;
    }

    static boolean isUnseen(int c) {
        return Character.getType(c) == Character.FORMAT;
    }

    /** Whether a number that touches it is part of a name, a code or a measure: a letter with a case, or a low line. */
    static boolean isOfAWord(int c) {
        return c == '_' || Character.isUpperCase(c) || Character.isLowerCase(c);
    }

    static boolean isUnspaced(int c) {
        return Character.isLetter(c) && UNSPACED.contains(UnicodeScript.of(c));
    }

    static boolean isCurrency(int c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    /** The character before an index; a line end where there is none. */
    static int before(String text, int index) {
        return index > 0 ? text.codePointBefore(index) : '\n';
    }

    /** The character at an index; a line end where there is none. */
    static int at(String text, int index) {
        return index < text.length() ? text.codePointAt(index) : '\n';
    }
}
