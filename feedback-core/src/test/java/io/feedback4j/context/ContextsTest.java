package io.feedback4j.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.context.Found.State;
import io.feedback4j.delivery.Conversation;
import io.feedback4j.delivery.Conversation.Line;
import io.feedback4j.delivery.Conversations;
import io.feedback4j.masking.MaskKind;
import io.feedback4j.masking.Masking;
import io.feedback4j.model.Masked;
import io.feedback4j.model.MessageContext;
import io.feedback4j.model.Target;
import io.feedback4j.store.ContextStore;
import io.feedback4j.store.KeptContext;
import io.feedback4j.store.KeptContext.Source;
import io.feedback4j.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextsTest {
    private static final Target TARGET = new Target("aia_asst_1", "session", "aia_msg_2", "");
    private static final Masking MASKING = new Masking(Set.of(MaskKind.EMAIL));
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Conversation CONVERSATION = new Conversation(
            Conversation.State.FOUND,
            List.of(
                    new Line("aia_msg_0", "user", "Hello"),
                    new Line("aia_msg_1", "user", "Who is jane@example.com?"),
                    new Line("", "tool", "looked up"),
                    new Line("aia_msg_2", "assistant", "A customer."),
                    new Line("aia_msg_3", "user", "Thanks"),
                    new Line("aia_msg_4", "assistant", "")));

    private final Shelf store = new Shelf();
    private final Upstream upstream = new Upstream();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Contexts> started = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(Contexts::close);
    }

    private Contexts start(
            @Nullable ContextResolver resolver, @Nullable Conversations conversations, Duration patience) {
        Contexts contexts =
                new Contexts(store, MASKING, new MutableClock(), resolver, conversations, patience, nanos::get);
        started.add(contexts);
        return contexts;
    }

    @Test
    void givesWhatIsKeptAndAsksNobody() {
        KeptContext kept = new KeptContext(new MessageContext("q", "a"), Source.PAGE, MutableClock.START);
        store.put(TARGET, kept);
        Contexts contexts = start((assistant, session, message) -> new MessageContext("x", "x"), upstream, LONG);

        assertThat(contexts.look(TARGET)).isEqualTo(Found.of(kept));
        assertThat(upstream.reads).hasValue(0);
    }

    @Test
    void asksTheApplicationForWhatCameWithoutWordsAndKeepsItMasked() throws Exception {
        Contexts contexts = start(
                (assistant, session, message) -> new MessageContext("q", message + " a@b.example"), upstream, LONG);

        contexts.kept(TARGET);

        KeptContext kept = store.puts.poll(30, TimeUnit.SECONDS);
        assertThat(kept)
                .isEqualTo(new KeptContext(
                        new MessageContext("q", "aia_msg_2 [email]", new Masked(1, 0, 0)),
                        Source.HOST,
                        MutableClock.START));
        assertThat(contexts.look(TARGET)).isEqualTo(Found.of(kept));
    }

    @Test
    void livesWithAnApplicationThatFailsOrKnowsNothing() {
        Contexts failing = start(
                (assistant, session, message) -> {
                    throw new IllegalStateException("never to be seen");
                },
                null,
                LONG);
        Contexts ignorant = start((assistant, session, message) -> null, null, LONG);

        assertThat(failing.look(TARGET)).isEqualTo(Found.nothing(State.UNKNOWN));
        assertThat(ignorant.look(TARGET)).isEqualTo(Found.nothing(State.UNKNOWN));
        assertThat(store.kept).isEmpty();
    }

    @Test
    void remembersNothingOfASessionThatIsErased() {
        Contexts contexts = start(null, upstream, LONG);
        var unused = contexts.look(TARGET);

        contexts.forget("another");
        unused = contexts.look(TARGET);
        assertThat(upstream.reads).hasValue(1);

        contexts.forget(TARGET.sessionId());
        unused = contexts.look(TARGET);
        assertThat(upstream.reads).hasValue(2);
    }

    @Test
    void readsTheConversationOfASessionOnceForAllItsMessages() {
        Contexts contexts = start(null, upstream, LONG);

        assertThat(contexts.look(TARGET).context())
                .isEqualTo(new KeptContext(
                        new MessageContext("Who is [email]?", "A customer.", new Masked(1, 0, 0)),
                        Source.UPSTREAM,
                        MutableClock.START));
        assertThat(contexts.look(target("aia_msg_4")).context())
                .isEqualTo(new KeptContext(new MessageContext("Thanks", ""), Source.UPSTREAM, MutableClock.START));
        assertThat(contexts.look(target("aia_msg_9")).state()).isEqualTo(State.UNKNOWN);
        assertThat(contexts.look(target("")).state()).isEqualTo(State.UNKNOWN);
        assertThat(upstream.reads).hasValue(1);
        assertThat(store.kept).isEmpty();

        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        contexts.look(TARGET);
        assertThat(upstream.reads).hasValue(2);
    }

    @Test
    void saysWhyNothingCanBeReadAndTriesAgainAMinuteLater() {
        Contexts contexts = start(null, upstream, LONG);
        for (Map.Entry<Conversation.State, State> one : Map.of(
                        Conversation.State.GONE, State.GONE,
                        Conversation.State.REFUSED, State.REFUSED,
                        Conversation.State.UNAVAILABLE, State.UNAVAILABLE)
                .entrySet()) {
            upstream.answer = Conversation.unread(one.getKey());
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());

            assertThat(contexts.look(TARGET)).isEqualTo(Found.nothing(one.getValue()));
        }
        upstream.answer = CONVERSATION;
        assertThat(contexts.look(TARGET).state()).isNotEqualTo(State.FOUND);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(contexts.look(TARGET).state()).isEqualTo(State.FOUND);
    }

    @Test
    void letsNobodyWaitForASlowUpstreamAndAsksItNoMoreThanOnce() {
        upstream.hold = new CountDownLatch(1);
        Contexts contexts = start(null, upstream, Duration.ZERO);
        for (int i = 0; i < 20; i++) {
            assertThat(contexts.look(TARGET).state()).isEqualTo(State.READING);
            assertThat(contexts.look(new Target("aia_asst_1", "session" + i, "aia_msg_2", ""))
                            .state())
                    .isEqualTo(State.READING);
        }
        upstream.hold.countDown();
        long end = System.nanoTime() + LONG.toNanos();
        while (contexts.look(TARGET).state() == State.READING) {
            assertThat(System.nanoTime()).isLessThan(end);
        }

        assertThat(contexts.look(TARGET).state()).isEqualTo(State.FOUND);
        assertThat(upstream.reads.get()).isBetween(1, 8);
    }

    @Test
    void asksNobodyOnceClosed() {
        Contexts contexts = start(null, upstream, LONG);

        contexts.close();
        contexts.close();

        assertThat(contexts.look(TARGET).state()).isEqualTo(State.UNAVAILABLE);
        assertThat(upstream.reads).hasValue(0);
    }

    private static Target target(String message) {
        return new Target("aia_asst_1", "session", message, "");
    }

    private static final class Upstream implements Conversations {
        final AtomicInteger reads = new AtomicInteger();
        volatile Conversation answer = CONVERSATION;
        volatile @Nullable CountDownLatch hold;

        @Override
        public Conversation read(String sessionId) {
            reads.incrementAndGet();
            CountDownLatch held = hold;
            try {
                if (held != null && !held.await(30, TimeUnit.SECONDS)) {
                    throw new AssertionError("held for too long");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return answer;
        }

        @Override
        public boolean isSame(String kept, String there) {
            return kept.equals(there);
        }

        @Override
        public void close() {}
    }

    private static final class Shelf implements ContextStore {
        final Map<Target, KeptContext> kept = new ConcurrentHashMap<>();
        final BlockingQueue<KeptContext> puts = new LinkedBlockingQueue<>();

        @Override
        public Optional<KeptContext> find(Target target) {
            return Optional.ofNullable(kept.get(target));
        }

        @Override
        public void put(Target target, KeptContext context) {
            kept.put(target, context);
            puts.add(context);
        }
    }
}
