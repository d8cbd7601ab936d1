package io.feedback4j.web;

/**
 * A body without an end: bytes that come as things happen, for as long as somebody listens. Holds no thread for a listener.
 *
 * <p>Thread-safe.
 */
public interface EventFeed {

    /** Begins to tell a listener, on a thread of ours; called once, when status and headers have gone out. */
    void begin(Listener listener);

    /** The listener has gone; harmless when it was not there. */
    void end(Listener listener);

    /** One peer that reads. Never blocks whoever tells it something. */
    interface Listener {

        /**
         * Sends this, at once or as soon as the peer has read what came before.
         *
         * @return false when it has gone, or reads so slowly that it was dropped
         */
        boolean tell(byte[] bytes);

        /** Ends the body. Idempotent. */
        void close();
    }
}
