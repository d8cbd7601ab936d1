package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.Opinion;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Event;
import io.feedback4j.store.EventPosition;
import io.feedback4j.store.EventStore;
import io.feedback4j.store.Foreign;
import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventStore} must do. One subclass per database. The store has one destination and a window of 30 seconds. */
abstract class EventStoreContract {
    private static final String TWILIO = "twilio";
    private static final Instant START = MutableClock.START;
    private static final Instant END = START.plus(Duration.ofDays(1));

    private final MutableClock clock = new MutableClock();
    private final FeedbackIds ids = new FeedbackIds(clock, new SecureRandom());

    abstract Store store();

    @AfterEach
    void close() {
        store().close();
    }

    @Test
    void tellsWhatWasGivenInItsOrder() {
        FeedbackId first = accept(vote().message("m1"));
        FeedbackId second = accept(vote().message("m2").assistant("other"));
        clock.advance(Duration.ofSeconds(1));
        FeedbackId third = accept(vote().message("m3"));

        assertThat(words(all())).containsExactly("given " + first, "given " + second, "given " + third);
    }

    @Test
    void tellsAChangeOfMindAndAnUndo() {
        FeedbackId up = accept(vote().up());
        clock.advance(Duration.ofSeconds(1));
        FeedbackId down = accept(vote().down());
        clock.advance(Duration.ofSeconds(1));
        store().feedback().write(List.of(new Change.Withdraw(ASSISTANT, down, clock.instant())));

        assertThat(words(all())).containsExactly("given " + up, "given " + down, "replaced " + up, "withdrawn " + down);
    }

    @Test
    void tellsWhatBecameOfADelivery() {
        FeedbackId id = accept(vote());
        clock.advance(Duration.ofSeconds(30));
        record(id, DeliveryState.READY, 503, "unwell");
        List<Event> failed = all();
        clock.advance(Duration.ofSeconds(5));
        record(id, DeliveryState.DELIVERED, 201, null);

        assertThat(words(failed)).containsExactly("given " + id, "ready " + id);
        assertThat(failed.get(1).delivery()).isNotNull().satisfies(delivery -> {
            assertThat(delivery.destination()).isEqualTo(TWILIO);
            assertThat(delivery.httpStatus()).isEqualTo(503);
            assertThat(delivery.problem()).isEqualTo("unwell");
        });
        assertThat(words(list(failed.get(1).position(), END, 10))).containsExactly("delivered " + id);
    }

    @Test
    void tellsWhatWasImportedWhenItCameAndNotWhenItWasSaid() {
        clock.advance(Duration.ofHours(5));
        EventPosition before = EventPosition.startOf(clock.instant());
        Instant said = START.minus(Duration.ofDays(9));
        FeedbackId id = ids.at(said);
        store().imports()
                .add(
                        TWILIO,
                        List.of(new Foreign(
                                id, vote().target(), new Opinion(1.0, "", List.of()), said, "up1", "print")),
                        clock.instant());

        assertThat(words(list(before, END, 10))).containsExactly("imported " + id);
    }

    @Test
    void leadsThroughAllOfItHoweverSmallThePages() {
        for (int i = 0; i < 4; i++) {
            FeedbackId up = accept(vote().message("m" + i).up());
            accept(vote().message("m" + i).down());
            FeedbackId other = accept(vote().message("other" + i));
            clock.advance(Duration.ofSeconds(30));
            record(other, DeliveryState.DELIVERED, 201, null);
            assertThat(up).isLessThan(other);
        }
        List<Event> whole = all();

        List<Event> pages = new ArrayList<>();
        EventPosition behind = EventPosition.startOf(START);
        for (List<Event> page = list(behind, END, 2); !page.isEmpty(); page = list(behind, END, 2)) {
            pages.addAll(page);
            behind = page.get(page.size() - 1).position();
        }

        assertThat(whole).hasSize(4 * 5).extracting(Event::position).isSorted().doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(whole);
    }

    @Test
    void tellsNothingOfTheMomentOrLater() {
        accept(vote().message("m1"));
        clock.advance(Duration.ofMillis(1));
        FeedbackId later = accept(vote().message("m2"));

        assertThat(list(EventPosition.startOf(START), START.plusMillis(1), 10)).hasSize(1);
        assertThat(words(list(EventPosition.startOf(START.plusMillis(1)), END, 10)))
                .containsExactly("given " + later);
    }

    private FeedbackId accept(Votes vote) {
        FeedbackId id = ids.next();
        store().feedback().write(List.of(vote.id(id).at(clock.instant()).accept()));
        return id;
    }

    private void record(FeedbackId id, DeliveryState state, int status, @Nullable String problem) {
        Instant now = clock.instant();
        List<Claim> claims = store().deliveries()
                .claim(TWILIO, List.of(new ClaimRequest(id, "print of " + id)), "node", now, now, now.plusSeconds(60));
        store().deliveries()
                .record(
                        List.of(new DeliveryResult(claims.get(0), state, now, 0, true, null, status, problem, false)),
                        now);
    }

    private List<Event> all() {
        return list(EventPosition.startOf(START), END, 1_000);
    }

    private List<Event> list(EventPosition behind, Instant until, int limit) {
        return store().events().list(behind, until, limit);
    }

    private static List<String> words(List<Event> events) {
        return events.stream()
                .map(event -> event.change() + " " + event.feedback().id())
                .toList();
    }
}
