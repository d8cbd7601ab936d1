package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Five steps, and the rating of a whole session. */
class ThumbsScaleTest extends ThumbsSuite {
    private static final String STEPS = ONE.replace(" id=", " scale=\"5\" id=");
    private static final String SESSION = "<feedback-thumbs id=\"one\" session-id=\"s\"></feedback-thumbs>";

    @Test
    void sendsFiveStepsAsFractions() {
        open(STEPS);
        for (String step : new String[] {"worst", "bad", "fair", "good", "best"}) {
            part("one", step).click();
            assertThat(part("one", step)).hasAttribute("aria-pressed", "true");
            assertThat(part("one", "status")).containsText("Thank you.");
        }

        assertThat(scores()).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
        assertThat(page.locator("#one [aria-pressed=true]")).hasCount(1);
    }

    @Test
    void takesAStepBackWhenItIsPressedAgain() {
        open(STEPS);
        part("one", "good").click();
        assertThat(part("one", "status")).hasText("Thank you.");

        part("one", "good").click();

        assertThat(part("one", "status")).hasText("Rating taken back.");
        assertThat(page.locator("#one [aria-pressed=true]")).hasCount(0);
        assertThat(scores()).containsExactly(0.75, -1.0);
    }

    @Test
    void asksBelowTheMiddleWhatWentWrongAndElseOffersToSayMore() {
        open(STEPS);

        part("one", "good").click();
        assertThat(part("one", "more")).isVisible();
        assertThat(part("one", "panel")).hasCount(0);
        part("one", "bad").click();

        assertThat(part("one", "question")).containsText("What went wrong?");
        part("one", "comment").fill("Not quite");
        part("one", "send").click();
        assertThat(part("one", "bad")).isFocused();
        assertThat(service.feedbacks().get(2).body().get("score").asDouble()).isEqualTo(0.25);
    }

    @Test
    void showsTheStepNearestToAScoreOfAnotherScale() {
        service.giveElsewhere("s", "m1", 0.8);

        open(STEPS);

        assertThat(part("one", "good")).hasAttribute("aria-pressed", "true");
        part("one", "good").click();
        assertThat(part("one", "status")).hasText("Rating taken back.");
        assertThat(scores()).containsExactly(0.8, -1.0);
    }

    @Test
    void changesTheScaleOfAnElementThatIsThere() {
        open(ONE);
        part("one", "up").click();
        assertThat(part("one", "status")).hasText("Thank you.");

        page.evaluate("one.scale = '5'");

        assertThat(part("one", "thumb")).hasCount(5);
        assertThat(part("one", "best")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void asksOfASessionWhetherItHelped() {
        open(SESSION);

        Locator group = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Was your problem solved?"));
        assertThat(group).isVisible();
        assertThat(part("one", "heading")).hasText("Was your problem solved?");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Yes").setExact(true))
                .click();

        assertThat(part("one", "status")).hasText("Thank you.");
        assertThat(service.feedbacks().get(0).body().toString()).isEqualTo("{\"session_id\":\"s\",\"score\":1}");
    }

    @Test
    void asksOfASessionInFiveStepsHowItWas() {
        open(SESSION.replace(" id=", " scale=\"5\" id="));

        assertThat(part("one", "heading")).hasText("How was this conversation?");
        part("one", "fair").click();

        assertThat(part("one", "status")).hasText("Thank you.");
        assertThat(scores()).containsExactly(0.5);
    }
}
