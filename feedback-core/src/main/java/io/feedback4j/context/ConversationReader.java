package io.feedback4j.context;

import io.feedback4j.background.Workers;
import io.feedback4j.delivery.Conversation;
import io.feedback4j.delivery.Conversations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads conversations for people who look: two at a time, each session once in ten minutes (once in a minute, when it
 * could not be read), and nobody waits for longer than a moment. What was read is remembered in memory alone, of sixteen
 * sessions.
 *
 * <p>Thread-safe.
 */
final class ConversationReader implements AutoCloseable {
    private static final int MAX_SESSIONS = 16;
    private static final int MAX_UNREAD = 8;
    private static final long FOUND_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long NOT_FOUND_NANOS = Duration.ofMinutes(1).toNanos();

    private final Conversations conversations;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Workers workers = new Workers("context", 2, Duration.ofSeconds(1));
    /** The one that was asked for longest ago first. */
    private final Map<String, Reading> known = new LinkedHashMap<>(MAX_SESSIONS * 2, 0.75f, true);

    private static final class Reading {
        final CompletableFuture<Conversation> conversation = new CompletableFuture<>();
        final long since;

        Reading(long since) {
            this.since = since;
        }

        boolean isFresh(long now) {
            if (!conversation.isDone()) {
                return true;
            }
            boolean found = conversation.join().state() == Conversation.State.FOUND;
            return now - since < (found ? FOUND_NANOS : NOT_FOUND_NANOS);
        }
    }

    /** @param patience how long somebody waits @param nanoTime as {@link System#nanoTime} */
    ConversationReader(Conversations conversations, Duration patience, LongSupplier nanoTime) {
        this.conversations = conversations;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    boolean isSame(String kept, String there) {
        return conversations.isSame(kept, there);
    }

    /** @return {@code null} when it is not read yet */
    @Nullable
    Conversation read(String sessionId) {
        CompletableFuture<Conversation> reading = reading(sessionId);
        if (reading == null) {
            return null;
        }
        try {
            return reading.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a conversation that is read never throws", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** @return {@code null} when too many are being read already */
    private synchronized @Nullable CompletableFuture<Conversation> reading(String sessionId) {
        long now = nanoTime.getAsLong();
        Reading before = known.get(sessionId);
        if (before != null && before.isFresh(now)) {
            return before.conversation;
        }
        long unread = known.values().stream()
                .filter(reading -> !reading.conversation.isDone())
                .count();
        if (unread >= MAX_UNREAD) {
            return null;
        }
        Reading reading = new Reading(now);
        known.put(sessionId, reading);
        begin(sessionId, reading);
        forgetOldest();
        return reading.conversation;
    }

    /** What is being read at this moment is told to who waits for it, and not remembered. */
    synchronized void forget(String sessionId) {
        known.remove(sessionId);
    }

    private void begin(String sessionId, Reading reading) {
        try {
            workers.execute(() -> reading.conversation.complete(readSafely(sessionId)));
        } catch (RejectedExecutionException e) {
            reading.conversation.complete(Conversation.unread(Conversation.State.UNAVAILABLE));
        }
    }

    private Conversation readSafely(String sessionId) {
        try {
            return conversations.read(sessionId);
        } catch (RuntimeException e) {
            return Conversation.unread(Conversation.State.UNAVAILABLE);
        }
    }

    private void forgetOldest() {
        if (known.size() > MAX_SESSIONS) {
            known.keySet().remove(known.keySet().iterator().next());
        }
    }

    @Override
    public void close() {
        conversations.close();
        workers.close();
    }
}
