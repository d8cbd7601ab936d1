package io.feedback4j.delivery;

import static io.feedback4j.delivery.FakeDestination.storedBut;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Change;
import io.feedback4j.store.Written;
import io.feedback4j.store.jdbc.PostgresAddress;
import io.feedback4j.store.jdbc.PostgresStore;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One node stands still, at one point or another of a delivery, for longer than its right lasts; another takes over; then
 * it goes on. Rounds are run by hand over one real PostgreSQL.
 */
class FrozenNodeTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration FROZEN = Duration.ofMinutes(3);

    private final MutableClock clock = new MutableClock();
    private final FakeDestination upstream = new FakeDestination(clock);
    private final List<PostgresStore> stores = new ArrayList<>();
    private PostgresServer.Database database;

    /** A node whose threads run when they are told to. */
    private final class Manual {
        final PostgresStore store = open();
        final Queue<Runnable> handedOver = new ArrayDeque<>();
        final DeliveryRound round;

        Manual(String name) {
            DeliveryPorts ports = new DeliveryPorts(
                    store.deliveries(),
                    limit -> List.of(),
                    () -> store.feedback().secret(),
                    clock,
                    clock::nanos,
                    store.leases());
            DeliveryOptions options = DeliveryOptions.builder(List.of(ASSISTANT))
                    .owner(name)
                    .soleOwner(false)
                    .grace(GRACE)
                    .lookUpInterval(Duration.ofSeconds(30))
                    .sweepDelay(Duration.ZERO)
                    .build();
            round = new DeliveryRound(
                    upstream, ports, options, new Crew(handedOver::add, Runnable::run, () -> 0.5, () -> {}));
        }

        /** What was handed over runs, each to its end. */
        void run() {
            while (!handedOver.isEmpty()) {
                handedOver.remove().run();
            }
        }

        /** Rounds and sends, for so long. */
        void work(Duration duration) {
            for (Duration passed = Duration.ZERO; passed.compareTo(duration) < 0; passed = passed.plusSeconds(1)) {
                Duration unused = round.get();
                run();
                pass(Duration.ofSeconds(1));
            }
        }
    }

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = PostgresServer.shared().newDatabase();
    }

    @AfterEach
    void close() {
        stores.forEach(PostgresStore::close);
    }

    private PostgresStore open() {
        PostgresStore store = PostgresStore.open(
                new PostgresAddress(database.url(), database.user(), database.password()),
                clock,
                new SqliteStore.Options(List.of(upstream.name()), WINDOW, Duration.ofMinutes(5)));
        stores.add(store);
        return store;
    }

    private void pass(Duration duration) {
        clock.advance(duration);
    }

    private FeedbackId accept(Manual node) {
        Change.Accept accept = vote().at(clock.instant()).accept();
        List<Written> unused = node.store.feedback().write(List.of(accept));
        pass(WINDOW.plusSeconds(1));
        return accept.id();
    }

    private Delivery delivery(FeedbackId id) {
        return stores.get(0)
                .feedback()
                .find(ASSISTANT, id)
                .orElseThrow()
                .deliveries()
                .get(0);
    }

    private long claimedTwice() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM feedback4j.delivery WHERE fence = 2")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void arrivedOnce(FeedbackId id) {
        assertThat(delivery(id).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(upstream.records).hasSize(1);
    }

    @Test
    void aNodeThatFrozeBeforeItSentGivesTheSendingUp() {
        Manual frozen = new Manual("frozen");
        Manual other = new Manual("other");
        FeedbackId id = accept(frozen);
        Duration unused = frozen.round.get();
        assertThat(frozen.handedOver).hasSize(1);

        pass(FROZEN);
        other.work(Duration.ofMinutes(3));
        frozen.run();
        frozen.work(Duration.ofSeconds(5));

        assertThat(upstream.sent).extracting(Feedback::id).containsExactly(id);
        arrivedOnce(id);
    }

    @Test
    void whatANodeGivesBackAfterItFrozeIsSentByAnother() {
        Manual frozen = new Manual("frozen");
        Manual other = new Manual("other");
        FeedbackId id = accept(frozen);
        Duration unused = frozen.round.get();

        pass(FROZEN);
        frozen.run();
        unused = frozen.round.get();
        assertThat(upstream.sent).isEmpty();
        assertThat(delivery(id).state()).isIn(DeliveryState.READY, DeliveryState.SENDING);
        other.work(Duration.ofMinutes(3));
        frozen.run();

        assertThat(upstream.sent).extracting(Feedback::id).containsExactly(id);
    }

    @Test
    void aNodeThatFrozeInsideTheExchangeChangesNothingAfterwards() {
        Manual frozen = new Manual("frozen");
        Manual other = new Manual("other");
        upstream.answers.add((self, feedback) -> {
            String stored = self.store(feedback);
            pass(FROZEN);
            other.work(Duration.ofMinutes(3));
            assertThat(delivery(feedback.id()).upstreamId()).isEqualTo(stored);
            return new Outcome.Unknown(null, null, "reset");
        });
        FeedbackId id = accept(frozen);

        frozen.work(Duration.ofSeconds(5));

        assertThat(upstream.sent).hasSize(1);
        arrivedOnce(id);
    }

    @Test
    void aNodeWhoseRoundIsLateGivesBackWhatItHasNotSent() throws SQLException {
        Manual slow = new Manual("slow");
        List<FeedbackId> ids = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Change.Accept accept =
                    vote().session("session-" + i).at(clock.instant()).accept();
            List<Written> unused = slow.store.feedback().write(List.of(accept));
            ids.add(accept.id());
        }
        pass(WINDOW.plusSeconds(1));
        Duration unused = slow.round.get();
        assertThat(slow.handedOver).hasSize(8);

        pass(Duration.ofSeconds(7));
        unused = slow.round.get();

        // Eight are with the senders; the other eight were given back, and claimed anew.
        assertThat(claimedTwice()).isEqualTo(8);
        assertThat(ids).extracting(id -> delivery(id).attempts()).containsOnly(1);
        slow.work(Duration.ofSeconds(20));
        assertThat(upstream.sent).extracting(Feedback::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void theDeadNodesShareIsLookedUpBeforeItIsSentAgain() {
        Manual dead = new Manual("dead");
        Manual other = new Manual("other");
        upstream.answers.add(storedBut(new Outcome.Unknown(null, null, "never seen by the dead node")));
        FeedbackId id = accept(dead);
        Duration unused = dead.round.get();
        dead.run();

        Instant start = clock.instant();
        for (int i = 0; i < 300 && delivery(id).state() != DeliveryState.DELIVERED; i++) {
            other.work(Duration.ofSeconds(1));
        }

        arrivedOnce(id);
        assertThat(upstream.sent).hasSize(1);
        // the lease, twice the grace, and a little for rounds and look-ups that come every few seconds
        assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofSeconds(60 + 2 * 30 + 20));
    }

    @Test
    void oneNodeAtATimeReadsTheList() {
        Manual one = new Manual("one");
        Manual other = new Manual("other");
        upstream.answers.add(storedBut(new Outcome.Unknown(null, null, "reset")));
        FeedbackId id = accept(one);
        one.work(Duration.ofSeconds(2));
        int before = upstream.pagesAsked.size();
        List<Integer> readings = new ArrayList<>();
        upstream.listFails = new ListingException("no list today", new Outcome.Unknown(500, null, "no list today"));

        for (int i = 0; i < 60; i++) {
            one.work(Duration.ofSeconds(1));
            other.work(Duration.ofSeconds(1));
            readings.add(upstream.pagesAsked.size() - before);
        }

        // after half a minute, one and two: two nodes that both read would make it twice as many
        assertThat(readings.get(readings.size() - 1)).isBetween(1, 3);
        upstream.listFails = null;
        for (int i = 0; i < 600 && delivery(id).state() != DeliveryState.DELIVERED; i++) {
            one.work(Duration.ofSeconds(1));
            other.work(Duration.ofSeconds(1));
        }
        arrivedOnce(id);
    }
}
