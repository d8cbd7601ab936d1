package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** One vote, shown in several places: elements, tabs, visits. */
class ThumbsTabsTest extends ThumbsSuite {
    @Test
    void elementsOfOneMessageAgreeAtOnceAndOnlyTheOnePressedSpeaks() {
        open(ONE + ONE.replace("one", "again").replace(" id=", " endpoint=\"/api\" id="));

        part("one", "down").click();

        assertThat(part("again", "down")).hasAttribute("aria-pressed", "true");
        assertThat(part("one", "panel")).isVisible();
        assertThat(part("again", "panel")).hasCount(0);
        assertThat(part("again", "status")).hasText("");
        part("again", "up").click();
        assertThat(part("one", "up")).hasAttribute("aria-pressed", "true");
        assertThat(part("one", "panel")).hasCount(0);
        assertThat(part("again", "status")).hasText("Thank you.");
        assertThat(scores()).containsExactly(0.0, 1.0);
        assertThat(told()).hasSize(2);
    }

    @Test
    void tabsAgree() {
        open(ONE);
        Page other = context.newPage();
        open(other, HOST, "en", ONE);
        assertThat(part(other, "one", "up")).isEnabled();

        part("one", "up").click();
        assertThat(part(other, "one", "up")).hasAttribute("aria-pressed", "true");
        assertThat(part("one", "status")).hasText("Thank you.");
        part(other, "one", "up").click();

        assertThat(part("one", "up")).hasAttribute("aria-pressed", "false");
        assertThat(part(other, "one", "status")).hasText("Rating taken back.");
        assertThat(scores()).containsExactly(1.0, -1.0);
    }

    @Test
    void oneTabSendsWhatSeveralHaveKept() {
        open(ONE);
        Page other = context.newPage();
        open(other, HOST, "en", TWO);
        assertThat(part(other, "two", "up")).isEnabled();
        assertThat(part("one", "up")).isEnabled();
        context.setOffline(true);
        part("one", "up").click();
        part(other, "two", "up").click();
        assertThat(part(other, "two", "status")).containsText("Kept here");

        context.setOffline(false);

        assertThat(part("one", "status")).hasText("Thank you.");
        assertThat(part(other, "two", "status")).hasText("Thank you.");
        assertThat(scores()).containsExactly(1.0, 1.0);
        assertThat(service.feedbacks())
                .extracting(asked -> asked.body().get("message_id").asText())
                .containsExactly("m1", "m2");
    }

    @Test
    void oneTabSendsAlsoWhereTheBrowserHasLocks() {
        page.navigate("http://127.0.0.1:" + service.port() + "/api/feedback/reasons");
        open(page, "127.0.0.1", "en", ONE);

        part("one", "up").click();

        assertThat(part("one", "status")).hasText("Thank you.");
        assertThat(page.evaluate("isSecureContext && 'locks' in navigator")).isEqualTo(true);
    }

    @Test
    void showsAfterAReloadWhatTheServiceHolds() {
        service.giveElsewhere("s", "m1", 1);
        service.giveElsewhere("s", "m2", 0);

        open(ONE + TWO + "<feedback-thumbs id=\"three\" session-id=\"s\" message-id=\"m3\"></feedback-thumbs>");

        assertThat(part("one", "up")).hasAttribute("aria-pressed", "true");
        assertThat(part("two", "down")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("#three [aria-pressed=true]")).hasCount(0);
        assertThat(service.asked("/api/feedback/votes")).hasSize(1);
    }

    @Test
    void asksNobodyTwiceAboutAMessageNotEvenAfterAReload() {
        open(ONE);
        part("one", "down").click();
        assertThat(part("one", "panel")).isVisible();
        part("one", "down").click();
        assertThat(part("one", "status")).hasText("Rating taken back.");

        part("one", "down").click();
        assertThat(part("one", "more")).isVisible();
        assertThat(part("one", "panel")).hasCount(0);
        part("one", "down").click();
        assertThat(part("one", "status")).hasText("Rating taken back.");
        page.reload();
        part("one", "down").click();

        assertThat(part("one", "more")).isVisible();
        assertThat(part("one", "panel")).hasCount(0);
    }

    @Test
    void aClickBesideThePanelKeepsTheVoteAndWhatWasWritten() {
        open(ONE + "<p id=\"beside\">Beside</p>");
        part("one", "down").click();
        part("one", "comment").fill("half a thou");

        page.locator("#beside").click();

        assertThat(part("one", "panel")).isHidden();
        assertThat(part("one", "down")).hasAttribute("aria-pressed", "true");
        part("one", "more").click();
        assertThat(part("one", "comment")).hasValue("half a thou");
        assertThat(scores()).containsExactly(0.0);
    }

    @Test
    void takesTheCommentBackWithTheVote() {
        open(ONE);
        part("one", "down").click();
        part("one", "comment").fill("Made up");
        part("one", "send").click();
        assertThat(part("one", "panel")).hasCount(0);

        part("one", "down").click();

        assertThat(part("one", "status")).hasText("Rating taken back.");
        assertThat(service.feedbacks().get(2).path()).endsWith("/aia_fdbk_2");
    }

    @Test
    void showsWhereAVoteIs() {
        open(ONE.replace(" id=", " receipt id="));
        assertThat(part("one", "receipt")).isHidden();

        part("one", "up").click();
        assertThat(part("one", "receipt")).hasText("Kept here");
        service.deliver("delivered");
        page.reload();

        assertThat(part("one", "receipt")).hasText("Delivered");
        part("one", "up").click();
        assertThat(part("one", "receipt")).isHidden();
    }
}
