package io.feedback4j.masking;

import java.util.Arrays;

/**
 * What is a phone number: one in international form (ITU-T E.164: a plus or 00, and 15 digits at the most), or in a
 * national form that nothing else looks like. What could as well be an order number or an amount is one only behind a word
 * that announces it.
 */
final class Phones {
    static final int MAX_DIGITS = 17;

    private static final int MAX_INTERNATIONAL = 15;
    private static final int MIN_INTERNATIONAL = 8;

    /** How the number is led in. */
    enum Lead {
        NOTHING,
        PLUS,
        PARENTHESIS,
        ANNOUNCED
    }

    private Phones() {}

    static boolean is(Window window, Lead lead) {
        if (lead == Lead.PLUS) {
            return isInternational(window.digits());
        }
        return window.digits().startsWith("00")
                ? isInternationalWithZeros(window)
                : lead == Lead.ANNOUNCED && isAnnounced(window)
                        || lead == Lead.PARENTHESIS && hasAreaInParentheses(window)
                        || hasTrunkZero(window)
                        || isNorthAmerican(window)
                        || isOtherNational(window);
    }

    private static boolean isInternational(String digits) {
        // In North America neither the area nor what follows begins with 0 or 1, which amounts do.
        boolean isAmount = digits.length() > 1 && digits.charAt(0) == '1' && digits.charAt(1) < '2';
        return digits.length() >= MIN_INTERNATIONAL
                && digits.length() <= MAX_INTERNATIONAL
                && digits.charAt(0) != '0'
                && !isAmount;
    }

    private static boolean isInternationalWithZeros(Window window) {
        int least = window.isOneGroup() ? 11 : MIN_INTERNATIONAL + 1;
        return window.sizes()[0] >= 2
                && window.count() - 2 >= least
                && isInternational(window.digits().substring(2));
    }

    private static boolean isAnnounced(Window window) {
        return window.count() <= MAX_INTERNATIONAL;
    }

    private static boolean hasAreaInParentheses(Window window) {
        int area = window.sizes()[0];
        return window.between().startsWith(")")
                && area >= 2
                && area <= 5
                && window.count() - area >= 6
                && window.count() <= 12
                && inPairsAtLeast(window);
    }

    private static boolean inPairsAtLeast(Window window) {
        return Arrays.stream(window.sizes()).allMatch(size -> size >= 2);
    }

    /** As in most of Europe, Asia and Africa: a zero, and 8 to 11 digits of area and subscriber. */
    private static boolean hasTrunkZero(Window window) {
        if (window.digit(0) != 0 || window.count() < 9 || window.count() > 12 || window.digit(1) == 0) {
            return false;
        }
        if (window.isOneGroup()) {
            return window.count() >= 10;
        }
        boolean zeroApart = window.sizes()[0] == 1 && window.sizes().length >= 3 && opensArea(window.between());
        return zeroApart || window.sizes()[0] <= 6 && window.sizes().length <= 6 && inPairsAtLeast(window);
    }

    private static boolean opensArea(String between) {
        return between.startsWith("(") || between.startsWith(" ");
    }

    /** Area, exchange, line, as in the North American Numbering Plan, where it is written with signs between. */
    private static boolean isNorthAmerican(Window window) {
        boolean led = window.hasSizes(1, 3, 3, 4) && window.digit(0) == 1;
        if (!led && !window.hasSizes(3, 3, 4)) {
            return false;
        }
        int area = led ? 1 : 0;
        return window.digit(area) >= 2 && window.digit(area + 3) >= 2;
    }

    private static boolean isOtherNational(Window window) {
        boolean russian = window.hasSizes(1, 3, 3, 2, 2) && window.digit(0) == 8;
        boolean chinese = window.hasSizes(3, 4, 4) && window.digit(0) == 1 && window.digit(1) >= 3;
        boolean indian = window.hasSizes(5, 5) && window.digit(0) >= 6;
        boolean brazilian = window.hasSizes(2, 5, 4) && window.digit(0) > 0 && window.digit(2) == 9;
        boolean spanish = window.hasSizes(3, 2, 2, 2) && window.digit(0) >= 6;
        return russian || chinese || indian || brazilian || spanish;
    }
}
