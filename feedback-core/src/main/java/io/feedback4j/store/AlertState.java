package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

/**
 * How far the watch over one assistant's votes has come.
 *
 * @param assistantId whose
 * @param line the share that is watched; another one begins anew
 * @param position up to which vote everything was looked at
 * @param votes how many were counted since the test last began
 * @param positive of them
 * @param armed whether a fall raises an alarm: not between an alarm and the end of what it is about
 */
public record AlertState(String assistantId, double line, String position, long votes, long positive, boolean armed) {
    public AlertState {
        requireNonNull(assistantId, "assistantId");
        requireNonNull(position, "position");
    }
}
