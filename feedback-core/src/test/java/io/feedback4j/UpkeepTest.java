package io.feedback4j;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.store.Change;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.testing.LogLines;
import io.feedback4j.testing.MutableClock;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what waits for nothing is deleted, and only when it is certain that it is old. */
class UpkeepTest {
    private static final Duration RETENTION = Duration.ofDays(400);
    private static final Duration CENTURY = Duration.ofDays(36_525);

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock();
    private long nanos = -7;
    private SqliteStore store;
    private Upkeep upkeep;

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                folder.resolve("feedback.db"),
                clock,
                new SqliteStore.Options(List.of("twilio"), Duration.ofSeconds(30), Duration.ofMinutes(5)));
        startAnew();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void startAnew() {
        upkeep = new Upkeep(
                store.feedback(), store.deliveries(), clock, () -> nanos, RETENTION, List.of("twilio"), () -> true);
    }

    @Test
    void deletesNothingBecauseTheClockWasSetForward() {
        Change.Accept vote = finished();
        pass(Duration.ofHours(3));

        clock.advance(CENTURY);
        pass(Duration.ofHours(23));
        assertThat(isThere(vote)).isTrue();
        assertThat(upkeep.findings().storeProblems()).isEmpty();

        clock.advance(CENTURY.negated());
        pass(Duration.ofHours(48));
        assertThat(isThere(vote)).isTrue();
    }

    @Test
    void deletesNothingBecauseItWasStartedWithAWrongDate() {
        Change.Accept vote = finished();
        pass(Duration.ofHours(3));

        clock.advance(CENTURY);
        startAnew();
        pass(Duration.ofHours(23));

        assertThat(isThere(vote)).isTrue();
    }

    @Test
    void deletesWhatIsOldAfterALongRest() {
        Change.Accept vote = finished();
        pass(Duration.ofHours(3));

        clock.advance(RETENTION);
        startAnew();
        pass(Duration.ofHours(25));

        assertThat(isThere(vote)).isFalse();
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
    }

    @Test
    void deletesWhatIsOldWithinAnHourWhenItRanADayBefore() {
        Change.Accept vote = finished();
        clock.advance(RETENTION.minusDays(1));
        startAnew();
        pass(Duration.ofHours(25));
        startAnew();
        pass(Duration.ofMinutes(50));
        assertThat(isThere(vote)).isFalse();

        Change.Accept other = finished();
        clock.advance(Duration.ofDays(29));
        startAnew();
        pass(Duration.ofMinutes(50));
        assertThat(isThere(other)).isTrue();
    }

    @Test
    void forgetsKeysAgainAfterTheClockWasAheadOfTime() {
        clock.advance(CENTURY);
        pass(Duration.ofHours(30));
        clock.advance(CENTURY.negated());
        store.feedback().write(List.of(vote().key("k").at(clock.instant()).accept()));

        pass(Duration.ofDays(8));

        assertThat(store.feedback().write(List.of(vote().key("k").accept())).get(0))
                .isInstanceOf(Written.Kept.class);
    }

    @Test
    void goesOnAtOnceWithWhatIsFirstUntilThatIsDoneAndTellsHowItGoesMeanwhile() {
        AtomicInteger left = new AtomicInteger(3);
        upkeep = new Upkeep(
                store.feedback(),
                store.deliveries(),
                clock,
                () -> nanos,
                RETENTION,
                List.of("twilio"),
                () -> left.decrementAndGet() == 0);

        assertThat(upkeep.get()).isLessThan(Duration.ofSeconds(1));
        assertThat(upkeep.findings().at()).isEqualTo(clock.instant());
        assertThat(upkeep.get()).isLessThan(Duration.ofSeconds(1));
        assertThat(upkeep.get()).isGreaterThan(Duration.ofSeconds(1));
        assertThat(upkeep.get()).isGreaterThan(Duration.ofSeconds(1));

        assertThat(left).hasValue(0);
    }

    @Test
    void deletesWhatIsOldAndTakesVotesThoughTheBooksCannotBeRead() {
        Change.Accept vote = finished();
        pass(Duration.ofHours(3));
        clock.advance(RETENTION);
        upkeep = new Upkeep(
                store.feedback(), withoutBooks(), clock, () -> nanos, RETENTION, List.of("twilio"), () -> true);

        pass(Duration.ofHours(25));

        assertThat(isThere(vote)).isFalse();
        assertThat(upkeep.findings().storeProblems()).isEmpty();
        assertThat(upkeep.findings().notices()).containsExactly("The books could not be read: it took too long");
    }

    private static DeliveryStore withoutBooks() {
        return (DeliveryStore) Proxy.newProxyInstance(
                DeliveryStore.class.getClassLoader(), new Class<?>[] {DeliveryStore.class}, (proxy, method, args) -> {
                    throw new StoreException(StoreException.Kind.TRANSIENT, "it took too long", null);
                });
    }

    @Test
    void seesRedOnceWhenARowIsDeletedBehindItsBackAndBlackWhenItIsPutRight() {
        store.feedback().write(List.of(vote().accept(), vote().message("other").accept()));

        List<String> red = LogLines.during(() -> {
            behindItsBack("CREATE TABLE stolen AS SELECT * FROM delivery LIMIT 1");
            behindItsBack("DELETE FROM delivery WHERE feedback_id IN (SELECT feedback_id FROM stolen)");
            var unused = List.of(upkeep.get(), upkeep.get());
        });
        assertThat(upkeep.findings().ledgers())
                .singleElement()
                .matches(ledger -> !ledger.isBalanced())
                .satisfies(ledger -> assertThat(ledger.accepted()).isEqualTo(2));
        assertThat(red)
                .filteredOn(line -> line.contains("ERROR"))
                .singleElement()
                .asString()
                .contains("The books of twilio do not balance: 2 accepted, 1 in");

        List<String> black = LogLines.during(() -> {
            behindItsBack("INSERT INTO delivery SELECT * FROM stolen");
            var unused = List.of(upkeep.get(), upkeep.get());
        });
        assertThat(upkeep.findings().ledgers()).singleElement().matches(Ledger::isBalanced);
        assertThat(black).singleElement().asString().contains("INFO", "The books of twilio balance again");
    }

    private void behindItsBack(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A vote that waits for nothing. */
    private Change.Accept finished() {
        Change.Accept accept = vote().at(clock.instant()).accept();
        store.feedback().write(List.of(accept, new Change.Withdraw(ASSISTANT, accept.id(), clock.instant())));
        return accept;
    }

    private boolean isThere(Change.Accept accept) {
        return store.feedback().find(ASSISTANT, accept.id()).isPresent();
    }

    private void pass(Duration time) {
        Duration round = Duration.ofMinutes(10);
        var unused = upkeep.get();
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(round)) {
            clock.advance(round);
            nanos += round.toNanos();
            unused = upkeep.get();
        }
    }
}
