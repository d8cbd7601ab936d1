package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Change;
import io.feedback4j.store.Store;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One change after the other in the embedded database, and whole batches in PostgreSQL, come to the same. */
class SameInBothTest {
    private static final int BATCHES = 12;
    private static final int LARGEST = 40;
    private static final SqliteStore.Options OPTIONS =
            new SqliteStore.Options(List.of("twilio", "webhook"), Duration.ofSeconds(30), Duration.ofMinutes(5));

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock();
    private final List<FeedbackId> said = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsSaidAndTakenBack(long seed) throws SQLException {
        Random random = new Random(seed);
        try (Store embedded = SqliteStore.open(folder.resolve("feedback.db"), clock, OPTIONS);
                Store shared = PostgresStore.open(Postgres.address(Postgres.emptied()), clock, OPTIONS)) {
            for (int i = 0; i < BATCHES; i++) {
                List<Change> batch = batch(random);
                List<Written> one = new ArrayList<>();
                batch.forEach(change -> one.addAll(embedded.feedback().write(List.of(change))));

                assertThat(shared.feedback().write(batch)).isEqualTo(one);
            }

            assertThat(shared.feedback().list(query().limit(1_000).build()))
                    .hasSizeGreaterThan(BATCHES)
                    .isEqualTo(embedded.feedback().list(query().limit(1_000).build()));
            for (String destination : OPTIONS.destinations()) {
                assertThat(shared.deliveries().ledger(destination))
                        .isEqualTo(embedded.deliveries().ledger(destination))
                        .matches(ledger -> ledger.isBalanced());
            }
        }
    }

    private List<Change> batch(Random random) {
        List<Change> batch = new ArrayList<>();
        int size = 1 + random.nextInt(LARGEST);
        for (int i = 0; i < size; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(20_000)));
            batch.add(!said.isEmpty() && random.nextInt(6) == 0 ? withdraw(random) : accept(random));
        }
        return batch;
    }

    private Change withdraw(Random random) {
        return new Change.Withdraw(ASSISTANT, said.get(random.nextInt(said.size())), clock.instant());
    }

    private Change accept(Random random) {
        Votes vote = vote().session("s" + random.nextInt(2))
                .message("m" + random.nextInt(3))
                .voter(random.nextBoolean() ? "" : "ann")
                .text("said " + said.size())
                .at(clock.instant());
        if (random.nextInt(3) == 0) {
            vote.key("k" + random.nextInt(20)).payloadHash("hash" + random.nextInt(2));
        }
        Change.Accept accept = vote.accept();
        said.add(accept.id());
        return accept;
    }
}
