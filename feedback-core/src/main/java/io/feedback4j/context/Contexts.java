package io.feedback4j.context;

import static java.util.Objects.requireNonNull;

import io.feedback4j.background.Loop;
import io.feedback4j.context.Found.State;
import io.feedback4j.delivery.Conversation;
import io.feedback4j.delivery.Conversations;
import io.feedback4j.masking.Masking;
import io.feedback4j.model.MessageContext;
import io.feedback4j.model.Target;
import io.feedback4j.store.ContextStore;
import io.feedback4j.store.KeptContext;
import io.feedback4j.store.KeptContext.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the words of a message: those that are kept, else those that the application knows, else those that a destination
 * keeps. What the application tells is kept; what a destination tells is only remembered for a while. Everything is masked
 * first.
 *
 * <p>Thread-safe.
 */
public final class Contexts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Contexts.class);

    private final ContextStore store;
    private final Masking masking;
    private final InstantSource clock;
    private final @Nullable ContextResolver resolver;
    private final @Nullable ConversationReader reader;
    private final @Nullable Unresolved unresolved;
    private final @Nullable Loop loop;

    /**
     * @param resolver the application; {@code null} where it does not tell
     * @param conversations a destination; {@code null} where none keeps any
     * @param patience how long somebody who looks waits for a destination
     * @param nanoTime as {@link System#nanoTime}
     */
    public Contexts(
            ContextStore store,
            Masking masking,
            InstantSource clock,
            @Nullable ContextResolver resolver,
            @Nullable Conversations conversations,
            Duration patience,
            LongSupplier nanoTime) {
        this.store = requireNonNull(store, "store");
        this.masking = requireNonNull(masking, "masking");
        this.clock = requireNonNull(clock, "clock");
        this.resolver = resolver;
        this.reader = conversations == null ? null : new ConversationReader(conversations, patience, nanoTime);
        this.unresolved = resolver == null ? null : new Unresolved(this::resolveLater);
        this.loop = unresolved == null ? null : Loop.start("context", unresolved, Duration.ofSeconds(2));
    }

    /** A vote was kept. Returns at once; the application is asked later, unless the words came with the vote. */
    public void kept(Target target) {
        if (unresolved != null && loop != null && unresolved.add(target)) {
            loop.wake();
        }
    }

    /** What is kept. @throws io.feedback4j.store.StoreException while the store is down */
    public Optional<KeptContext> find(Target target) {
        return store.find(target);
    }

    /** Looks wherever the words may be. Blocks for a moment. @throws io.feedback4j.store.StoreException while the store is down */
    public Found look(Target target) {
        Optional<KeptContext> kept = store.find(target);
        if (kept.isEmpty() && resolver != null) {
            kept = resolveAndKeep(target);
        }
        return kept.map(Found::of).orElseGet(() -> readUpstream(target));
    }

    /** Forgets what is remembered of this session, and does not ask for its words any more: it was erased. */
    public void forget(String sessionId) {
        if (unresolved != null) {
            unresolved.forget(sessionId);
        }
        if (reader != null) {
            reader.forget(sessionId);
        }
    }

    private Found readUpstream(Target target) {
        if (reader == null || target.isSession()) {
            return Found.nothing(State.UNKNOWN);
        }
        Conversation conversation = reader.read(target.sessionId());
        if (conversation == null) {
            return Found.nothing(State.READING);
        }
        return switch (conversation.state()) {
            case GONE -> Found.nothing(State.GONE);
            case REFUSED -> Found.nothing(State.REFUSED);
            case UNAVAILABLE -> Found.nothing(State.UNAVAILABLE);
            case FOUND -> said(conversation, target.messageId());
        };
    }

    private Found said(Conversation conversation, String messageId) {
        MessageContext context = conversation.around(messageId, requireNonNull(reader)::isSame);
        return context == null
                ? Found.nothing(State.UNKNOWN)
                : Found.of(new KeptContext(masking.apply(context), Source.UPSTREAM, clock.instant()));
    }

    private void resolveLater(Target target) {
        if (store.find(target).isEmpty()) {
            var unused = resolveAndKeep(target);
        }
    }

    private Optional<KeptContext> resolveAndKeep(Target target) {
        MessageContext context = resolve(target);
        if (context == null || context.isBlank()) {
            return Optional.empty();
        }
        KeptContext resolved = new KeptContext(masking.apply(context), Source.HOST, clock.instant());
        store.put(target, resolved);
        return Optional.of(resolved);
    }

    private @Nullable MessageContext resolve(Target target) {
        try {
            return requireNonNull(resolver).resolve(target.assistantId(), target.sessionId(), target.messageId());
        } catch (RuntimeException e) {
            // Its own words could quote what people said.
            LOG.warn(
                    "The application's ContextResolver failed with {}",
                    e.getClass().getName());
            return null;
        }
    }

    /** Asks nobody any more. What was not resolved yet is resolved when somebody looks. Idempotent. */
    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
        if (reader != null) {
            reader.close();
        }
    }
}
