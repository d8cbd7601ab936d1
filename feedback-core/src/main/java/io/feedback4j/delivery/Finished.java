package io.feedback4j.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What became of one that was handed to a sender.
 *
 * @param outcome {@code null} when it was not sent at all
 * @param startedNanos when the request began
 */
record Finished(Sending sending, @Nullable Outcome outcome, long startedNanos) {}
