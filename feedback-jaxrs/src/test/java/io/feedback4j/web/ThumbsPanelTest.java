package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.feedback4j.testing.Browsers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a comment is offered, where its panel opens, and who is told. */
class ThumbsPanelTest {
    private static final String STYLE = """
            .log { height: 520px; overflow: auto; border: 1px solid }
            .log p { height: 600px; margin: 0 }
            """;
    private static final String ONE =
            "<feedback-thumbs id=\"one\" session-id=\"s\" message-id=\"m1\"></feedback-thumbs>";
    private static final String TWO =
            "<feedback-thumbs id=\"two\" session-id=\"s\" message-id=\"m2\"></feedback-thumbs>";

    private static Browsers browsers;

    private FeedbackStandIn service;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void startBrowser() {
        browsers = Browsers.launch();
    }

    @AfterAll
    static void stopBrowser() {
        if (browsers != null) {
            browsers.close();
        }
    }

    @BeforeEach
    void openPage() throws IOException {
        service = new FeedbackStandIn();
        service.page("/host.css", STYLE);
        context = browsers.browser().newContext();
        page = context.newPage();
    }

    @AfterEach
    void closePage() {
        context.close();
        service.close();
    }

    @Test
    void opensInSightAtTheEndOfAChatLogOfAFixedHeight() {
        open("<div class=\"log\"><p>A long answer.</p>" + ONE + "</div>");

        part("one", "down").click();

        assertThat(part("one", "reason")).hasCount(6);
        assertThat(part("one", "panel")).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(0.99));
    }

    @Test
    void leavesWhatStandsBesideItWhereItIs() {
        open("<div><span id=\"beside\">Was this helpful?</span> " + ONE + "</div>");
        Locator beside = page.locator("#beside");
        assertThat(part("one", "down")).isEnabled();
        double before = beside.boundingBox().y;

        part("one", "down").click();

        assertThat(part("one", "reason")).hasCount(6);
        assertThat(beside.boundingBox().y).isEqualTo(before);
    }

    @Test
    void tellsThatACommentIsAskedForAndWhetherThePanelIsOpen() {
        open(ONE);

        part("one", "down").click();

        assertThat(part("one", "status")).hasText("Thank you. What went wrong?");
        Locator more = part("one", "more");
        assertThat(more).hasAttribute("aria-expanded", "true");
        assertThat(more).hasAttribute("aria-controls", "panel");
        assertThat(part("one", "panel")).hasId("panel");
        more.click();
        assertThat(more).hasAttribute("aria-expanded", "false");
        assertThat(part("one", "panel")).isHidden();
        assertThat(part("one", "status")).not().containsText("What went wrong?");
    }

    @Test
    void offersACommentOnAThumbsUpWithoutOpeningByItself() {
        open(ONE);
        part("one", "up").click();

        assertThat(part("one", "more")).hasAttribute("aria-expanded", "false");
        assertThat(part("one", "panel")).hasCount(0);
        part("one", "more").click();

        assertThat(part("one", "comment")).isFocused();
        assertThat(part("one", "question")).containsText("What did you like?");
        assertThat(part("one", "reason")).hasCount(0);
        part("one", "comment").fill("To the point");
        part("one", "send").click();
        assertThat(part("one", "panel")).hasCount(0);
        assertThat(part("one", "more")).hasCount(0);
        assertThat(part("one", "up")).isFocused();
        assertThat(service.feedbacks().get(1).body().toString()).contains("\"score\":1,\"text\":\"To the point\"");
    }

    @Test
    void offersACommentAfterAReloadOnlyWhereThisTabKnowsThatThereIsNone() {
        open(ONE + TWO);
        part("one", "down").click();
        part("one", "comment").fill("Made up");
        part("one", "send").click();
        assertThat(part("one", "panel")).hasCount(0);
        part("two", "down").click();
        assertThat(part("two", "panel")).isVisible();

        page.reload();

        assertThat(part("two", "more")).isVisible();
        assertThat(part("two", "panel")).hasCount(0);
        assertThat(part("one", "down")).hasAttribute("aria-pressed", "true");
        assertThat(part("one", "more")).hasCount(0);
    }

    @Test
    void offersNoCommentOnTheVoteOfAnotherTab() {
        open(ONE + TWO);
        part("one", "down").click();
        assertThat(part("one", "panel")).isVisible();

        page = context.newPage();
        open(ONE + TWO);
        assertThat(part("one", "down")).hasAttribute("aria-pressed", "true");
        part("two", "up").click();

        assertThat(part("two", "more")).isVisible();
        assertThat(part("one", "more")).hasCount(0);
    }

    @Test
    void takesReasonsSeparatedByCommasOrSpaces() {
        open(ONE.replace(" id=", " reasons=\"wrong, other\" id="));

        part("one", "down").click();

        assertThat(part("one", "reason")).hasText(new String[] {"Wrong or made up", "Something else"});
    }

    @Test
    void tellsThePagesAuthorThatThereIsNothingToRate() {
        List<String> warnings = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("warning")) {
                warnings.add(message.text());
            }
        });

        open("<feedback-thumbs sesion-id=\"s\"></feedback-thumbs><feedback-thumbs disabled></feedback-thumbs>" + ONE);

        page.waitForCondition(() -> !warnings.isEmpty());
        assertThat(warnings).containsExactly("feedback-thumbs: session-id is missing, so there is nothing to rate");
    }

    private void open(String body) {
        service.page(
                "/",
                "<!doctype html><html lang=\"en\"><head><title>Host</title><link rel=\"stylesheet\" href=\"/host.css\">"
                        + "<script type=\"module\" src=\"/api/feedback/thumbs.js\"></script></head><body>" + body);
        page.navigate("http://127.0.0.1:" + service.port() + "/");
    }

    private Locator part(String element, String part) {
        return page.locator("#" + element + " [part~=" + part + "]");
    }
}
