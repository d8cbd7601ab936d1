package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.ReasonCatalogue;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.model.NewFeedback;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackReaderTest {
    private final FeedbackReader reader = new FeedbackReader(ReasonCatalogue.standard());

    @Test
    void readsWhatTwiliosGuideSends() {
        NewFeedback feedback = read("{\"session_id\":\"demo\", \"score\": 1, \"text\": \"problem resolved\" }");

        assertThat(feedback.target().sessionId()).isEqualTo("demo");
        assertThat(feedback.target().messageId()).isEmpty();
        assertThat(feedback.opinion().score()).isEqualTo(1);
        assertThat(feedback.opinion().text()).isEqualTo("problem resolved");
    }

    @Test
    void takesIdsAsTheyAre() {
        NewFeedback feedback =
                read("{\"session_id\":\"conversations__IS1/CH2:whatsapp:+4912\",\"message_id\":\"m m\",\"score\":0}");

        assertThat(feedback.target().sessionId()).isEqualTo("conversations__IS1/CH2:whatsapp:+4912");
        assertThat(feedback.target().messageId()).isEqualTo("m m");
    }

    @Test
    void ignoresMembersItDoesNotKnowAndTheAssistantToo() {
        NewFeedback feedback =
                read("{\"session_id\":\"s\",\"score\":1,\"assistant_id\":7,\"id\":\"x\",\"voter\":\"me\","
                        + "\"status\":[{\"deep\":[1,2,{\"x\":null}]}],\"date_created\":true}");

        assertThat(feedback.target().assistantId()).isEqualTo("aia_asst_1");
        assertThat(feedback.target().voter()).isEqualTo("voter");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, 0", "-0.0, 0", "0.25, 0.25", "1e0, 1", "1E-400, 0", "1.0, 1", "0.1000000000000000055, 0.1"
    })
    void takesEveryNumberWithinTheScale(String written, double score) {
        NewFeedback feedback = read("{\"session_id\":\"s\",\"score\":" + written + "}");

        assertThat(feedback.opinion().score()).hasToString(Double.toString(score));
    }

    @Test
    void mendsATextThatCannotBeKeptAsItIs() {
        NewFeedback feedback = read("{\"session_id\":\"s\",\"text\":\"a\\u0000b\\ud800c\\ud83d\\ude00 \\u202e<b>\"}");

        assertThat(feedback.opinion().text()).isEqualTo("ab\ufffdc\ud83d\ude00 \u202e<b>");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        List<FieldProblem> problems = problems(
                "{\"session_id\":1,\"messageId\":\"m\",\"score\":\"1\",\"text\":2,\"reasons\":[\"nope\"]}", "a b");

        assertThat(problems)
                .extracting(FieldProblem::field)
                .containsExactlyInAnyOrder("session_id", "messageId", "score", "text", "reasons", "Idempotency-Key");
    }

    @Test
    void namesTheReasonsThatAreAllowed() {
        List<FieldProblem> problems = problems("{\"session_id\":\"s\",\"reasons\":[\"nope\"]}", null);

        assertThat(problems.get(0).detail())
                .startsWith("must be among wrong, off-topic")
                .doesNotContain("nope");
    }

    @Test
    void saysHowAMemberInCamelCaseIsSpelt() {
        List<FieldProblem> problems = problems("{\"sessionId\":\"s\",\"score\":1}", null);

        assertThat(problems).containsExactly(new FieldProblem("sessionId", "must be spelt session_id"));
    }

    @Test
    void namesAKnownMemberThatComesTwice() {
        List<FieldProblem> problems = problems("{\"session_id\":\"s\",\"score\":1,\"score\":0}", null);

        assertThat(problems).containsExactly(new FieldProblem("score", "must be given once"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', must have 1 to 128 characters",
        "a b, must be visible ASCII characters",
        "ü, must be visible ASCII characters"
    })
    void refusesAKeyThatCannotBeCompared(String key, String detail) {
        assertThat(problems("{\"session_id\":\"s\",\"score\":1}", key))
                .containsExactly(new FieldProblem("Idempotency-Key", detail));
    }

    @Test
    void givesTheSameHashToTheSameRequestHoweverItIsWritten() {
        NewFeedback one =
                read("{\"session_id\":\"s\",\"score\":1.0,\"text\":\"\\u0041\",\"reasons\":[\"wrong\",\"other\"]}");
        NewFeedback same = read(
                "{ \"reasons\":[\"other\",\"wrong\"],\"text\":\"A\",\"message_id\":null,\"score\":1,\"session_id\":\"s\",\"x\":1}");
        NewFeedback other = read("{\"session_id\":\"s\",\"score\":1,\"text\":\"a\",\"reasons\":[\"wrong\",\"other\"]}");

        assertThat(Payload.hash(same)).isEqualTo(Payload.hash(one)).isNotEqualTo(Payload.hash(other));
    }

    private NewFeedback read(String json) {
        return read(json, null);
    }

    private NewFeedback read(String json, @Nullable String key) {
        return reader.read(StrictJson.object(json, FeedbackReader.MEMBERS), "aia_asst_1", "voter", key);
    }

    private List<FieldProblem> problems(String json, @Nullable String key) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> read(json, key));
        assertThat(thrown.problem().kind()).isEqualTo(ProblemKind.INVALID);
        return thrown.problem().errors();
    }
}
