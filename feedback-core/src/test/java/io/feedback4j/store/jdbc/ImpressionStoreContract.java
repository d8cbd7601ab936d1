package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Target;
import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store must do with what was shown. One subclass per database. */
abstract class ImpressionStoreContract {
    private static final Instant START = MutableClock.START;

    private record Kept(Target target, Instant at) {}

    abstract Store store();

    abstract Jdbc jdbc();

    @AfterEach
    void close() {
        store().close();
    }

    @Test
    void keepsWhatWasShownOnceForEachVoter() {
        Target known = vote().message("m1").voter("ann").target();
        Target unknown = vote().message("m1").target();
        Target session = vote().message("").target();

        assertThat(add(START, known, unknown, session)).isEqualTo(3);
        assertThat(add(
                        START.plusSeconds(9),
                        session,
                        known,
                        vote().message("m2").target()))
                .isEqualTo(1);

        assertThat(kept())
                .containsExactlyInAnyOrder(
                        new Kept(known, START),
                        new Kept(unknown, START),
                        new Kept(session, START),
                        new Kept(vote().message("m2").target(), START.plusSeconds(9)));
    }

    @Test
    void takesWhatSeveralSayAtTheSameTimeInAnyOrder() throws Exception {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            targets.add(vote().message("m" + i).target());
        }
        List<Target> backwards = new ArrayList<>(targets);
        Collections.reverse(backwards);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            int added = 0;
            List<Callable<Integer>> both = List.of(
                    () -> store().impressions().add(targets, START),
                    () -> store().impressions().add(backwards, START));
            for (Future<Integer> one : pool.invokeAll(both, 30, TimeUnit.SECONDS)) {
                added += one.get();
            }

            assertThat(added).isEqualTo(60);
            assertThat(kept()).hasSize(60);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void purgesWhatIsOldAFewAtATime() {
        add(START, vote().message("m1").target(), vote().message("m2").target());
        add(START.plusSeconds(1), vote().message("m3").target());
        add(START.plusSeconds(2), vote().message("m4").target());

        assertThat(store().feedback().purge(START.plusSeconds(2), 2)).isEqualTo(2);
        assertThat(store().feedback().purge(START.plusSeconds(2), 2)).isEqualTo(1);
        assertThat(store().feedback().purge(START.plusSeconds(2), 2)).isZero();

        assertThat(kept()).extracting(kept -> kept.target().messageId()).containsExactly("m4");
    }

    @Test
    void movesWithTheVotesToTheFirstAssistantThatIsConfigured() {
        Target twice = vote().message("m1").target();
        add(START, twice);
        add(START.plusSeconds(1), vote().assistant("default").message("m1").target());
        add(START.plusSeconds(2), vote().assistant("default").message("m2").target());

        assertThat(store().bindDefault("default", ASSISTANT)).isEqualTo(2);

        assertThat(kept())
                .containsExactlyInAnyOrder(
                        new Kept(twice, START), new Kept(vote().message("m2").target(), START.plusSeconds(2)));
    }

    private int add(Instant at, Target... shown) {
        return store().impressions().add(List.of(shown), at);
    }

    private List<Kept> kept() {
        return jdbc().read(
                        "read impressions",
                        Connections.Use.WORK,
                        statements -> statements.list(
                                "SELECT assistant_id, session_id, message_id, voter, seen_at FROM impression",
                                binds -> {},
                                row -> new Kept(
                                        new Target(row.text(), row.text(), row.text(), row.text()), row.time())));
    }
}
