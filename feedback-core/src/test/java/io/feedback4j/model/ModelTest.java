package io.feedback4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {

    @ParameterizedTest
    @CsvSource({
        "DELIVERED, DELIVERED, DELIVERED",
        "DELIVERED, READY, READY",
        "SETTLING, DELIVERED, SETTLING",
        "REJECTED, DELIVERED, REJECTED",
        "REJECTED, UNCERTAIN, UNCERTAIN",
        "WITHDRAWN, DELIVERED, DELIVERED",
        "DISCARDED, SUPERSEDED, SUPERSEDED",
    })
    void aRecordIsAsFarAsTheDeliveryThatIsLeastFar(DeliveryState one, DeliveryState other, DeliveryState whole) {
        Feedback feedback = new Feedback(
                FeedbackId.parse("aia_fdbk_01a2091b-6c0e-721c-a993-d4a9381be4a0")
                        .orElseThrow(),
                new Target("a", "s", "", ""),
                1,
                new Opinion(1.0, "", List.of()),
                Status.CURRENT,
                Instant.EPOCH,
                Instant.EPOCH);

        assertThat(new FeedbackRecord(feedback, List.of(in(one), in(other))).state())
                .isEqualTo(whole);
        assertThat(new FeedbackRecord(feedback, List.of()).state()).isNull();
    }

    private static Delivery in(DeliveryState state) {
        return new Delivery("somewhere", state, 0, null, null, null, null, Instant.EPOCH);
    }

    @Test
    void idsGrowWithinAMillisecondAndWhenTheClockStepsBack() {
        AtomicLong millis = new AtomicLong(1_000_000);
        InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
        FeedbackIds ids = new FeedbackIds(clock, new SecureRandom());
        List<FeedbackId> made = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            millis.addAndGet(i % 5_000 == 4_999 ? -500 : i % 100 == 0 ? 1 : 0);
            made.add(ids.next());
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made).allMatch(id -> id.value().charAt(23) == '7', "is a UUID of version 7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aia_fdbk_",
                "01a2091b-6c0e-721c-a993-d4a9381be4a0",
                "aia_msg__01a2091b-6c0e-721c-a993-d4a9381be4a0",
                "aia_fdbk_01A2091b-6c0e-721c-a993-d4a9381be4a0",
                "aia_fdbk_01a2091b-6c0e-721c-a993-d4a9381be4a",
                "aia_fdbk_01a2091b-6c0e-721c-a993-d4a9381be4a00",
                "aia_fdbk_01a2091b06c0e-721c-a993-d4a9381be4a0",
                "aia_fdbk_01a2091b-6c0e-721c-a993-d4a9381be4ag"
            })
    void whatIsNoIdIsNotReadAsOne(String value) {
        assertThat(FeedbackId.parse(value)).isEmpty();
        assertThatThrownBy(() -> new FeedbackId(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook:conversations__IS1/CH1", "+1 555 0100", "é€😀", "a'; DROP TABLE feedback;--"})
    void idsOfOthersAreKeptAsTheyAre(String id) {
        assertThat(new Target("aia_asst_1", id, id, id).sessionId()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " s", "s ", "a\u0000b", "a\nb", "a\u0085b", "a\u2028b", "a\u2029b", "a\uD800b", "a\u007Fb"})
    void idsThatCannotBeToldApartByEyeAreRefusedByName(String id) {
        InvalidFeedbackException refused =
                catchThrowableOfType(InvalidFeedbackException.class, () -> new Target("aia_asst_1", id, "", ""));

        assertThat(refused.problems()).extracting(FieldProblem::field).containsExactly("session_id");
    }

    @Test
    void lengthsAreCountedToTheLastOne() {
        assertThat(new Target("a", "s".repeat(255), "m".repeat(255), "").messageId())
                .hasSize(255);
        assertThat(new Opinion(null, "😀".repeat(4_000), List.of()).text()).hasSize(8_000);
        assertThatThrownBy(() -> new Target("a", "s".repeat(256), "", "")).hasMessageContaining("255");
        assertThatThrownBy(() -> new Opinion(null, "x".repeat(4_001), List.of()))
                .hasMessageContaining("4000");
    }

    @Test
    void textIsKeptButForWhatNoDatabaseKeeps() {
        assertThat(new Opinion(null, "a\u0000b\uD83Dc😀\r\n ", List.of()).text())
                .isEqualTo("ab\uFFFDc😀\r\n ");
        assertThat(new Opinion(-0.0, "", List.of()).score()).isEqualTo(0.0);
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        InvalidFeedbackException refused = catchThrowableOfType(
                InvalidFeedbackException.class, () -> new Opinion(Double.NaN, "x".repeat(5_000), List.of("a", "a")));

        assertThat(refused.problems()).extracting(FieldProblem::field).containsExactly("score", "text", "reasons");
    }

    @Test
    void nothingSaidIsNoFeedback() {
        Target target = new Target("a", "s", "", "");

        assertThatThrownBy(() -> new NewFeedback(target, Opinion.BLANK, null)).hasMessageContaining("score, text");
    }
}
