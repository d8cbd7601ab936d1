package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.StoreException;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is full after one more page, after two, after three, …: a real "database or disk is full" anywhere. */
class SqliteDiskFullTest {
    private static final int PAGES = Integer.getInteger("feedback.disk.pages", 60);

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock();

    @Test
    void losesNothingAcknowledgedAndHalvesNothingWhereverTheDiskIsFull() {
        int failures = 0;
        try (SqliteStore store = UnflushedStore.open(
                folder.resolve("feedback.db"),
                clock,
                new SqliteStore.Options(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5)))) {
            List<Change.Accept> acknowledged = new ArrayList<>();
            for (int pages = 0; pages < PAGES; pages++) {
                limit(store, pages);
                failures += work(store, acknowledged, pages) ? 0 : 1;
                clock.advance(Duration.ofSeconds(11));
                isWhole(store, acknowledged);
            }
        }
        assertThat(failures).isGreaterThan(10);
    }

    /** Holds for the connection that is open now, which is the one that is given up when it fails. */
    private static void limit(SqliteStore store, int pages) {
        store.jdbc().write("limit the file for a test", statements -> {
            Long now = statements.first("PRAGMA page_count", binds -> {}, Row::number);
            statements.run("PRAGMA max_page_count = " + (now == null ? 0 : now + pages));
            return 0;
        });
    }

    /** @return whether all of it could be done */
    private boolean work(SqliteStore store, List<Change.Accept> acknowledged, int round) {
        try {
            for (int batch = 0; batch < 6; batch++) {
                List<Change.Accept> votes = batch(round, batch);
                store.feedback().write(List.copyOf(votes));
                acknowledged.addAll(votes);
                deliver(store, votes.get(0));
            }
            return true;
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("full");
            return false;
        }
    }

    private List<Change.Accept> batch(int round, int batch) {
        List<Change.Accept> votes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            votes.add(vote().session("s" + round)
                    .message("m" + batch + "-" + i)
                    .text("x".repeat(1_500))
                    .id(Votes.nextId())
                    .at(clock.instant())
                    .accept());
        }
        return votes;
    }

    private void deliver(SqliteStore store, Change.Accept vote) {
        Instant now = clock.instant();
        List<ClaimRequest> wanted = List.of(new ClaimRequest(vote.id(), "print of " + vote.id()));
        List<Claim> claims = store.deliveries().claim("twilio", wanted, "node", now, now, now.plusSeconds(60));
        assertThat(claims).hasSize(1);
    }

    private static void isWhole(SqliteStore store, List<Change.Accept> acknowledged) {
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
        assertThat(store.deliveries().ledger("twilio").accepted()).isEqualTo(acknowledged.size());
        for (Change.Accept vote : acknowledged.subList(Math.max(0, acknowledged.size() - 24), acknowledged.size())) {
            assertThat(store.feedback().find(ASSISTANT, vote.id())).isPresent();
        }
    }
}
