package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A destination with a ledger of its own and a queue of answers; without one it takes everything. Thread-safe. */
public final class FakeDestination implements ListedDestination {

    /** How one send is answered. */
    public interface Answer {
        Outcome to(FakeDestination self, Feedback feedback);
    }

    /** A text that begins so cannot be made a record of. */
    public static final String POISON = "poison";

    /** Answers for the next sends, one each. */
    public final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    /** Answers every send for which none is queued. */
    public volatile Answer otherwise = stored();

    /** What was sent, in order, also what was refused. */
    public final List<Feedback> sent = java.util.Collections.synchronizedList(new ArrayList<>());
    /** What it has. */
    public final List<Listing.Item> records = java.util.Collections.synchronizedList(new ArrayList<>());
    /** The pages that were asked for; {@code first} for the first. */
    public final List<String> pagesAsked = java.util.Collections.synchronizedList(new ArrayList<>());

    public volatile int pageSize = 1_000;
    /** How long a record does not show in the list. */
    public volatile Duration listLag = Duration.ZERO;

    public volatile @Nullable ListingException listFails;
    public volatile boolean closed;
    private final InstantSource clock;
    private int created;

    public FakeDestination(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps it and says so. */
    public static Answer stored() {
        return (self, feedback) -> new Outcome.Delivered(self.store(feedback));
    }

    /** Keeps it and says something else. */
    public static Answer storedBut(Outcome outcome) {
        return (self, feedback) -> {
            self.store(feedback);
            return outcome;
        };
    }

    /** Keeps it and says so, but not under which id. */
    public static Answer storedNameless() {
        return storedBut(new Outcome.Delivered(null));
    }

    /** Does not keep it. */
    public static Answer not(Outcome outcome) {
        return (self, feedback) -> outcome;
    }

    /** Keeps it, and tells its id there. */
    public String store(Feedback feedback) {
        synchronized (records) {
            String id = "up-" + created++;
            records.add(new Listing.Item(id, fingerprint(feedback), target(feedback), clock.instant()));
            return id;
        }
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String fingerprint(Feedback feedback) {
        if (feedback.opinion().text().startsWith(POISON)) {
            throw new StackOverflowError(feedback.opinion().text());
        }
        return feedback.target() + " " + feedback.opinion();
    }

    @Override
    public String target(String sessionId, String messageId) {
        return sessionId + " " + messageId;
    }

    /** What this feedback is about. */
    public String target(Feedback feedback) {
        return target(feedback.target().sessionId(), feedback.target().messageId());
    }

    @Override
    public Outcome send(Feedback feedback) {
        sent.add(feedback);
        Answer answer = answers.poll();
        return (answer == null ? otherwise : answer).to(this, feedback);
    }

    @Override
    public Listing list(String assistantId, @Nullable String page) throws ListingException {
        pagesAsked.add(page == null ? "first" : page);
        ListingException fails = listFails;
        if (fails != null) {
            throw fails;
        }
        Instant shown = clock.instant().minus(listLag);
        List<Listing.Item> all = List.copyOf(records).stream()
                .filter(item -> item.createdAt() == null
                        || listLag.isZero()
                        || !item.createdAt().isAfter(shown))
                .toList();
        int from = page == null ? 0 : Integer.parseInt(page);
        int to = Math.min(all.size(), from + pageSize);
        return new Listing(all.subList(from, to), to < all.size() ? String.valueOf(to) : null, clock.instant());
    }

    @Override
    public void close() {
        closed = true;
    }
}
