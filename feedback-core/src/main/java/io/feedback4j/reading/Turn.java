package io.feedback4j.reading;

import java.time.Duration;

/** Lets one node at a time do something. Thread-safe. */
public interface Turn {

    /** For a single node: it is always its turn. */
    Turn ALWAYS = new Turn() {
        @Override
        public boolean tryTake(String name, Duration duration) {
            return true;
        }

        @Override
        public void giveBack(String name) {}
    };

    /**
     * Takes the turn, or keeps it for longer when it is this node's already.
     *
     * @return whether it is this node's now, for so long
     */
    boolean tryTake(String name, Duration duration);

    /** Lets others have it at once. Harmless when it is not this node's. */
    void giveBack(String name);
}
