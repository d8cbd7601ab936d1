package io.feedback4j;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.intake.Submission;
import io.feedback4j.intake.Withdrawal;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.testing.UpstreamLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way of a vote, from the call to the upstream's ledger, with the buffer and without. */
class FeedbackServiceTest {
    private static final String ASSISTANT = "aia_asst_1";
    private static final Duration WINDOW = Duration.ofMillis(700);
    private static final long HOLDS_NOTHING = 0;
    private static final long HOLDS_ALL = 1 << 20;

    @TempDir
    private Path folder;

    private UpstreamLedger upstream;

    @BeforeEach
    void startUpstream() throws IOException {
        upstream = new UpstreamLedger();
    }

    @AfterEach
    void stopUpstream() {
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {HOLDS_ALL, HOLDS_NOTHING})
    void forwardsChangesWithinTheWindowAsOneRecord(long weight) throws Exception {
        try (FeedbackService service = start(weight)) {
            submit(service, "s", new Opinion(1.0, "", List.of()));
            submit(service, "s", new Opinion(0.0, "", List.of()));
            FeedbackRecord last = submit(service, "s", new Opinion(0.0, "too long", List.of("unclear")));

            submitAndAwaitAnother(service, 2);
            assertThat(recordsOf("s")).singleElement().satisfies(record -> {
                assertThat(record.get("score").doubleValue()).isZero();
                assertThat(record.get("text").textValue())
                        .startsWith("too long")
                        .contains("unclear");
            });
            awaitState(service, last, DeliveryState.DELIVERED);
            assertThat(service.history(last.feedback().target()))
                    .extracting(Feedback::status)
                    .containsExactly(Status.CURRENT, Status.REPLACED, Status.REPLACED);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {HOLDS_ALL, HOLDS_NOTHING})
    void forwardsNothingOfWhatIsTakenBackWithinTheWindow(long weight) throws Exception {
        try (FeedbackService service = start(weight)) {
            FeedbackRecord vote = submit(service, "s", new Opinion(1.0, "never mind", List.of()));
            assertThat(withdraw(service, vote).stillUpstream()).isFalse();

            submitAndAwaitAnother(service, 1);

            assertThat(recordsOf("s")).isEmpty();
            assertThat(service.current(ASSISTANT, "s", "")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {HOLDS_ALL, HOLDS_NOTHING})
    void forwardsAChangeAfterDeliveryAsAFurtherRecord(long weight) throws Exception {
        try (FeedbackService service = start(weight)) {
            FeedbackRecord first = submit(service, "s", new Opinion(1.0, "", List.of()));
            awaitState(service, first, DeliveryState.DELIVERED);
            FeedbackRecord second = submit(service, "s", new Opinion(0.0, "", List.of()));
            awaitState(service, second, DeliveryState.DELIVERED);

            assertThat(recordsOf("s"))
                    .extracting(r -> r.get("score").doubleValue())
                    .containsExactly(1.0, 0.0);
            assertThat(withdraw(service, second).stillUpstream()).isTrue();
        }
    }

    @Test
    void forwardsAfterARestartWhatWasSettlingBefore() throws Exception {
        try (FeedbackService service = start(HOLDS_ALL)) {
            submit(service, "s", new Opinion(1.0, "", List.of()));
        }

        try (FeedbackService service = start(HOLDS_ALL)) {
            assertThat(upstream.awaitRecords(1)).hasSize(1);
            assertThat(service.current(ASSISTANT, "s", "")).hasSize(1);
        }
    }

    @Test
    void keepsForTheFirstAssistantWhatCameBeforeOneWasConfigured() throws Exception {
        Path file = folder.resolve("feedback.db");
        try (FeedbackService service = FeedbackService.builder()
                .config(FeedbackConfig.builder()
                        .storeFile(file)
                        .settleWindow(WINDOW)
                        .build())
                .build()) {
            submit(service, "default", "s", new Opinion(1.0, "", List.of()));
            assertThat(service.health().destinations())
                    .allMatch(status -> status.state().word().equals("absent"));
        }

        try (FeedbackService service = start(HOLDS_ALL)) {
            assertThat(upstream.awaitRecords(1)).hasSize(1);
            assertThat(service.current(ASSISTANT, "s", "")).hasSize(1);
        }
    }

    @Test
    void saysWhatIsMissingToForwardVotes() {
        FeedbackConfig config = FeedbackConfig.builder()
                .twilioAccount("AC1", "token")
                .storeFile(folder.resolve("feedback.db"))
                .build();
        try (FeedbackService service = FeedbackService.builder().config(config).build()) {
            assertThat(service.health().notices())
                    .containsExactly("twilio is absent: votes wait. Set feedback.assistants");
        }
    }

    @Test
    void holdsNothingInMemoryThatCannotBeForwarded() throws Exception {
        FeedbackConfig config = FeedbackConfig.builder()
                .storeFile(folder.resolve("feedback.db"))
                .build();
        try (FeedbackService service = FeedbackService.builder().config(config).build()) {
            submit(service, "default", "s", new Opinion(1.0, "", List.of()));
            assertThat(service.health().settlingInMemory()).isZero();
        }
    }

    @Test
    void keepsItsBooksAndTakesNothingMoreOnceClosed() throws Exception {
        FeedbackService service = start(HOLDS_ALL);
        FeedbackRecord vote = submit(service, "s", new Opinion(1.0, "", List.of()));
        awaitState(service, vote, DeliveryState.DELIVERED);

        service.close();
        service.close();

        Submission after = service.submit(
                        new NewFeedback(new Target(ASSISTANT, "s", "", ""), new Opinion(1.0, "", List.of()), null),
                        null)
                .toCompletableFuture()
                .get(5, SECONDS);
        assertThat(after).isInstanceOf(Submission.Busy.class);
        assertThat(service.health().up()).isFalse();
        assertThat(threads()).isEmpty();
    }

    private FeedbackService start(long weight) {
        return FeedbackService.builder()
                .config(FeedbackConfig.builder()
                        .assistants(ASSISTANT)
                        .twilioAccount("AC1", "token")
                        .twilioBaseUrl(upstream.root())
                        .storeFile(folder.resolve("feedback.db"))
                        .settleWindow(WINDOW)
                        .bufferMaximumWeight(weight)
                        .build())
                .build();
    }

    /** A vote that comes later and is delivered shows that what came before it had its chance. */
    private void submitAndAwaitAnother(FeedbackService service, int records) throws Exception {
        FeedbackRecord other = submit(service, "another", new Opinion(1.0, "", List.of()));
        awaitState(service, other, DeliveryState.DELIVERED);
        assertThat(upstream.awaitRecords(records)).hasSize(records);
    }

    private List<JsonNode> recordsOf(String session) {
        return upstream.records().stream()
                .filter(record -> record.get("session_id").textValue().equals(session))
                .toList();
    }

    private static FeedbackRecord submit(FeedbackService service, String session, Opinion opinion) throws Exception {
        return submit(service, ASSISTANT, session, opinion);
    }

    private static FeedbackRecord submit(FeedbackService service, String assistant, String session, Opinion opinion)
            throws Exception {
        NewFeedback feedback = new NewFeedback(new Target(assistant, session, "", ""), opinion, null);
        Submission submission =
                service.submit(feedback, null).toCompletableFuture().get(10, SECONDS);
        assertThat(submission).isInstanceOf(Submission.Accepted.class);
        return ((Submission.Accepted) submission).record();
    }

    private static Withdrawal.Done withdraw(FeedbackService service, FeedbackRecord vote) throws Exception {
        Withdrawal withdrawal = service.withdraw(ASSISTANT, vote.feedback().id())
                .toCompletableFuture()
                .get(10, SECONDS);
        assertThat(withdrawal).isInstanceOf(Withdrawal.Done.class);
        return (Withdrawal.Done) withdrawal;
    }

    private static void awaitState(FeedbackService service, FeedbackRecord vote, DeliveryState state) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + SECONDS.toNanos(30);
        while (service.find(ASSISTANT, vote.feedback().id())
                        .orElseThrow()
                        .deliveries()
                        .get(0)
                        .state()
                != state) {
            assertThat(System.nanoTime()).as("not " + state + " in time").isLessThan(end);
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("feedback-") && thread.isAlive());
    }
}
