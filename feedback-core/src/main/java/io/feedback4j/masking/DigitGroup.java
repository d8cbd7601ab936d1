package io.feedback4j.masking;

/**
 * Digits with nothing between them.
 *
 * @param start index of the first in the text
 * @param end index behind the last
 * @param digits in ASCII, whatever script they were in
 */
record DigitGroup(int start, int end, String digits) {

    int size() {
        return digits.length();
    }
}
