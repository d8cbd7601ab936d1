package io.feedback4j.store;

/**
 * How many of those targets that were shown have a vote.
 *
 * @param seen how many were shown
 * @param answered how many of them have a vote that counts
 */
public record Responses(long seen, long answered) {
    /** So many are looked at, the last that were shown. */
    public static final int MOST = 50_000;
}
