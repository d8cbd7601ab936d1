package io.feedback4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartLineTest {
    @Test
    void saysWhatIsForwardedWhereAndWhen() {
        assertThat(line(configured().assistants("aia_asst_1", "aia_asst_2")))
                .contains("keeps votes in /data/feedback.db")
                .contains("forwards them to https://assistants.twilio.com for aia_asst_1, aia_asst_2, 30 s after");
        assertThat(line(configured().assistants("a").settleWindow(Duration.ofMillis(1_500))))
                .contains(" 1.5 s after");
        assertThat(line(configured().assistants("a").settleWindow(Duration.ZERO)))
                .contains(" 0 s after");
    }

    @Test
    void doesNotClaimToForwardWithoutAnAssistantOrCredentials() {
        assertThat(line(configured()))
                .contains("forwards none, votes wait: set feedback.assistants;")
                .doesNotContain("forwards them");
        assertThat(line(FeedbackConfig.builder().assistants("a")))
                .contains("forwards none, votes wait: set feedback.twilio.account-sid");
    }

    @Test
    void namesWhoCanRead() {
        assertThat(line(FeedbackConfig.builder().viewerRole("numbers")))
                .contains("role \"numbers\" (numbers only)")
                .contains("Missing: feedback.admin.user");
        assertThat(line(FeedbackConfig.builder())).contains("read by nobody");
    }

    @Test
    void doesNotClaimToKeepVotesWhereTheStoreCannotBeUsed() {
        assertThat(StartLine.of(configured().build(), List.of(), "/data/feedback.db", "locked"))
                .contains("refuses votes until it can use ")
                .doesNotContain("keeps votes");
    }

    private static FeedbackConfig.Builder configured() {
        return FeedbackConfig.builder().twilioAccount("AC1", "token");
    }

    private static String line(FeedbackConfig.Builder config) {
        return StartLine.of(
                config.build(), Outlets.of(config.build(), List.of(), Clock.systemUTC()), "/data/feedback.db", null);
    }
}
