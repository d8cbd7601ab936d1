package io.feedback4j.delivery;

/**
 * Where a destination keeps what was said in its sessions. Only read, for people who look at a vote; never on the way of
 * one. Thread-safe.
 */
public interface Conversations extends AutoCloseable {

    /** Reads a session once, without a repeat. Blocks for a bounded time and never throws. */
    Conversation read(String sessionId);

    /**
     * Whether two ids are the same message there.
     *
     * @param kept the id that was voted on
     * @param there the id in the conversation
     */
    boolean isSame(String kept, String there);

    /** Closes what was opened. Idempotent. */
    @Override
    void close();
}
