package io.feedback4j.reading;

import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.delivery.Listing;
import io.feedback4j.delivery.ListingException;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A destination that only has a list, newest first. For one thread. */
final class FakeList implements ListedDestination {
    final List<Listing.Item> items = new ArrayList<>();
    final Queue<ListingException> failures = new ArrayDeque<>();
    final List<String> asked = new ArrayList<>();
    int pageSize = 200;

    @Nullable
    Listing always;

    private final InstantSource clock;

    FakeList(InstantSource clock) {
        this.clock = clock;
    }

    /** Somebody else gave it there. @return its id there */
    String has(String session, Opinion opinion, @Nullable Instant createdAt) {
        return has(session, "aia_msg_1", opinion, createdAt);
    }

    String has(String session, String message, Opinion opinion, @Nullable Instant createdAt) {
        String id = "up-" + items.size();
        items.add(item(id, session, message, opinion, createdAt));
        return id;
    }

    /** It was sent from here. @return its id there */
    String has(Feedback feedback, Instant createdAt) {
        return has(feedback.target().sessionId(), feedback.target().messageId(), feedback.opinion(), createdAt);
    }

    Listing.Item item(
            @Nullable String id, String session, String message, Opinion opinion, @Nullable Instant createdAt) {
        return new Listing.Item(
                id,
                fingerprint(session, message, opinion),
                target(session, message),
                createdAt,
                new Listing.Said(session, message, opinion));
    }

    private static String fingerprint(String session, String message, Opinion opinion) {
        return session + " " + message + " " + opinion;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String fingerprint(Feedback feedback) {
        return fingerprint(feedback.target().sessionId(), feedback.target().messageId(), feedback.opinion());
    }

    @Override
    public String target(String sessionId, String messageId) {
        return sessionId + " " + messageId;
    }

    @Override
    public Outcome send(Feedback feedback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Listing list(String assistantId, @Nullable String page) throws ListingException {
        asked.add(page == null ? "first" : page);
        ListingException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        if (always != null) {
            return always;
        }
        int from = page == null ? 0 : Integer.parseInt(page);
        int to = Math.min(items.size(), from + pageSize);
        List<Listing.Item> shown = new ArrayList<>();
        for (int i = from; i < to; i++) {
            shown.add(items.get(items.size() - 1 - i));
        }
        return new Listing(shown, to < items.size() ? String.valueOf(to) : null, clock.instant());
    }
}
