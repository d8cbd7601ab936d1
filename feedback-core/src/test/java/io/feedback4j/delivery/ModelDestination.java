package io.feedback4j.delivery;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.feedback4j.model.Feedback;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A destination with a clock of its own that knows which feedback it was really sent; what it shows tells equal ones
 * apart no better than the real one does.
 */
final class ModelDestination implements ListedDestination {
    static final String NAME = "fake";
    private static final Instant BEGIN = Instant.parse("2026-11-23T11:13:17Z");

    private record Kept(Listing.Item item, long atNanos) {}

    /** What it does with one request. */
    enum Answer {
        TAKES(true),
        TAKES_WITHOUT_AN_ID(true),
        TAKES_AND_BREAKS_OFF(true),
        TAKES_AND_FAILS(true),
        BREAKS_OFF(false),
        FAILS(false),
        IS_AWAY(false),
        THROTTLES(false),
        REFUSES(false),
        SHUTS_OUT(false),
        IS_GONE(false);

        private final boolean takes;

        Answer(boolean takes) {
            this.takes = takes;
        }

        private Outcome outcome(String id) {
            return switch (this) {
                case TAKES -> new Outcome.Delivered(id);
                case TAKES_WITHOUT_AN_ID -> new Outcome.Delivered(null);
                case TAKES_AND_BREAKS_OFF, BREAKS_OFF -> new Outcome.Unknown(null, null, "reset");
                case TAKES_AND_FAILS, FAILS -> new Outcome.Unknown(500, null, "failed: 500");
                case IS_AWAY -> new Outcome.Unreachable("no connection");
                case THROTTLES -> new Outcome.Throttled(Duration.ofSeconds(5));
                case REFUSES -> new Outcome.Refused(400, "refused " + id);
                case SHUTS_OUT -> new Outcome.Misconfigured(401, "no entry");
                case IS_GONE -> new Outcome.Gone(404, "gone");
            };
        }
    }

    Answer next = Answer.TAKES;
    boolean listFails;
    int pageSize = 1_000;

    private final LongSupplier nanoTime;
    private final Duration lag;
    private final boolean newestFirst;
    private final Consumer<Feedback> sent;
    private final Consumer<Feedback> got;
    private final List<Kept> records = new ArrayList<>();
    private int asked;

    /**
     * @param lag how long a record takes to show in the list
     * @param sent told of each request
     * @param got told of what is kept
     */
    ModelDestination(
            LongSupplier nanoTime, Duration lag, boolean newestFirst, Consumer<Feedback> sent, Consumer<Feedback> got) {
        this.nanoTime = nanoTime;
        this.lag = lag;
        this.newestFirst = newestFirst;
        this.sent = sent;
        this.got = got;
    }

    /** All that it tells apart. */
    static String content(Feedback feedback) {
        return feedback.target().sessionId() + " " + feedback.target().messageId() + " " + feedback.opinion();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String fingerprint(Feedback feedback) {
        return content(feedback);
    }

    @Override
    public String target(String sessionId, String messageId) {
        return sessionId + " " + messageId;
    }

    @Override
    public Outcome send(Feedback feedback) {
        sent.accept(feedback);
        String id = "up-" + asked++;
        if (next.takes) {
            got.accept(feedback);
            String target =
                    target(feedback.target().sessionId(), feedback.target().messageId());
            records.add(new Kept(
                    new Listing.Item(id, content(feedback), target, now().truncatedTo(SECONDS)), nanoTime.getAsLong()));
        }
        return next.outcome(id);
    }

    @Override
    public Listing list(String assistantId, @Nullable String page) throws ListingException {
        if (listFails) {
            throw new ListingException("failed: 500", new Outcome.Unknown(500, null, "failed: 500"));
        }
        List<Listing.Item> shown = new ArrayList<>();
        for (Kept record : records) {
            if (nanoTime.getAsLong() - record.atNanos() >= lag.toNanos()) {
                shown.add(record.item());
            }
        }
        if (newestFirst) {
            Collections.reverse(shown);
        }
        int from = page == null ? 0 : Integer.parseInt(page);
        int to = Math.min(shown.size(), from + pageSize);
        String next = to < shown.size() ? String.valueOf(to) : null;
        return new Listing(shown.subList(from, to), next, now().truncatedTo(SECONDS));
    }

    private Instant now() {
        return BEGIN.plusNanos(nanoTime.getAsLong());
    }

    @Override
    public void close() {}
}
