package io.feedback4j.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.feedback4j.testing.Browsers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One visit to the Simulator in a real browser, from the first question to the last record upstream. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatorIT {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String FOCUSED = """
            (() => {
              let one = document.activeElement
              while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
              return `[${one?.id}] [${one?.getAttribute('aria-label')}] [${one?.textContent}]`
            })()
            """;
    private ServerProcess server;
    private Browsers browsers;
    private String root;
    private String password;
    private Page page;
    private PageCheck check;
    private String sessionId;
    private List<String> messageIds;
    private List<JsonNode> upstream;

    @BeforeAll
    void visit(@TempDir Path folder) throws Exception {
        browsers = Browsers.launch();
        // Long enough for a slow machine to press three times within it.
        Map<String, String> environment = Map.of("FEEDBACK_SETTLE_WINDOW", "PT8S");
        server =
                ServerProcess.java(folder, environment, List.of("-jar", ExecutableWarIT.WAR.toString(), "--port", "0"));
        root = server.awaitLine("demo: (http://[^/]+)/").group(1);
        password = server.awaitLine("password ([0-9a-f]{32})").group(1);
        page = browsers.browser().newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        check = PageCheck.of(page);
        page.navigate(root + "/");

        askAndVote();

        sessionId = page.locator("#whole feedback-thumbs").getAttribute("session-id");
        messageIds = page.locator("#talk feedback-thumbs").all().stream()
                .map(thumbs -> thumbs.getAttribute("message-id"))
                .toList();
        upstream = new Client(root).awaitUpstream(sessionId, 3, "admin", password);
        page.locator(".where", new Page.LocatorOptions().setHasText("There as aia_fdbk_"))
                .nth(2)
                .waitFor();
        upstream = new Client(root).upstream(sessionId, "admin", password);
    }

    private void askAndVote() {
        button(page.locator("main"), "How do I return something?").click();
        button(answer(0), "Helpful").click();
        page.getByLabel("Your question").fill("Can I cancel my order?");
        page.getByLabel("Your question").press("Enter");
        button(answer(1), "Helpful").click();
        button(answer(1), "Not helpful").click();
        answer(1).getByLabel("Your comment").fill("That is not an answer.");
        button(answer(1), "Send").click();
        button(page.locator("#whole"), "No").click();
    }

    private Locator answer(int number) {
        return page.locator("#talk .assistant").nth(number);
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    @AfterAll
    void leave() {
        if (server != null) {
            server.close();
        }
        if (browsers != null) {
            browsers.close();
        }
    }

    @Test
    void aThumbArrivesWithItsSessionMessageAndScore() {
        assertThat(messageIds.get(0)).matches("aia_msg_[0-9a-f-]{36}");
        assertThat(upstream(messageIds.get(0)))
                .singleElement()
                .satisfies(body -> assertThat(body.path("score").asDouble()).isEqualTo(1));
    }

    @Test
    void aChangeOfMindAndACommentAreOneRecord() {
        assertThat(upstream).hasSize(3);
        assertThat(upstream(messageIds.get(1))).singleElement().satisfies(body -> {
            assertThat(body.path("score").asDouble()).isZero();
            assertThat(body.path("text").asText()).startsWith("That is not an answer.");
        });
    }

    @Test
    void aRatingOfTheWholeSessionNamesNoMessage() {
        assertThat(upstream("")).singleElement().satisfies(body -> {
            assertThat(body.path("score").asDouble()).isZero();
            assertThat(body.has("message_id")).isFalse();
        });
    }

    private List<JsonNode> upstream(String messageId) {
        return upstream.stream()
                .filter(body -> body.path("message_id").asText("").equals(messageId))
                .toList();
    }

    @Test
    void thePageShowsTheWayOfEachVoteAndHidesTheCredentials() {
        assertThat(page.locator(".card")).hasCount(3);
        Locator changed = page.locator(".card", new Page.LocatorOptions().setHasText("That is not an answer."));
        assertThat(changed.locator(".vote.ended")).hasCount(2);
        changed.locator("summary").click();
        assertThat(changed.locator("pre").first()).containsText("\"score\": 0");
        assertThat(changed.locator("pre").first()).containsText("Authorization: Basic ••••••");
        assertThat(changed.locator("pre").last()).containsText("aia_fdbk_");
    }

    @Test
    void nobodyWhoCountsMissesAVote() {
        assertThat(page.locator("#pulse")).hasText("Live");
        assertThat(count("upstream")).hasText("3");
        assertThat(count("lost")).hasText("0");
        assertThat(count("stored")).hasText(count("acknowledged").textContent());
        assertThat(page.locator("#ledger")).hasText(Pattern.compile("\\d accepted = 3 delivered \\+ \\d superseded"));
        assertThat(page.locator("#twice")).hasText("twice upstream: 0");
    }

    private Locator count(String name) {
        return page.locator("[data-count=" + name + "] dd");
    }

    @Test
    void thePageKeepsToItsPolicyAndLooksAsItShould() {
        take("light", 1280, 1000);
        take("phone", 390, 844);
        page.evaluate("document.documentElement.dir = 'rtl'");
        take("right-to-left", 1280, 1000);
        page.evaluate("document.documentElement.dir = 'ltr'");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        take("dark", 1280, 1000);

        assertThat(check.complaints()).isEmpty();
    }

    @Test
    void nothingKeepsAnybodyFromUsingThePage() {
        assertThat(PageCheck.barriers(page)).isEqualTo(List.of());
    }

    @Test
    void aKeyboardIsEnoughToAskAndToVote() {
        try (BrowserContext context = browsers.browser().newContext()) {
            Page keys = context.newPage();
            keys.setDefaultTimeout(PATIENCE_MILLIS);
            keys.navigate(root + "/");
            keys.locator("#pulse", new Page.LocatorOptions().setHasText("Live")).waitFor();
            reach(keys, "Tab", "question");
            keys.keyboard().type("When are you open?");
            keys.keyboard().press("Enter");
            keys.locator(".message.assistant:not(.speaking)").waitFor();
            reach(keys, "Shift+Tab", "Helpful");
            keys.keyboard().press("Enter");

            assertThat(keys.locator("[data-count=stored] dd")).hasText("1");
            assertThat(button(keys.locator("#talk"), "Helpful")).hasAttribute("aria-pressed", "true");
        }
    }

    /** Presses this key until something with this id or name has the focus. */
    private static void reach(Page page, String key, String wanted) {
        for (int i = 0; i < 60; i++) {
            if (page.evaluate(FOCUSED).toString().contains("[" + wanted + "]")) {
                return;
            }
            page.keyboard().press(key);
        }
        throw new AssertionError(wanted + " cannot be reached: " + page.evaluate(FOCUSED));
    }

    @Test
    void thePageAsksWhereAHostCannotTellLive() {
        try (BrowserContext context = browsers.browser().newContext()) {
            Page second = context.newPage();
            second.setDefaultTimeout(PATIENCE_MILLIS);
            second.route("**/api/simulator/live", live -> live.fulfill(new Route.FulfillOptions().setStatus(503)));
            second.navigate(root + "/");
            button(second.locator("main"), "When are you open?").click();
            button(second.locator("#talk .assistant"), "Helpful").click();

            assertThat(second.locator("[data-count=stored] dd")).hasText("1");
            assertThat(second.locator("#pulse")).hasText("Asks every few seconds");
        }
    }

    @Test
    void aVoteIsNotLostWhenTheUpstreamStoresItAndSaysNothing() throws Exception {
        Browser.NewContextOptions admin = new Browser.NewContextOptions().setHttpCredentials("admin", password);
        try (BrowserContext context = browsers.browser().newContext(admin)) {
            Page second = context.newPage();
            second.setDefaultTimeout(PATIENCE_MILLIS);
            second.navigate(root + "/");
            new Client(root).post("/api/sandbox/behaviour", "{\"kind\":\"cut\",\"requests\":1}", "admin", password);
            button(second.locator("main"), "When are you open?").click();
            button(second.locator("#talk .assistant"), "Helpful").click();

            second.locator(".where", new Page.LocatorOptions().setHasText("There as aia_fdbk_"))
                    .waitFor();
            assertThat(second.locator("[data-count=upstream] dd")).hasText("1");
            assertThat(second.locator("[data-count=lost] dd")).hasText("0");
            assertThat(second.locator("#twice")).hasText("twice upstream: 0");
        }
    }

    @Test
    void aVoteWaitsWhileTheUpstreamIsGoneAndThePageSaysSo() {
        Browser.NewContextOptions admin = new Browser.NewContextOptions().setHttpCredentials("admin", password);
        try (BrowserContext context = browsers.browser().newContext(admin)) {
            Page second = context.newPage();
            second.setDefaultTimeout(PATIENCE_MILLIS);
            second.navigate(root + "/");
            button(second.locator("#mischief"), "Gone").click();
            assertThat(second.locator("#behaviour")).containsText("404 to everything");

            button(second.locator("main"), "When are you open?").click();
            button(second.locator("#talk .assistant"), "Helpful").click();

            second.locator(
                            ".where",
                            new Page.LocatorOptions().setHasText("Waits: the upstream is gone (404). Kept here."))
                    .waitFor();
            assertThat(second.locator(".countdown")).containsText("Next try in");
            take(second, "gone-light", 1280, 1000);
            take(second, "gone-phone", 390, 844);
            second.evaluate("document.documentElement.dir = 'rtl'");
            take(second, "gone-right-to-left", 1280, 1000);
            second.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            take(second, "gone-dark", 1280, 1000);
            button(second.locator("#mischief"), "Normal").click();
            assertThat(second.locator("#behaviour")).containsText("takes what it is sent");
        }
    }

    @Test
    void thePageSaysWhoMayMakeTheSandboxMisbehave() {
        try (BrowserContext context = browsers.browser().newContext()) {
            Page stranger = context.newPage();
            stranger.setDefaultTimeout(PATIENCE_MILLIS);
            // As it comes to the page when the browser's own prompt, which a test cannot see, was cancelled.
            stranger.route(
                    "**/api/sandbox/behaviour", prompt -> prompt.fulfill(new Route.FulfillOptions().setStatus(401)));
            stranger.navigate(root + "/");

            button(stranger.locator("#mischief"), "Slow").click();

            assertThat(stranger.locator("#behaviour")).containsText("Only the admin");
            assertThat(button(stranger.locator("#mischief"), "Slow")).hasAttribute("aria-pressed", "false");
        }
    }

    private void take(String name, int width, int height) {
        take(page, name, width, height);
    }

    private static void take(Page page, String name, int width, int height) {
        PageCheck.take(page, "simulator-" + name, width, height);
    }
}
