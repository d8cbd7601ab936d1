package io.feedback4j.benchmark;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.settle.SettleBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How much memory a settling vote with a text of 180 characters takes, with everything it holds on to. */
final class SettlingMemory {
    private static final int VOTES = 100_000;

    private SettlingMemory() {}

    static String measure() {
        Clock clock = Clock.systemUTC();
        FeedbackIds ids = new FeedbackIds(clock, new SecureRandom());
        SettleBuffer buffer = new SettleBuffer(1L << 30, clock, Ticker.systemTicker(), List.of("twilio"));
        long before = usedAfterCollection();
        for (int i = 0; i < VOTES; i++) {
            Instant now = clock.instant();
            Target target = new Target(new String("aia_asst_1"), "session-" + i, "aia_msg_" + i, "");
            Opinion opinion = new Opinion(1.0, String.format(Locale.ROOT, "%-180d", i), List.of());
            buffer.kept(new Feedback(ids.next(), target, 1, opinion, Status.CURRENT, now, now), now.plusSeconds(300));
        }
        long bytes = (usedAfterCollection() - before) / VOTES;
        return String.format(Locale.ROOT, "a settling vote takes %d bytes (of %d held)", bytes, buffer.size());
    }

    private static long usedAfterCollection() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
