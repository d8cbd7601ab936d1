package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.feedback4j.testing.Browsers;
import io.feedback4j.web.FeedbackStandIn.Asked;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The element in a real browser, on a plain-http page with a strict policy. */
class ThumbsElementTest {
    /** 44, but for what the browser loses when it takes one place from another. */
    private static final double TARGET_PIXELS = 43.999;

    private static final String HOST = "intranet.test";
    private static final String SCRIPT = "<script type=\"module\" src=\"/api/feedback/thumbs.js\"></script>";
    private static final String THUMBS =
            "<feedback-thumbs id=\"one\" session-id=\"s/1:2\" message-id=\"aia_msg_1\"></feedback-thumbs>";
    private static final String SPIES = """
            window.told = []
            window.violations = []
            addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))
            addEventListener('feedback-vote', (event) => told.push([event.messageId, event.score, event.undone, event.id].join()))
            addEventListener('feedback-error', (event) => told.push('error ' + event.error.status))
            """;

    private static Browsers browsers;

    private FeedbackStandIn service;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void startBrowser() {
        browsers = Browsers.launch("--host-resolver-rules=MAP " + HOST + " 127.0.0.1");
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
        context = browsers.browser().newContext();
        context.addInitScript(SPIES);
        page = context.newPage();
    }

    @AfterEach
    void keepsToThePolicy() {
        assertThat((List<?>) page.evaluate("violations")).isEmpty();
        context.close();
        service.close();
    }

    @Test
    void storesAVoteAtTheFirstClick() {
        open(THUMBS);

        up().click();

        assertPressed(up());
        assertThat(status()).hasText("Thank you.");
        JsonNode body = onlyOne(service.feedbacks()).body();
        assertThat(body.toString()).isEqualTo("{\"session_id\":\"s/1:2\",\"message_id\":\"aia_msg_1\",\"score\":1}");
        assertThat(told()).containsExactly("aia_msg_1,1,false,aia_fdbk_1");
    }

    @Test
    void worksOnAPlainHttpPageWithoutTheHelpersOfSecureOnes() {
        open(THUMBS);

        up().click();

        assertThat(status()).hasText("Thank you.");
        assertThat(page.evaluate("isSecureContext || 'randomUUID' in crypto")).isEqualTo(false);
    }

    @Test
    void worksAsWrittenTooNotOnlyJoined() {
        service.serveAsWritten();
        open(THUMBS);

        down().click();

        assertThat(comment()).isVisible();
        assertThat(service.feedbacks()).hasSize(1);
    }

    @Test
    void showsThePressBeforeTheAnswerComes() {
        CountDownLatch answers = service.hold();
        open(THUMBS);

        up().click();

        assertPressed(up());
        assertThat(status()).hasText("");
        answers.countDown();
        assertThat(status()).hasText("Thank you.");
    }

    @Test
    void changesTheVoteWithTheOtherThumb() {
        open(THUMBS);
        up().click();
        assertThat(status()).hasText("Thank you.");

        down().click();

        assertThat(comment()).isVisible();
        assertNotPressed(up());
        assertPressed(down());
        assertThat(service.feedbacks())
                .extracting(asked -> asked.body().get("score").asInt())
                .containsExactly(1, 0);
    }

    @Test
    void takesTheVoteBackWithTheSameThumbEvenAfterAReload() {
        open(THUMBS);
        up().click();
        assertThat(status()).hasText("Thank you.");
        page.reload();
        assertPressed(up());

        up().click();

        assertThat(status()).hasText("Rating taken back.");
        assertNotPressed(up());
        Asked last = service.feedbacks().get(1);
        assertThat(last.method()).isEqualTo("DELETE");
        assertThat(last.path()).endsWith("/Feedbacks/aia_fdbk_1");
        assertThat(last.undo()).isEqualTo("undo of aia_fdbk_1");
        assertThat(told()).containsExactly("aia_msg_1,,true,aia_fdbk_1");
    }

    @Test
    void asksForACommentAfterAThumbsDownAndReplacesTheVoteWithIt() {
        open(THUMBS);
        down().click();
        assertThat(status()).hasText("Thank you. What went wrong?");

        button("Wrong or made up").click();
        button("Something else").click();
        comment().fill("It made up a phone number");
        assertThat(page.locator(".count")).hasText("25 / 4,000");
        button("Send").click();

        assertThat(comment()).hasCount(0);
        assertThat(service.feedbacks()).hasSize(2);
        assertThat(service.feedbacks().get(1).body().toString())
                .endsWith("\"score\":0,\"text\":\"It made up a phone number\",\"reasons\":[\"wrong\",\"other\"]}");
    }

    @Test
    void asksOnceAndCanBeOpenedAgainWithWhatWasWritten() {
        open(THUMBS);
        down().click();
        comment().fill("half a thou");

        button("Close").click();

        assertThat(comment()).isHidden();
        button("Tell us more").click();
        assertThat(comment()).isFocused();
        assertThat(comment()).hasValue("half a thou");
        assertThat(service.feedbacks()).hasSize(1);
    }

    @Test
    void forgetsTheCommentWhenTheVoteChanges() {
        open(THUMBS);
        down().click();
        comment().fill("half a thou");

        up().click();
        assertThat(comment()).hasCount(0);
        down().click();

        button("Tell us more").click();
        assertThat(comment()).hasValue("");
    }

    @Test
    void keepsTheCommentWhenItCannotBeSent() {
        open(THUMBS);
        down().click();
        comment().fill("worth keeping");
        service.fail(400);

        button("Send").click();

        assertThat(status()).containsText("could not be saved");
        assertThat(comment()).hasValue("worth keeping");
        button("Send").click();
        assertThat(comment()).hasCount(0);
        assertPressed(down());
    }

    @Test
    void offersNoReasonsWhereTheHostWantsNone() {
        open("<feedback-thumbs session-id=\"s\" reasons=\"off\"></feedback-thumbs>");

        button("No").click();

        assertThat(comment()).isVisible();
        assertThat(button("Wrong or made up")).hasCount(0);
        assertThat(service.feedbacks().get(0).body().has("message_id")).isFalse();
        assertThat(page.getByRole(AriaRole.GROUP, named("Was your problem solved?")))
                .isVisible();
    }

    @Test
    void rollsBackAndTellsWhenTheServiceRefuses() {
        service.fail(403);
        open(THUMBS);

        up().click();

        assertThat(status()).hasText("Your rating could not be saved. Please try again.");
        assertNotPressed(up());
        assertThat(told()).containsExactly("error 403");
        assertThat(service.feedbacks()).hasSize(1);
    }

    @Test
    void repeatsOneActionUnderOneKeyAndTheNextUnderAnother() {
        service.fail(503, 429);
        open(THUMBS);
        up().click();
        assertThat(status()).hasText("Thank you.");

        down().click();
        assertThat(comment()).isVisible();

        List<String> keys = service.feedbacks().stream().map(Asked::key).toList();
        assertThat(keys).hasSize(4);
        assertThat(keys.subList(0, 3)).containsOnly(keys.get(0));
        assertThat(keys.get(3)).isNotEqualTo(keys.get(0));
    }

    @Test
    void queuesPressesWhileOneIsUnderWayAndTheLastWins() {
        CountDownLatch answers = service.hold();
        open(THUMBS);
        up().click();
        page.waitForCondition(() -> service.feedbacks().size() == 1);
        up().click();
        down().click();
        assertPressed(down());

        answers.countDown();

        assertThat(comment()).isVisible();
        assertThat(service.feedbacks())
                .extracting(asked -> asked.body().get("score").asInt())
                .containsExactly(1, 0);
    }

    @Test
    void asksForTheVotesOfASessionOnceForAllItsElements() {
        open(THUMBS);
        up().click();
        assertThat(status()).hasText("Thank you.");
        String other = "<feedback-thumbs session-id=\"s/1:2\" message-id=\"aia_msg_2\"></feedback-thumbs>";

        open(THUMBS + other + "<feedback-thumbs session-id=\"s/1:2\"></feedback-thumbs>");

        assertPressed(up().first());
        assertNotPressed(up().nth(1));
        assertThat(service.asked("/api/feedback/votes")).hasSize(2);
    }

    @Test
    void isUsedWithTheKeyboardAlone() {
        open(THUMBS);
        assertThat(up()).isEnabled();
        page.keyboard().press("Tab");
        assertThat(up()).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Space");
        assertThat(button("Wrong or made up")).isVisible();
        assertThat(down()).isFocused();

        page.keyboard().press("Tab");
        assertThat(button("Tell us more")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        button("Something else").press("Tab");
        assertThat(comment()).isFocused();
        page.keyboard().press("Escape");
        assertThat(button("Tell us more")).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().type("Made up");
        page.keyboard().press("Control+Enter");

        assertThat(comment()).hasCount(0);
        assertThat(down()).isFocused();
        assertThat(service.feedbacks().get(1).body().get("reasons").get(0).asText())
                .isEqualTo("wrong");
    }

    @Test
    void speaksArabicFromRightToLeft() {
        open("<div lang=\"ar\">" + THUMBS + "</div>");

        Locator up = page.getByRole(AriaRole.BUTTON, named("مفيدة"));
        assertThat(up).isVisible();
        up.click();

        assertThat(status()).hasText("شكرًا لك.");
        assertThat(page.getByRole(AriaRole.BUTTON, named("غير مفيدة"))).isVisible();
        // both at one moment: the button that comes later moves both
        assertThat(up.evaluate("up => up.offsetLeft > up.nextElementSibling.offsetLeft"))
                .isEqualTo(true);
    }

    @Test
    void letsEveryWordBeReplaced() {
        open(THUMBS);
        page.evaluate(
                "import('/api/feedback/thumbs.js').then(({ replaceStrings }) => replaceStrings('en', { up: 'Good', down: 'Bad' }))");
        assertThat(button("Good")).isVisible();

        page.evaluate("document.querySelector('feedback-thumbs').strings = { up: 'Ace', more: 'Go on' }");

        assertThat(button("Ace")).isVisible();
        button("Bad").click();
        button("Close").click();
        assertThat(button("Go on")).isVisible();
    }

    @Test
    void toleratesBeingLoadedTwice() {
        service.page("/copy.js", "export * from '/api/feedback/assets/1a2b/thumbs.js?copy'");
        open(THUMBS + "<script type=\"module\" src=\"/copy.js\"></script>");

        up().click();

        assertThat(status()).hasText("Thank you.");
        assertThat(service.feedbacks()).hasSize(1);
    }

    @Test
    void votesFromPlainCode() {
        open("");

        Object receipt = page.evaluate(
                "import('/api/feedback/thumbs.js').then(({ vote }) => vote({ sessionId: 's' }, { score: 0.25, text: 'meh' }))");

        assertThat(receipt).hasToString("{id=aia_fdbk_1, undo=undo of aia_fdbk_1}");
        assertThat(onlyOne(service.feedbacks()).body().get("score").asDouble()).isEqualTo(0.25);
    }

    @Test
    void followsItsAttributesAndProperties() {
        open("<feedback-thumbs message-id=\"m\"></feedback-thumbs>");
        assertThat(up()).isDisabled();

        page.evaluate(
                "Object.assign(document.querySelector('feedback-thumbs'), { sessionId: 's', messageId: 'm', assistant: 'aia', scale: 'thumbs' })");
        assertThat(up()).isEnabled();
        up().click();
        assertThat(status()).hasText("Thank you.");
        page.evaluate("document.querySelector('feedback-thumbs').messageId = 'n'");

        assertNotPressed(up());
        assertThat(onlyOne(service.feedbacks()).path()).isEqualTo("/api/v1/Assistants/aia/Feedbacks");
    }

    @Test
    void targetsAreAtLeast44PixelsHighAndTheThumbsAsWideAndNoneCoversAnother() {
        open(THUMBS);
        down().click();
        assertThat(button("Wrong or made up")).isVisible();

        List<BoundingBox> boxes = page.getByRole(AriaRole.BUTTON).all().stream()
                .map(ThumbsElementTest::box)
                .toList();

        assertThat(boxes)
                .hasSize(11)
                .allSatisfy(box -> assertThat(box.height).isGreaterThanOrEqualTo(TARGET_PIXELS))
                .allSatisfy(box -> assertThat(boxes)
                        .filteredOn(other -> overlap(box, other))
                        .containsExactly(box));
        assertThat(List.of(box(up()), box(down())))
                .allSatisfy(box -> assertThat(box.width).isGreaterThanOrEqualTo(TARGET_PIXELS));
    }

    private static boolean overlap(BoundingBox one, BoundingBox other) {
        return one.x < other.x + other.width
                && other.x < one.x + one.width
                && one.y < other.y + other.height
                && other.y < one.y + one.height;
    }

    private void open(String body) {
        service.page(
                "/", "<!doctype html><html lang=\"en\"><head><title>Host</title>" + SCRIPT + "</head><body>" + body);
        page.navigate("http://" + HOST + ":" + service.port() + "/");
    }

    private List<String> told() {
        return ((List<?>) page.evaluate("told")).stream().map(String::valueOf).toList();
    }

    private Locator up() {
        return button("Helpful");
    }

    private Locator down() {
        return button("Not helpful");
    }

    private Locator status() {
        return page.getByRole(AriaRole.STATUS);
    }

    private Locator comment() {
        return page.getByRole(AriaRole.TEXTBOX);
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void assertPressed(Locator thumb) {
        assertThat(thumb).hasAttribute("aria-pressed", "true");
    }

    private static void assertNotPressed(Locator thumb) {
        assertThat(thumb).hasAttribute("aria-pressed", "false");
    }

    private static BoundingBox box(Locator locator) {
        return locator.boundingBox();
    }

    private static Asked onlyOne(List<Asked> asked) {
        assertThat(asked).hasSize(1);
        return asked.get(0);
    }
}
