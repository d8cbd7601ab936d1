package io.feedback4j.web;

import static io.feedback4j.web.TestHost.LIST;
import static io.feedback4j.web.TestHost.admin;
import static io.feedback4j.web.TestHost.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackConfig.RateLimits;
import io.feedback4j.RateLimit;
import io.feedback4j.intake.Withdrawal;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithdrawingTest {
    private static final String VOTE = "{\"session_id\":\"s\",\"message_id\":\"m\",\"score\":0,\"text\":\"secret\"}";
    private static final String NOBODYS = "aia_fdbk_0192f0e0-1111-7222-8333-444455556666";

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() {
        host = TestHost.start(folder);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void takesBackForWhoeverHasTheUndoValueAlsoTwice() {
        JsonNode vote = host.vote(VOTE);

        for (int i = 0; i < 2; i++) {
            Answer answer = host.send(
                    delete(vote).header("Feedback-Undo", vote.path("undo").asText()));

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        }
        JsonNode record = host.read(LIST + "/" + vote.path("id").asText());
        assertThat(record.path("status").asText()).isEqualTo("withdrawn");
        assertThat(record.toString()).doesNotContain("secret");
    }

    @Test
    void refusesTheUndoValueOfAnotherVote() {
        JsonNode one = host.vote(VOTE);
        JsonNode two = host.vote(VOTE.replace("\"m\"", "\"n\""));

        Answer answer =
                host.send(delete(one).header("Feedback-Undo", two.path("undo").asText()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(status(one)).isEqualTo("current");
    }

    @Test
    void refusesSeveralUndoValues() {
        JsonNode vote = host.vote(VOTE);
        TestRequest request =
                delete(vote).header("Feedback-Undo", vote.path("undo").asText()).header("Feedback-Undo", "x");

        assertThat(host.send(request).status()).isEqualTo(403);
    }

    @Test
    void refusesPagesOfOtherSitesEvenWithTheUndoValue() {
        JsonNode vote = host.vote(VOTE);
        TestRequest request =
                delete(vote).header("Feedback-Undo", vote.path("undo").asText()).header("Sec-Fetch-Site", "cross-site");

        assertThat(host.send(request).status()).isEqualTo(403);
        assertThat(status(vote)).isEqualTo("current");
    }

    @Test
    void takesBackForTheVoterWhomTheHostKnows() {
        host.voter.set("alice");
        JsonNode vote = host.vote(VOTE);

        host.voter.set("bob");
        assertThat(host.send(delete(vote)).status()).isEqualTo(401);
        host.voter.set("alice");
        assertThat(host.send(delete(vote)).status()).isEqualTo(204);
    }

    @Test
    void takesNobodyForTheVoterOfAnAnonymousVote() {
        JsonNode vote = host.vote(VOTE);

        assertThat(host.send(delete(vote)).status()).isEqualTo(401);
    }

    @Test
    void takesBackForAnOperatorWhoProvesTheOrigin() {
        JsonNode vote = host.vote(VOTE);

        Answer without = host.send(admin(delete(vote)));
        assertThat(without.status()).isEqualTo(403);
        assertThat(json(without).path("detail").asText()).contains("Sec-Fetch-Site: none");
        assertThat(host.send(admin(delete(vote)).header("Origin", "http://elsewhere.test"))
                        .status())
                .isEqualTo(403);
        assertThat(status(vote)).isEqualTo("current");
        assertThat(host.send(admin(delete(vote)).header("Sec-Fetch-Site", "same-origin"))
                        .status())
                .isEqualTo(204);
        assertThat(host.send(admin(delete(vote)).header("Origin", "http://localhost:8080"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void tellsAStrangerNothingAboutWhatIsThere() {
        JsonNode vote = host.vote(VOTE);

        Answer known = host.send(delete(vote).header("Feedback-Undo", "x"));
        Answer unknown = host.send(TestRequest.delete(LIST + "/" + NOBODYS).header("Feedback-Undo", "x"));
        assertThat(json(unknown)).isEqualTo(json(known));
        assertThat(json(host.send(TestRequest.delete(LIST + "/" + NOBODYS)))).isEqualTo(json(host.send(delete(vote))));
    }

    @Test
    void tellsAnOperatorWhatIsNotThere() {
        TestRequest request = admin(TestRequest.delete(LIST + "/" + NOBODYS)).header("Sec-Fetch-Site", "none");

        assertThat(host.send(request).status()).isEqualTo(404);
    }

    @Test
    void slowsDownWhoTakesBackTooOften(@TempDir Path other) {
        RateLimits limits = new RateLimits(null, new RateLimit(2, Duration.ofMinutes(1)), null);
        try (TestHost limited = TestHost.start(TestHost.config().rateLimits(limits), other)) {
            JsonNode vote = limited.vote(VOTE);
            String undo = vote.path("undo").asText();

            assertThat(limited.send(delete(vote).header("Feedback-Undo", undo)).status())
                    .isEqualTo(204);
            assertThat(limited.send(delete(vote).header("Feedback-Undo", undo)).status())
                    .isEqualTo(429);
        }
    }

    @Test
    void needsTheOperatorsRoleAmongTheHostsRoles(@TempDir Path other) {
        FeedbackConfig.Builder config =
                FeedbackConfig.builder().readerRole("reader").operatorRole("operator");
        try (TestHost roles = TestHost.start(config, other)) {
            JsonNode vote = roles.vote(VOTE);

            assertThat(roles.send(delete(vote).role("reader").header("Sec-Fetch-Site", "none"))
                            .status())
                    .isEqualTo(403);
            assertThat(roles.send(delete(vote).role("operator").header("Sec-Fetch-Site", "none"))
                            .status())
                    .isEqualTo(204);
        }
    }

    private String status(JsonNode vote) {
        return host.read(LIST + "/" + vote.path("id").asText()).path("status").asText();
    }

    private static TestRequest delete(JsonNode vote) {
        return TestRequest.delete(LIST + "/" + vote.path("id").asText());
    }

    @Test
    void tellsWhoBringsNothingWhatToBring() {
        JsonNode vote = host.vote(VOTE);

        Answer answer = host.send(delete(vote).header("Sec-Fetch-Site", "same-origin"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).doesNotContainKey("WWW-Authenticate");
        assertThat(json(answer).path("detail").asText()).contains("send Feedback-Undo, or sign in as an operator");
        assertThat(host.send(delete(vote)).headers()).containsKey("WWW-Authenticate");
    }

    @Test
    void saysWhenADestinationKeepsIt() {
        Feedback feedback = feedback();

        assertThat(WithdrawEndpoint.answer(new Withdrawal.Done(feedback, true)).headers())
                .containsEntry("Feedback-Still-Upstream", "true");
        assertThat(WithdrawEndpoint.answer(new Withdrawal.Done(feedback, false)).headers())
                .doesNotContainKey("Feedback-Still-Upstream");
    }

    private Feedback feedback() {
        FeedbackId id = FeedbackId.parse(host.vote(VOTE).path("id").asText()).orElseThrow();
        return host.service.find(TestHost.ASSISTANT, id).orElseThrow().feedback();
    }

    @Test
    void holdsTheProxysAddressAgainstNobody(@TempDir Path other) {
        RateLimits limits = new RateLimits(null, new RateLimit(1, Duration.ofMinutes(1)), null);
        try (TestHost limited = TestHost.start(TestHost.config().rateLimits(limits), other)) {
            JsonNode vote = limited.vote(VOTE);
            TestRequest request =
                    delete(vote).header("Feedback-Undo", vote.path("undo").asText());

            assertThat(limited.send(request).status()).isEqualTo(429);
            assertThat(limited.send(request.header("X-Forwarded-For", "192.0.2.7"))
                            .status())
                    .isEqualTo(204);
        }
    }
}
