package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.feedback4j.web.FeedbackStandIn.Asked;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Votes that cannot be sent at once. */
class ThumbsOfflineTest extends ThumbsSuite {
    private static final String WAITING = "Kept here until it can be sent.";

    @Test
    void keepsAVoteThatIsGivenOfflineAndSendsItWhenThereIsANetworkAgain() {
        open(ONE);
        assertThat(part("one", "up")).isEnabled();
        context.setOffline(true);

        part("one", "up").click();

        assertThat(part("one", "status")).hasText(WAITING);
        assertThat(part("one", "up")).hasAttribute("aria-pressed", "true");
        assertThat(told()).isEmpty();
        context.setOffline(false);
        assertThat(part("one", "status")).hasText("Thank you.");
        assertThat(scores()).containsExactly(1.0);
        assertThat(told()).containsExactly("m1,1,aia_fdbk_1");
    }

    @Test
    void sendsAtTheNextVisitWhatAPageCouldNotSendBeforeItWasClosed() {
        open(ONE + TWO);
        assertThat(part("one", "up")).isEnabled();
        context.setOffline(true);
        part("one", "up").click();
        part("two", "down").click();
        assertThat(part("two", "status")).containsText(WAITING);
        page.close();
        context.setOffline(false);

        page = context.newPage();
        open(ONE + TWO);

        assertThat(part("two", "down")).hasAttribute("aria-pressed", "true");
        page.waitForCondition(() -> service.feedbacks().size() == 2);
        assertThat(scores()).containsExactly(1.0, 0.0);
        page.waitForCondition(() -> stored("feedback-outbox") == null);
    }

    @Test
    void sendsOfManyWishesOfflineOnlyTheLastOfEachMessageInOrder() {
        open(ONE + TWO);
        assertThat(part("one", "up")).isEnabled();
        context.setOffline(true);
        part("one", "up").click();
        part("two", "up").click();
        part("one", "down").click();
        assertThat(part("one", "down")).hasAttribute("aria-pressed", "true");

        context.setOffline(false);

        page.waitForCondition(() -> service.feedbacks().size() == 2);
        assertThat(service.feedbacks())
                .extracting(asked ->
                        asked.body().get("message_id").asText() + asked.body().get("score"))
                .containsExactly("m21", "m10");
    }

    @Test
    void takesBackOfflineWhatWasSentBefore() {
        open(ONE);
        part("one", "up").click();
        assertThat(part("one", "status")).hasText("Thank you.");
        context.setOffline(true);

        part("one", "up").click();
        assertThat(part("one", "status")).hasText(WAITING);
        assertThat(part("one", "up")).hasAttribute("aria-pressed", "false");
        page.close();
        context.setOffline(false);
        page = context.newPage();
        open(ONE);

        page.waitForCondition(() -> service.feedbacks().size() == 2);
        assertThat(service.feedbacks().get(1).method()).isEqualTo("DELETE");
        assertThat(service.feedbacks().get(1).undo()).isEqualTo("undo of aia_fdbk_1");
        assertThat(part("one", "up")).hasAttribute("aria-pressed", "false");
    }

    @Test
    void keepsTheTextForTheTabAndOnlyScoresAndIdsForLonger() {
        open(ONE);
        part("one", "down").click();
        part("one", "reason").first().click();
        part("one", "comment").fill("Between you and me");
        context.setOffline(true);

        part("one", "send").click();

        assertThat(part("one", "status")).containsText(WAITING);
        assertThat(String.valueOf(page.evaluate("JSON.stringify({...localStorage})")))
                .contains("wrong")
                .doesNotContain("Between");
        page.evaluate("location.hash = 'still-here'");
        context.setOffline(false);
        page.waitForCondition(() -> service.feedbacks().size() == 2);
        assertThat(service.feedbacks().get(1).body().get("text").asText()).isEqualTo("Between you and me");
        assertThat(String.valueOf(page.evaluate("JSON.stringify({...sessionStorage})")))
                .doesNotContain("Between");
    }

    @Test
    void waitsAsLongAsTheServiceAsksInEveryTab() {
        service.askToWait(120);
        service.fail(429);
        open(ONE);

        part("one", "up").click();

        assertThat(part("one", "status")).hasText(WAITING);
        Page other = context.newPage();
        open(other, HOST, "en", TWO);
        part(other, "two", "up").click();
        assertThat(part(other, "two", "status")).hasText(WAITING);
        assertThat(service.feedbacks()).hasSize(1);
        page.evaluate("localStorage.removeItem('feedback-pause'); dispatchEvent(new Event('online'))");
        page.waitForCondition(() -> service.feedbacks().size() == 3);
        List<Asked> asked = service.feedbacks();
        assertThat(asked.get(1).key()).isEqualTo(asked.get(0).key());
        assertThat(asked.get(2).body().get("message_id").asText()).isEqualTo("m2");
        assertThat(part(other, "two", "status")).hasText("Thank you.");
    }

    @Test
    void votesWithoutAnyStorage() {
        context.addInitScript("""
                for (const name of ['localStorage', 'sessionStorage']) {
                  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })
                }
                """);
        open(ONE);

        part("one", "down").click();
        assertThat(part("one", "reason")).hasCount(6);
        part("one", "comment").fill("Works all the same");
        part("one", "send").click();

        assertThat(part("one", "panel")).hasCount(0);
        assertThat(service.feedbacks()).hasSize(2);
        part("one", "down").click();
        assertThat(part("one", "status")).hasText("Rating taken back.");
        assertThat(scores()).containsExactly(0.0, 0.0, -1.0);
    }

    @Test
    void sendsAVoteThatTheServiceWasTooSlowForAgainUnderItsKey() {
        service.fail(503);
        open(ONE);

        part("one", "up").click();

        assertThat(part("one", "status")).hasText("Thank you.");
        assertThat(service.feedbacks()).hasSize(2);
        assertThat(service.feedbacks().get(0).key())
                .isNotNull()
                .isEqualTo(service.feedbacks().get(1).key());
    }

    private Object stored(String name) {
        return page.evaluate("localStorage.getItem('" + name + "')");
    }
}
