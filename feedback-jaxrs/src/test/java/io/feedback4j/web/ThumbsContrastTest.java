package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.feedback4j.testing.Browsers;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The element's colours as they are painted, by the formula of WCAG 2.2, "contrast ratio". */
class ThumbsContrastTest {
    private static final double TEXT = 4.5;
    private static final double ICON = 3;
    private static final String STYLE = """
            .light { color-scheme: light; background: Canvas; color: CanvasText }
            .dark { color-scheme: dark; background: Canvas; color: CanvasText }
            .grey { background: #1e1e1e; color: #ddd }
            """;

    /** Paints all backgrounds from the page's down to the element's, then its colour over them. */
    private static final String CONTRAST = """
            (node, pseudo) => {
              const canvas = new OffscreenCanvas(1, 1).getContext('2d')
              const luminance = () => {
                const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
                  const part = byte / 255
                  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
                })
                return 0.2126 * r + 0.7152 * g + 0.0722 * b
              }
              const paint = (colour) => {
                canvas.fillStyle = colour
                canvas.fillRect(0, 0, 1, 1)
                return luminance()
              }
              const line = []
              for (let at = node; at; at = at.parentElement ?? at.getRootNode().host) line.unshift(at)
              for (const at of line) {
                paint(getComputedStyle(at).backgroundColor)
                if (at.localName === 'button') paint(getComputedStyle(at, '::before').backgroundColor)
              }
              const behind = luminance()
              const own = paint(getComputedStyle(node, pseudo)[node.localName === 'svg' ? 'stroke' : 'color'])
              return (Math.max(own, behind) + 0.05) / (Math.min(own, behind) + 0.05)
            }
            """;

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
        context = browsers.browser().newContext(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
    }

    @AfterEach
    void closePage() {
        context.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "grey"})
    void textAndIconsStandOutFromWhatIsBehindThem(String theme) {
        service.page("/", """
                <!doctype html><html lang="en" class="THEME"><head><title>Host</title>
                <link rel="stylesheet" href="/host.css">
                <script type="module" src="/api/feedback/thumbs.js"></script></head><body>
                <feedback-thumbs id="commented" session-id="s" message-id="m1"></feedback-thumbs>
                <feedback-thumbs id="unlucky" session-id="s" message-id="m2"></feedback-thumbs>
                <feedback-thumbs id="steps" session-id="s" scale="5" receipt></feedback-thumbs>
                </body></html>
                """.replace("THEME", theme));
        page.navigate("http://127.0.0.1:" + service.port() + "/");
        service.fail(400);
        page.locator("#unlucky [part~=up]").click();
        assertThat(page.locator("#unlucky .failed")).isVisible();
        page.locator("#steps [part~=best]").click();
        assertThat(page.locator("#steps .receipt")).isVisible();
        page.locator("#commented [part~=down]").click();
        Locator reasons = page.locator("#commented [part=reason]");
        assertThat(reasons).hasCount(6);
        reasons.first().click();

        List<Locator> icons = page.locator("svg").all();
        List<Locator> texts = page.locator(
                        "[part=status], .more, .heading:not([hidden]), .receipt, .question, .optional, .count, .shared, .reason, [part=close], .send, textarea")
                .all();

        assertThat(icons)
                .hasSize(9)
                .allSatisfy(icon -> assertThat(contrast(icon, null)).isGreaterThanOrEqualTo(ICON));
        assertThat(texts)
                .hasSize(20)
                .allSatisfy(text ->
                        assertThat(contrast(text, null)).as(text.toString()).isGreaterThanOrEqualTo(TEXT));
        assertThat(contrast(page.locator("textarea"), "::placeholder")).isGreaterThanOrEqualTo(TEXT);
    }

    private static double contrast(Locator locator, @Nullable String pseudo) {
        return ((Number) locator.evaluate(CONTRAST, pseudo)).doubleValue();
    }
}
