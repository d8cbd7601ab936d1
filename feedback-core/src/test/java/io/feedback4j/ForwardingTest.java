package io.feedback4j;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.delivery.Destination;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.intake.Submission;
import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import io.feedback4j.store.Ledger;
import io.feedback4j.testing.Shelf;
import io.feedback4j.testing.UpstreamLedger;
import io.feedback4j.testing.WebhookReceiver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several destinations at once: each gets everything, and none waits for another. */
class ForwardingTest {
    private static final String ASSISTANT = "aia_asst_1";
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private UpstreamLedger twilio;
    private WebhookReceiver receiver;

    @BeforeEach
    void startServers() throws IOException {
        twilio = new UpstreamLedger();
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void stopServers() {
        twilio.close();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 0})
    void sendsEachVoteToEveryDestinationOnce(long bufferWeight) throws Exception {
        Shelf shelf = new Shelf();
        FeedbackConfig config = both().settleWindow(Duration.ofMillis(300))
                .bufferMaximumWeight(bufferWeight)
                .build();
        try (FeedbackService service = start(config, shelf)) {
            submit(service, ASSISTANT, "s", "changed my mind");
            FeedbackRecord vote = submit(service, ASSISTANT, "s", "fine");
            await(() -> states(service, vote).stream().allMatch(DeliveryState.DELIVERED::equals));

            assertThat(record(service, vote).deliveries())
                    .extracting(Delivery::destination)
                    .containsExactly("shelf", "twilio", "webhook");
            assertThat(twilio.records())
                    .extracting(r -> r.get("text").textValue())
                    .containsExactly("fine");
            assertThat(receiver.events()).singleElement().satisfies(event -> {
                assertThat(event.id()).isEqualTo(vote.feedback().id().value());
                assertThat(event.body().at("/data/text").textValue()).isEqualTo("fine");
            });
            assertThat(shelf.feedback).containsOnlyKeys(vote.feedback().id());
            await(() -> service.health().ledgers().size() == 3);
            assertThat(service.health().up()).isTrue();
            assertThat(service.health().destinations())
                    .extracting(DestinationStatus::destination)
                    .containsExactly("twilio", "webhook", "shelf");
        }
    }

    @Test
    void delaysNobodyForOneThatDoesNotAnswer() throws Exception {
        receiver.hold = new CountDownLatch(1);
        try (FeedbackService service = start(both().deliveryConcurrency(1).build())) {
            FeedbackRecord first = submit(service, ASSISTANT, "s1", "one");
            FeedbackRecord second = submit(service, ASSISTANT, "s2", "two");
            assertThat(twilio.awaitRecords(2)).hasSize(2);
            await(() -> states(service, second).get(0) == DeliveryState.DELIVERED);

            assertThat(states(service, first)).startsWith(DeliveryState.DELIVERED);
            assertThat(states(service, first).get(1).isWaiting()).isTrue();
            assertThat(states(service, second).get(1).isWaiting()).isTrue();

            receiver.hold.countDown();
            await(() -> record(service, second).state() == DeliveryState.DELIVERED);
            assertThat(receiver.events()).hasSize(2);
        }
    }

    @Test
    void pausesOneWithoutTheOther() throws Exception {
        receiver.statuses.add(429);
        try (FeedbackService service = start(both().build())) {
            FeedbackRecord vote = submit(service, ASSISTANT, "s", "fine");
            await(() -> status(service, "webhook") == State.PAUSED);
            assertThat(twilio.awaitRecords(1)).hasSize(1);

            assertThat(status(service, "twilio")).isEqualTo(State.OPEN);
            await(() -> !service.health().notices().isEmpty());
            assertThat(service.health().notices())
                    .containsExactly("webhook is paused for " + ASSISTANT + ": asked to send less (429)");
            await(() -> record(service, vote).deliveries().get(0).state() == DeliveryState.DELIVERED);
            assertThat(record(service, vote).deliveries().get(1).state()).isEqualTo(DeliveryState.READY);
        }
    }

    @Test
    void sendsAgainUnderTheSameIdWhatMayHaveArrived() throws Exception {
        receiver.statuses.add(500);
        try (FeedbackService service = start(both().build())) {
            FeedbackRecord vote = submit(service, ASSISTANT, "s", "fine");
            await(() -> record(service, vote).state() == DeliveryState.DELIVERED);

            String id = vote.feedback().id().value();
            assertThat(receiver.events()).extracting(WebhookReceiver.Event::id).containsExactly(id, id);
            assertThat(twilio.records()).hasSize(1);
        }
    }

    @Test
    void parksWhatIsUncertainAtAnOwnDestinationThatWouldHaveItTwice() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Destination forgetful = own("forgetful", () -> {
            tries.incrementAndGet();
            throw new IllegalStateException("a bug of the host's");
        });
        try (FeedbackService service = start(noTwilio().build(), forgetful)) {
            FeedbackRecord vote = submit(service, "default", "s", "fine");
            await(() -> states(service, vote).equals(List.of(DeliveryState.UNCERTAIN)));

            assertThat(tries).hasValue(1);
        }
    }

    @Test
    void sendsWhatIsForNoAssistantToTheWebhookAndLeavesTwilioOutWhereNothingIsSaidOfIt() throws Exception {
        try (FeedbackService service =
                start(noTwilio().webhook(receiver.url(), WebhookReceiver.SECRET).build())) {
            FeedbackRecord vote = submit(service, "default", "s", "fine");
            await(() -> states(service, vote).equals(List.of(DeliveryState.DELIVERED)));

            assertThat(receiver.events().get(0).body().at("/data/assistant_id").textValue())
                    .isEqualTo("default");
            assertThat(service.health().problems()).isEmpty();
        }
    }

    @Test
    void keepsVotesForTwilioBesidesWhereItsSettingsAreNotWhole() throws Exception {
        FeedbackConfig config = noTwilio()
                .twilioAccount("AC1", "token")
                .webhook(receiver.url(), WebhookReceiver.SECRET)
                .build();
        try (FeedbackService service = start(config)) {
            FeedbackRecord vote = submit(service, "default", "s", "fine");
            await(() -> record(service, vote).deliveries().get(1).state() == DeliveryState.DELIVERED);

            assertThat(record(service, vote).deliveries().get(0).state().isWaiting())
                    .isTrue();
            assertThat(service.health().notices())
                    .containsExactly("twilio is absent: votes wait. Set feedback.assistants");
        }
    }

    @Test
    void givesADestinationThatIsAddedLaterNothingOfBefore() throws Exception {
        Path file = folder.resolve("feedback.db");
        FeedbackRecord before;
        try (FeedbackService service = start(both().storeFile(file).build())) {
            before = submit(service, ASSISTANT, "s1", "before");
            await(() -> record(service, before).state() == DeliveryState.DELIVERED);
        }
        Shelf shelf = new Shelf();
        try (FeedbackService service = start(both().storeFile(file).build(), shelf)) {
            FeedbackRecord after = submit(service, ASSISTANT, "s2", "after");
            await(() -> record(service, after).state() == DeliveryState.DELIVERED);

            assertThat(shelf.feedback).containsOnlyKeys(after.feedback().id());
            assertThat(record(service, before).deliveries()).hasSize(2);
            await(() -> ledgerOf(service, "shelf") != null);
            assertThat(service.health().ledgers()).allMatch(Ledger::isBalanced);
        }
    }

    @Test
    void keepsWhatWaitsForADestinationThatIsTakenOutAndSaysSo() throws Exception {
        Path file = folder.resolve("feedback.db");
        receiver.statuses.add(429);
        FeedbackRecord vote;
        try (FeedbackService service = start(both().storeFile(file).build())) {
            vote = submit(service, ASSISTANT, "s", "fine");
            await(() -> status(service, "webhook") == State.PAUSED);
            await(() -> record(service, vote).deliveries().get(0).state() == DeliveryState.DELIVERED);
        }
        try (FeedbackService service = start(twilioAlone().storeFile(file).build())) {
            await(() -> !service.health().notices().isEmpty());

            assertThat(service.health().notices())
                    .containsExactly("1 delivery waits for webhook, which is not configured any more");
            assertThat(service.health().up()).isTrue();
            assertThat(service.health().ledgers())
                    .extracting(Ledger::destination)
                    .containsExactly("twilio", "webhook");
            assertThat(ledger(service, "twilio", DeliveryState.DELIVERED)).isEqualTo(1);
            assertThat(ledger(service, "webhook", DeliveryState.READY)).isEqualTo(1);
            assertThat(record(service, vote).state()).isEqualTo(DeliveryState.READY);
        }
    }

    @Test
    void saysWhereVotesGoAndNothingSecret() {
        FeedbackConfig config = both().webhook(URI.create("https://example.com/T1/s3cret"), WebhookReceiver.SECRET)
                .build();

        assertThat(StartLine.of(
                        config, Outlets.of(config, List.of(new Shelf()), Clock.systemUTC()), "feedback.db", null))
                .contains("forwards them to " + twilio.root()
                        + " and to the webhook at https://example.com and to shelf for " + ASSISTANT + ", 0 s after")
                .doesNotContain("s3cret")
                .doesNotContain(WebhookReceiver.SECRET);
        assertThat(config.toString()).doesNotContain("s3cret").doesNotContain(WebhookReceiver.SECRET);
    }

    @Test
    void namesEveryNameThatCannotBeADestinations() {
        FeedbackService.Builder builder =
                FeedbackService.builder().config(noTwilio().build());
        for (String name : List.of("twilio", "webhook", "own", "own", "Own", "", "1st", "a b", "a".repeat(33))) {
            builder.destination(own(name, () -> new Outcome.Delivered(null)));
        }

        InvalidConfigException mistakes = catchThrowableOfType(InvalidConfigException.class, builder::build);

        String form =
                "a destination must have a name of a-z, 0-9 and -, beginning with a letter, at most 32 characters";
        String again = "a destination must have a name of its own, was again ";
        assertThat(mistakes.problems())
                .containsExactly(
                        again + "\"twilio\"",
                        again + "\"webhook\"",
                        again + "\"own\"",
                        form + ", was \"Own\"",
                        form + ", was \"\"",
                        form + ", was \"1st\"",
                        form + ", was \"a b\"",
                        form + ", was \"" + "a".repeat(33) + "\"");
    }

    @Test
    void closesThemSideBySide() {
        CyclicBarrier together = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();
        FeedbackService service =
                start(noTwilio().build(), closing("one", together, met), closing("two", together, met));

        service.close();

        assertThat(met).hasValue(2);
    }

    @Test
    void closesAllTheSameWhenOneCannotBeClosed() {
        CyclicBarrier none = new CyclicBarrier(1);
        AtomicInteger met = new AtomicInteger();
        Destination broken = new Destination() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Outcome send(Feedback feedback) {
                return new Outcome.Delivered(null);
            }

            @Override
            public void close() {
                throw new IllegalStateException("a bug of the host's");
            }
        };

        start(noTwilio().build(), broken, closing("other", none, met)).close();

        assertThat(met).hasValue(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("feedback-deliver-broken"));
    }

    private static Destination closing(String name, CyclicBarrier together, AtomicInteger met) {
        return new Destination() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Outcome send(Feedback feedback) {
                return new Outcome.Delivered(null);
            }

            @Override
            public void close() {
                try {
                    var unused = together.await(20, SECONDS);
                    met.incrementAndGet();
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static Destination own(String name, Supplier<Outcome> outcome) {
        return new Destination() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Outcome send(Feedback feedback) {
                return outcome.get();
            }
        };
    }

    private FeedbackConfig.Builder noTwilio() {
        return FeedbackConfig.builder().storeFile(folder.resolve("feedback.db")).settleWindow(Duration.ZERO);
    }

    private FeedbackConfig.Builder twilioAlone() {
        return noTwilio().assistants(ASSISTANT).twilioAccount("AC1", "token").twilioBaseUrl(twilio.root());
    }

    private FeedbackConfig.Builder both() {
        return twilioAlone().webhook(receiver.url(), WebhookReceiver.SECRET);
    }

    private static FeedbackService start(FeedbackConfig config, Destination... own) {
        FeedbackService.Builder builder = FeedbackService.builder().config(config);
        for (Destination destination : own) {
            builder.destination(destination);
        }
        return builder.build();
    }

    private static FeedbackRecord submit(FeedbackService service, String assistant, String session, String text)
            throws Exception {
        NewFeedback feedback =
                new NewFeedback(new Target(assistant, session, "", ""), new Opinion(1.0, text, List.of()), null);
        Submission submission =
                service.submit(feedback, null).toCompletableFuture().get(10, SECONDS);
        assertThat(submission).isInstanceOf(Submission.Accepted.class);
        return ((Submission.Accepted) submission).record();
    }

    private static FeedbackRecord record(FeedbackService service, FeedbackRecord vote) {
        return service.find(
                        vote.feedback().target().assistantId(), vote.feedback().id())
                .orElseThrow();
    }

    private static List<DeliveryState> states(FeedbackService service, FeedbackRecord vote) {
        return record(service, vote).deliveries().stream().map(Delivery::state).toList();
    }

    private static @Nullable State status(FeedbackService service, String destination) {
        return service.health().destinations().stream()
                .filter(status -> status.destination().equals(destination))
                .map(DestinationStatus::state)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Ledger ledgerOf(FeedbackService service, String destination) {
        return service.health().ledgers().stream()
                .filter(ledger -> ledger.destination().equals(destination))
                .findFirst()
                .orElse(null);
    }

    private static long ledger(FeedbackService service, String destination, DeliveryState state) {
        Ledger ledger = ledgerOf(service, destination);
        return ledger == null ? 0 : ledger.states().getOrDefault(state, 0L);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + SECONDS.toNanos(30);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            assertThat(NEVER.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
