package io.feedback4j;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.delivery.Destination;
import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.delivery.Listing;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.delivery.twilio.TwilioDestination;
import io.feedback4j.delivery.twilio.TwilioOptions;
import io.feedback4j.intake.Submission;
import io.feedback4j.masking.MaskKind;
import io.feedback4j.masking.Masking;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Masked;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Source;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.testing.Shelf;
import io.feedback4j.testing.UpstreamLedger;
import io.feedback4j.testing.Votes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is masked is masked in what is kept, in what goes out, and in what is looked up there. */
class MaskedServiceTest {
    private static final String ASSISTANT = "aia_asst_1";
    private static final String SAID = "Wrong! Call me: 030 1234567, or jane@example.com";
    private static final String MASKED = "Wrong! Call me: [phone], or [email]";
    private static final Masking MASKING = new Masking(Set.of(MaskKind.EMAIL, MaskKind.PHONE));

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

    @Test
    void keepsAndForwardsWhatIsMaskedAndHowMuchThatWas() throws Exception {
        CompletableFuture<Feedback> own = new CompletableFuture<>();
        try (FeedbackService service = FeedbackService.builder()
                .config(withTwilio(config())
                        .mask(MaskKind.EMAIL, MaskKind.PHONE)
                        .build())
                .destination(telling(own))
                .build()) {
            Feedback kept = submit(service, new Opinion(0.0, SAID, List.of("wrong")));

            assertThat(kept.opinion()).isEqualTo(new Opinion(0.0, MASKED, List.of("wrong"), new Masked(1, 1, 0)));
            assertThat(service.find(ASSISTANT, kept.id()).orElseThrow().feedback())
                    .isEqualTo(kept);
            assertThat(upstream.awaitRecords(1))
                    .singleElement()
                    .satisfies(record ->
                            assertThat(text(record)).startsWith(MASKED + "\n").contains("wrong"));
            assertThat(own.get(30, SECONDS).opinion()).isEqualTo(kept.opinion());
        }
    }

    @Test
    void forwardsMaskedWhatWasKeptBeforeMaskingWasSwitchedOn() throws Exception {
        try (FeedbackService before =
                FeedbackService.builder().config(config().build()).build()) {
            assertThat(submit(before, new Opinion(0.0, SAID, List.of()))
                            .opinion()
                            .text())
                    .isEqualTo(SAID);
        }
        try (FeedbackService after = FeedbackService.builder()
                .config(withTwilio(config()).mask(MaskKind.PHONE).build())
                .build()) {
            assertThat(upstream.awaitRecords(1))
                    .extracting(MaskedServiceTest::text)
                    .containsExactly("Wrong! Call me: [phone], or jane@example.com");
            assertThat(after.masking().isOn()).isTrue();
        }
    }

    @Test
    void isLookedUpByWhatWasSent() throws Exception {
        try (ListedDestination masked = (ListedDestination) MaskedDestination.of(twilio(), MASKING)) {
            Feedback feedback = feedback(new Opinion(0.0, SAID, List.of("wrong", "other")));

            assertThat(masked.send(feedback)).isInstanceOf(Outcome.Delivered.class);
            Listing listing = masked.list(ASSISTANT, null);

            assertThat(listing.items()).singleElement().satisfies(item -> {
                assertThat(item.fingerprint()).isEqualTo(masked.fingerprint(feedback));
                assertThat(requireNonNull(item.said()).opinion())
                        .isEqualTo(new Opinion(0.0, MASKED, List.of("wrong", "other")));
            });
            assertThat(text(upstream.records().get(0))).startsWith(MASKED).doesNotContain("030", "jane");
        }
    }

    @Test
    void masksWhatIsBroughtInAndStillKnowsItForWhatItIs() throws Exception {
        upstream.has("s", "aia_msg_1", 0, SAID + "\n[feedback reasons=wrong]", Instant.EPOCH);
        try (ListedDestination masked = (ListedDestination) MaskedDestination.of(twilio(), MASKING);
                ListedDestination plain = twilio()) {
            Listing.Item item = masked.list(ASSISTANT, null).items().get(0);

            assertThat(requireNonNull(item.said()).opinion())
                    .isEqualTo(new Opinion(0.0, MASKED, List.of("wrong"), new Masked(1, 1, 0)));
            assertThat(item.fingerprint())
                    .isEqualTo(plain.list(ASSISTANT, null).items().get(0).fingerprint());
        }
    }

    @Test
    void leavesADestinationAsItIsWhereNothingIsMasked() {
        Destination shelf = new Shelf();

        assertThat(MaskedDestination.of(shelf, Masking.NONE)).isSameAs(shelf);
        assertThat(MaskedDestination.of(shelf, MASKING)).isNotInstanceOf(ListedDestination.class);
        assertThat(MaskedDestination.of(shelf, MASKING).recognisesRepeats()).isTrue();
    }

    private TwilioDestination twilio() {
        return new TwilioDestination(
                new TwilioOptions(upstream.root(), "AC1", "token", Duration.ofSeconds(10), true, "test"));
    }

    private static Feedback feedback(Opinion opinion) {
        Target target = new Target(ASSISTANT, "s", "aia_msg_1", "");
        return new Feedback(
                Votes.nextId(), target, 1, opinion, Status.CURRENT, Instant.EPOCH, Instant.EPOCH, Source.API);
    }

    private static String text(JsonNode record) {
        return record.get("text").textValue();
    }

    private static Destination telling(CompletableFuture<Feedback> sent) {
        return new Destination() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public Outcome send(Feedback feedback) {
                sent.complete(feedback);
                return new Outcome.Delivered(null);
            }
        };
    }

    private FeedbackConfig.Builder config() {
        return FeedbackConfig.builder()
                .assistants(ASSISTANT)
                .storeFile(folder.resolve("feedback.db"))
                .settleWindow(Duration.ZERO);
    }

    private FeedbackConfig.Builder withTwilio(FeedbackConfig.Builder config) {
        return config.twilioAccount("AC1", "token").twilioBaseUrl(upstream.root());
    }

    private static Feedback submit(FeedbackService service, Opinion opinion) throws Exception {
        NewFeedback feedback = new NewFeedback(new Target(ASSISTANT, "s", "", ""), opinion, null);
        Submission submission =
                service.submit(feedback, null).toCompletableFuture().get(10, SECONDS);
        return ((Submission.Accepted) submission).record().feedback();
    }
}
