package io.feedback4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.store.LeaseStore;
import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseStoreTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private Store open(boolean shared) throws SQLException {
        return shared
                ? Postgres.open(PostgresServer.shared().newDatabase(), new MutableClock())
                : SqliteStore.open(folder.resolve("feedback.db"), new MutableClock(), Postgres.OPTIONS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneOwnerAtATimeHoldsARight(boolean shared) throws SQLException {
        try (Store store = open(shared)) {
            LeaseStore leases = store.leases();

            assertThat(leases.take("read", "one", MINUTE)).isTrue();
            assertThat(leases.take("read", "other", MINUTE)).isFalse();
            assertThat(leases.take("read", "one", MINUTE)).isTrue();
            assertThat(leases.take("something else", "other", MINUTE)).isTrue();
            assertThat(leases.take("read", "one", Duration.ZERO)).isTrue();
            assertThat(leases.take("read", "other", MINUTE)).isTrue();
            assertThat(leases.take("read", "one", MINUTE)).isFalse();
        }
    }

    @Test
    void whoDoesNotComeBackLosesIt() {
        MutableClock clock = new MutableClock();
        try (SqliteStore store = SqliteStore.open(folder.resolve("feedback.db"), clock, Postgres.OPTIONS)) {
            LeaseStore leases = store.leases();
            assertThat(leases.take("read", "dead", MINUTE)).isTrue();

            Instant unused = clock.advance(MINUTE.minusMillis(1));
            assertThat(leases.take("read", "other", MINUTE)).isFalse();
            unused = clock.advance(Duration.ofMillis(1));
            assertThat(leases.take("read", "other", MINUTE)).isTrue();
            assertThat(leases.take("read", "dead", MINUTE)).isFalse();
        }
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyOutUntilItIsThereAgain() {
        MutableClock clock = new MutableClock();
        try (SqliteStore store = SqliteStore.open(folder.resolve("feedback.db"), clock, Postgres.OPTIONS)) {
            LeaseStore leases = store.leases();
            assertThat(leases.take("read", "before", MINUTE)).isTrue();

            Instant unused = clock.advance(Duration.ofDays(-365));

            assertThat(leases.take("read", "after", MINUTE)).isTrue();
            assertThat(leases.take("read", "before", MINUTE)).isFalse();
        }
    }

    @Test
    void theDatabasesClockDecidesAndNotThatOfTheNode() throws SQLException {
        PostgresServer.Database database = PostgresServer.shared().newDatabase();
        InstantSource ahead = () -> InstantSource.system().instant().plus(Duration.ofDays(400));
        InstantSource behind = () -> InstantSource.system().instant().minus(Duration.ofDays(400));
        try (PostgresStore one = Postgres.open(database, behind);
                PostgresStore other = Postgres.open(database, ahead)) {
            assertThat(one.leases().take("read", "one", MINUTE)).isTrue();
            assertThat(other.leases().take("read", "other", MINUTE)).isFalse();

            other.lookAtClock();
            assertThat(Duration.between(one.clock().instant(), other.clock().instant()))
                    .isBetween(MINUTE.negated(), MINUTE);
        }
    }
}
