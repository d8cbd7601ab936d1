package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.nextId;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Masked;
import io.feedback4j.model.MessageContext;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Target;
import io.feedback4j.store.AuditAction;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.Change;
import io.feedback4j.store.KeptContext;
import io.feedback4j.store.KeptContext.Source;
import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link io.feedback4j.store.ContextStore} must do. The store has no destination. */
abstract class ContextStoreContract {
    private static final Instant START = MutableClock.START;
    private static final MessageContext FIRST = new MessageContext("How much?", "Seven.", new Masked(1, 0, 2));
    private static final MessageContext SECOND = new MessageContext("Why?", "");

    abstract Store store();

    abstract Jdbc jdbc();

    @AfterEach
    void close() {
        store().close();
    }

    private static Change.Accept accept(Votes vote, @Nullable MessageContext context, Instant at) {
        NewFeedback built = vote.build();
        String hash = built.idempotencyKey() == null ? null : "hash";
        NewFeedback feedback = new NewFeedback(built.target(), built.opinion(), built.idempotencyKey(), context);
        return new Change.Accept(nextId(), feedback, hash, at);
    }

    private @Nullable KeptContext kept(Votes vote) {
        return store().contexts().find(vote.target()).orElse(null);
    }

    @Test
    void keepsTheWordsOfAMessageWithTheVote() {
        store().feedback().write(List.of(accept(vote(), FIRST, START), accept(vote().message("m2"), null, START)));

        assertThat(kept(vote())).isEqualTo(new KeptContext(FIRST, Source.PAGE, START));
        assertThat(kept(vote().voter("another"))).isEqualTo(kept(vote()));
        assertThat(kept(vote().message("m2"))).isNull();
        assertThat(kept(vote().session("another"))).isNull();
        assertThat(kept(vote().assistant("another"))).isNull();
    }

    @Test
    void keepsTheLastThatWasSentAndLeavesItWhereAVoteSaysNone() {
        store().feedback().write(List.of(accept(vote(), FIRST, START), accept(vote(), SECOND, START.plusSeconds(1))));
        store().feedback().write(List.of(accept(vote().down(), null, START.plusSeconds(2))));

        assertThat(kept(vote())).isEqualTo(new KeptContext(SECOND, Source.PAGE, START.plusSeconds(1)));
    }

    @Test
    void keepsNothingOfARequestThatIsRepeatedOrRefused() {
        store().feedback().write(List.of(accept(vote().key("k"), FIRST, START)));
        store().feedback().write(List.of(accept(vote().key("k"), SECOND, START)));

        assertThat(kept(vote())).isEqualTo(new KeptContext(FIRST, Source.PAGE, START));
    }

    @Test
    void believesTheApplicationMoreThanThePage() {
        Target target = vote().target();
        store().feedback().write(List.of(accept(vote(), FIRST, START)));
        store().contexts().put(target, new KeptContext(SECOND, Source.HOST, START.plusSeconds(1)));
        store().feedback().write(List.of(accept(vote(), FIRST, START.plusSeconds(2))));

        assertThat(kept(vote())).isEqualTo(new KeptContext(SECOND, Source.HOST, START.plusSeconds(1)));
        store().contexts().put(target, new KeptContext(FIRST, Source.HOST, START.plusSeconds(3)));
        assertThat(kept(vote())).isEqualTo(new KeptContext(FIRST, Source.HOST, START.plusSeconds(3)));
    }

    @Test
    void forgetsTheWordsOnceNobodysVoteCountsAnyMore() {
        Change.Accept one = accept(vote().voter("one"), FIRST, START);
        Change.Accept other = accept(vote().voter("other"), null, START);
        store().feedback().write(List.of(one, other));

        withdraw(one);
        assertThat(kept(vote())).isNotNull();
        withdraw(other);
        assertThat(kept(vote())).isNull();
    }

    @Test
    void keepsNoWordsThatComeOnceTheVoteIsTakenBack() {
        Change.Accept accept = accept(vote(), null, START);
        store().feedback().write(List.of(accept));
        withdraw(accept);

        store().contexts().put(vote().target(), new KeptContext(FIRST, Source.HOST, START.plusSeconds(1)));

        assertThat(kept(vote())).isNull();
    }

    @Test
    void forgetsTheWordsOfAVoteThatIsTakenBackInTheSameBatch() {
        Change.Accept accept = accept(vote(), FIRST, START);

        store().feedback().write(List.of(accept, new Change.Withdraw(ASSISTANT, accept.id(), START)));
        assertThat(kept(vote())).isNull();

        Change.Accept again = accept(vote(), SECOND, START);
        store().feedback().write(List.of(new Change.Withdraw(ASSISTANT, accept.id(), START), again));
        assertThat(kept(vote())).isEqualTo(new KeptContext(SECOND, Source.PAGE, START));
    }

    @Test
    void forgetsTheWordsOfOneSession() {
        store().feedback()
                .write(List.of(
                        accept(vote(), FIRST, START),
                        accept(vote().message("m2"), FIRST, START),
                        accept(vote().session("another"), FIRST, START),
                        accept(vote().assistant("another"), FIRST, START)));

        int erased = jdbc().write("erase", statements -> ContextSql.erase(statements, ASSISTANT, "session"));

        assertThat(erased).isEqualTo(2);
        assertThat(kept(vote())).isNull();
        assertThat(kept(vote().message("m2"))).isNull();
        assertThat(kept(vote().session("another"))).isNotNull();
        assertThat(kept(vote().assistant("another"))).isNotNull();
    }

    @Test
    void keepsNoWordsThatComeAfterTheVoteWasTakenBackOrErased() {
        KeptContext late = new KeptContext(SECOND, Source.HOST, START.plusSeconds(1));
        Change.Accept withdrawn = accept(vote(), null, START);
        store().feedback().write(List.of(withdrawn, accept(vote().message("m2").voter("one"), null, START)));
        withdraw(withdrawn);
        store().contexts().put(vote().target(), late);
        assertThat(kept(vote())).isNull();

        AuditEntry entry = AuditEntry.of(START, "somebody", AuditAction.ERASE, "", "");
        store().erasures().erase("session", List.of(ASSISTANT), List.of(), entry);
        store().contexts().put(vote().message("m2").voter("one").target(), late);
        assertThat(kept(vote().message("m2"))).isNull();
    }

    @Test
    void purgesTheWordsWithTheLastVoteOnTheMessage() {
        Instant old = START.minus(Duration.ofDays(500));
        store().feedback().write(List.of(accept(vote().voter("one"), FIRST, old)));
        store().feedback().write(List.of(accept(vote().voter("other"), null, START)));
        Target unused = vote().message("m2").target();
        jdbc().write("leave words behind", statements -> {
            ContextSql.put(statements, unused, new KeptContext(SECOND, Source.HOST, old));
            return unused;
        });

        while (store().feedback().purge(START.minus(Duration.ofDays(400)), 10) > 0) {
            // goes on until nothing is old
        }
        assertThat(kept(vote())).isNotNull();
        assertThat(kept(vote().message("m2"))).isNull();

        while (store().feedback().purge(START.plusSeconds(1), 10) > 0) {
            // goes on until nothing is old
        }
        assertThat(kept(vote())).isNull();
    }

    @Test
    void movesTheWordsWithTheVotesToTheFirstAssistant() {
        store().feedback().write(List.of(accept(vote().assistant("default"), FIRST, START)));

        store().bindDefault("default", ASSISTANT);

        assertThat(kept(vote())).isEqualTo(new KeptContext(FIRST, Source.PAGE, START));
        assertThat(kept(vote().assistant("default"))).isNull();
    }

    private void withdraw(Change.Accept accept) {
        store().feedback().write(List.of(new Change.Withdraw(ASSISTANT, accept.id(), START)));
    }
}
