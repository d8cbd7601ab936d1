package io.feedback4j.masking;

import static java.util.Objects.requireNonNull;

/**
 * A part of a text that is to be masked.
 *
 * @param start index of its first UTF-16 unit
 * @param end index behind its last
 */
record Span(MaskKind kind, int start, int end) {

    Span {
        requireNonNull(kind, "kind");
    }
}
