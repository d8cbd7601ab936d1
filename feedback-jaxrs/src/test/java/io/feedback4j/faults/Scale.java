package io.feedback4j.faults;

import java.time.Duration;

/** How much of a scenario is run: seconds of it for every build, or all that its table row says. */
enum Scale {
    SHORT,
    FULL;

    <T> T pick(T inShort, T inFull) {
        return this == SHORT ? inShort : inFull;
    }

    Duration seconds(int inShort, int inFull) {
        return Duration.ofSeconds(pick(inShort, inFull));
    }
}
