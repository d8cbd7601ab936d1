package io.feedback4j.delivery;

import static io.feedback4j.delivery.FakeDestination.stored;
import static io.feedback4j.delivery.Feedbacks.ASSISTANT;
import static io.feedback4j.delivery.Feedbacks.feedback;
import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.READY;
import static io.feedback4j.model.DeliveryState.SENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Feedback;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class DeliveryServiceTest {
    private final InstantSource clock = InstantSource.system();
    private final FakeDeliveryStore store = new FakeDeliveryStore();
    private final FakeDestination destination = new FakeDestination(clock);
    private final BlockingQueue<Feedback> memory = new LinkedBlockingQueue<>();

    private DeliveryPorts ports() {
        return new DeliveryPorts(
                store,
                limit -> {
                    List<Feedback> taken = new ArrayList<>();
                    memory.drainTo(taken, limit);
                    return taken;
                },
                () -> new byte[32],
                clock,
                System::nanoTime);
    }

    private static DeliveryOptions options() {
        return DeliveryOptions.builder(List.of(ASSISTANT))
                .sweepDelay(Duration.ZERO)
                .build();
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void deliversABacklogAndWhatComesLaterAndLeavesNoThreadBehind() {
        for (int i = 0; i < 300; i++) {
            store.ready(feedback());
        }
        try (DeliveryService service = DeliveryService.start(destination, ports(), options())) {
            until(() -> store.count(DELIVERED) == 300);
            memory.add(store.ready(feedback()));
            service.wake();
            until(() -> store.count(DELIVERED) == 301);

            assertThat(service.statuses()).extracting(DestinationStatus::state).containsExactly(State.OPEN);
            assertThat(service.lookUpProblems()).isEmpty();
        }

        assertThat(destination.sent).hasSize(301).doesNotHaveDuplicates();
        assertThat(destination.closed).isTrue();
        until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("feedback-deliver-fake")));
    }

    @Test
    void finishesWhatIsOnItsWayAndGivesTheRestBackWhenClosed() throws InterruptedException {
        CountDownLatch onTheWay = new CountDownLatch(8);
        CountDownLatch answer = new CountDownLatch(1);
        destination.otherwise = (self, feedback) -> {
            onTheWay.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return stored().to(self, feedback);
        };
        for (int i = 0; i < 20; i++) {
            store.ready(feedback());
        }
        DeliveryService service = DeliveryService.start(destination, ports(), options());
        assertThat(onTheWay.await(30, TimeUnit.SECONDS)).isTrue();

        Thread closing = new Thread(service::close);
        closing.start();
        until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("feedback-deliver-fake")));
        answer.countDown();
        closing.join();

        assertThat(store.count(DELIVERED)).isEqualTo(8);
        assertThat(store.count(READY)).isEqualTo(12);
        assertThat(store.count(SENDING)).isZero();
        assertThat(destination.sent).hasSize(8);
    }

    @Test
    void startsWhileTheStoreIsDownAndCloses() {
        store.down = true;
        Feedback feedback = store.ready(feedback());
        try (DeliveryService service = DeliveryService.start(destination, ports(), options())) {
            store.down = false;
            service.wake();
            until(() -> store.state(feedback) == DELIVERED);
        }
    }

    @Test
    void notesThatADestinationIsAbsentAndClaimsNothing() {
        Feedback feedback = store.ready(feedback());
        try (AbsentDestination absent = AbsentDestination.start("fake", ports(), options(), "feedback.fake")) {
            until(() -> store.statuses.containsKey("fake " + ASSISTANT));

            assertThat(absent.notices()).containsExactly("fake is absent: votes wait. Set feedback.fake");
            assertThat(absent.statuses()).extracting(DestinationStatus::state).containsExactly(State.ABSENT);
            assertThat(store.statuses.values()).containsExactlyElementsOf(absent.statuses());
        }
        assertThat(store.state(feedback)).isEqualTo(READY);
    }
}
