package io.feedback4j.web;

/** What an admin may do; each includes those before it. */
enum Right {
    /** Sees numbers. */
    VIEWER,
    /** Reads what was said. */
    READER,
    /** Acts. */
    OPERATOR;

    boolean includes(Right other) {
        return compareTo(other) >= 0;
    }
}
