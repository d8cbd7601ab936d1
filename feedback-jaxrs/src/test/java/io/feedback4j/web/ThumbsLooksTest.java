package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import io.feedback4j.testing.Browsers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees, as pictures in {@code target/screenshots}, and that nothing sticks out of the page. */
class ThumbsLooksTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String STYLE = """
            :root { color-scheme: light dark }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 24px; max-width: 640px }
            p { margin: 24px 0 0 }
            p.own { margin-inline-start: auto; width: fit-content; padding: 8px 14px; border-radius: 16px; background: #8882 }
            html.dark { color-scheme: light; background: #1e1e1e; color: #eee }
            """;

    private static Browsers browsers;

    private FeedbackStandIn service;

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
    void startService() throws IOException {
        service = new FeedbackStandIn();
        service.page("/host.css", STYLE);
    }

    @AfterEach
    void stopService() {
        service.close();
    }

    @Test
    void light() {
        photograph("light", new Browser.NewContextOptions(), "en", "");
    }

    @Test
    void dark() {
        photograph("dark", new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK), "en", "");
    }

    @Test
    void darkOnAPageThatDoesNotSaySo() {
        photograph("dark-unsaid", new Browser.NewContextOptions(), "en", "dark");
    }

    @Test
    void phone() {
        photograph(
                "phone",
                new Browser.NewContextOptions().setViewportSize(320, 720).setHasTouch(true),
                "de",
                "");
    }

    @Test
    void rightToLeft() {
        photograph("right-to-left", new Browser.NewContextOptions(), "ar", "");
    }

    @Test
    void forcedColours() {
        Locale awkward = Locale.getDefault();
        Locale.setDefault(Locale.ROOT); // Playwright writes ACTIVE in small letters of the default locale
        try {
            photograph(
                    "forced-colours", new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE), "en", "");
        } finally {
            Locale.setDefault(awkward);
        }
    }

    private void photograph(String name, Browser.NewContextOptions options, String language, String theme) {
        service.page("/", host(language, theme));
        try (BrowserContext context = browsers.browser().newContext(options.setDeviceScaleFactor(2))) {
            Page page = context.newPage();
            page.navigate("http://127.0.0.1:" + service.port() + "/");

            votes(page);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(name + ".png"))
                    .setFullPage(true));

            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
    }

    /** One answer without a vote, one liked, one disliked and being commented, one that cannot be saved. */
    private void votes(Page page) {
        service.fail(400);
        page.locator("#unlucky [part~=up]").click();
        assertThat(page.locator("#unlucky .failed")).isVisible();
        page.locator("#liked [part~=up]").click();
        assertThat(page.locator("#liked [part~=more]")).isVisible();
        page.locator("#steps [part~=good]").click();
        assertThat(page.locator("#steps [part=receipt]")).isVisible();
        Locator panel = page.locator("#disliked [part=panel]");
        page.locator("#disliked [part~=down]").click();
        assertThat(panel.locator("[part=reason]")).hasCount(6);
        panel.locator("[part=reason]").first().click();
        panel.locator("[part=reason]").nth(4).click();
        panel.locator("textarea").fill("The opening hours are those of last year.");
        page.locator("#focused [part~=up]").focus();
        page.keyboard().press("Tab");
    }

    private static String host(String language, String theme) {
        String page = """
                <!doctype html><html lang="LANGUAGE" class="THEME" dir="auto"><head><title>Host</title>
                <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/host.css">
                <script type="module" src="/api/feedback/thumbs.js"></script></head><body>
                <p class="own">When are you open?</p>
                <p>Every day from eight in the morning until six in the evening.</p>
                <feedback-thumbs id="focused" session-id="s" message-id="m1"></feedback-thumbs>
                <p class="own">Do I need an appointment?</p>
                <p>No, you can just drop in. It is quiet before ten.</p>
                <feedback-thumbs id="liked" session-id="s" message-id="m2"></feedback-thumbs>
                <p class="own">And on holidays?</p>
                <p>On holidays we are open from ten until four.</p>
                <feedback-thumbs id="disliked" session-id="s" message-id="m3"></feedback-thumbs>
                <p>Is there anything else?</p>
                <feedback-thumbs id="unlucky" session-id="s" message-id="m4"></feedback-thumbs>
                <p>You can also come by bus.</p>
                <feedback-thumbs id="steps" session-id="s" message-id="m5" scale="5" receipt></feedback-thumbs>
                <p>Good bye!</p>
                <feedback-thumbs id="whole" session-id="s"></feedback-thumbs>
                </body></html>
                """;
        return page.replace("LANGUAGE", language).replace("THEME", theme);
    }
}
