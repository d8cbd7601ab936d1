package io.feedback4j.masking;

import java.util.Arrays;

/**
 * What is the number of a payment card: 13 to 19 digits (ISO/IEC 7812-1) that pass the check of that standard's annex B,
 * which is Luhn's, written in one or in groups with the same sign between all of them, and given out by a scheme that is
 * known by its first digits, or of sixteen digits in fours. So neither a device's number (IMEI) nor nine of ten order
 * numbers are taken for one.
 */
final class Cards {
    static final int MIN_DIGITS = 13;
    static final int MAX_DIGITS = 19;

    private static final int[] FOURS = {4, 4, 4, 4};

    /** First four digits from and to, and how many digits there may be in all. */
    private static final int[][] SCHEMES = {
        {2200, 2204, 16, 17, 18, 19}, // Mir
        {2221, 2720, 16}, // Mastercard
        {3000, 3059, 14, 16, 17, 18, 19}, // Diners Club
        {3095, 3095, 14, 16, 17, 18, 19},
        {3400, 3499, 15}, // American Express
        {3528, 3589, 16, 17, 18, 19}, // JCB
        {3600, 3699, 14, 16, 17, 18, 19}, // Diners Club
        {3700, 3799, 15}, // American Express
        {3800, 3999, 14, 16, 17, 18, 19}, // Diners Club
        {4000, 4999, 13, 16, 19}, // Visa
        {5000, 5099, 13, 14, 15, 16, 17, 18, 19}, // Maestro
        {5100, 5599, 16}, // Mastercard
        {5600, 5899, 13, 14, 15, 16, 17, 18, 19}, // Maestro
        {6000, 6999, 13, 14, 15, 16, 17, 18, 19}, // Maestro, Discover, UnionPay, RuPay
        {8100, 8199, 16, 17, 18, 19}, // UnionPay, RuPay
        {9792, 9792, 16}, // Troy
    };

    private Cards() {}

    static boolean is(Window window) {
        return window.count() >= MIN_DIGITS
                && window.count() <= MAX_DIGITS
                && isEvenlyWritten(window)
                && (hasScheme(window) || Arrays.equals(window.sizes(), FOURS) && window.digit(0) > 0)
                && passesLuhn(window.digits());
    }

    private static boolean isEvenlyWritten(Window window) {
        int gaps = window.sizes().length - 1;
        if (gaps == 0) {
            return true;
        }
        char first = window.between().charAt(0);
        boolean same =
                window.between().length() == gaps && window.between().chars().allMatch(sign -> sign == first);
        return same
                && " -.".indexOf(first) >= 0
                && Arrays.stream(window.sizes()).limit(gaps).allMatch(size -> size >= 3);
    }

    private static boolean hasScheme(Window window) {
        int first = Integer.parseInt(window.digits().substring(0, 4));
        for (int[] scheme : SCHEMES) {
            if (first >= scheme[0] && first <= scheme[1]) {
                return Arrays.stream(scheme).skip(2).anyMatch(count -> count == window.count());
            }
        }
        return false;
    }

    static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
