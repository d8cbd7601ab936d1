package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The element for everyone: axe-core, the accessibility tree, the keyboard, languages, large text. */
class ThumbsAccessTest extends ThumbsSuite {
    private static final String SESSION = "<feedback-thumbs id=\"whole\" session-id=\"s\"></feedback-thumbs>";
    private static final String STEPS = TWO.replace(" id=", " scale=\"5\" receipt id=");
    private static final String PAGE = "<h1>Chat</h1><p>An answer.</p>" + ONE + "<p>Another.</p>" + STEPS + SESSION;
    private static final String BARRIERS = """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .flatMap((found) => found.nodes.map((node) => found.id + ': ' + node.target + ' ' + node.failureSummary))
            """;

    @BeforeEach
    void standStill() {
        context.close();
        context = newContext(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
    }

    @ParameterizedTest
    @CsvSource({"en,", "ar,rtl"})
    void axeFindsNoBarrierBeforeTheVoteAndWithTheDialogOpen(String language, String direction) throws IOException {
        open(page, HOST, language, PAGE);
        assertThat(part("one", "up")).isEnabled();
        if (direction != null) {
            page.evaluate("document.documentElement.dir = '" + direction + "'");
        }
        assertThat(barriers()).isEmpty();

        part("two", "good").click();
        assertThat(part("two", "receipt")).isVisible();
        part("one", "down").click();
        assertThat(part("one", "reason")).hasCount(6);
        part("one", "reason").first().click();

        assertThat(barriers()).isEmpty();
    }

    @Test
    void tellsNamesAndStatesThatDoNotChangeTheirWording() {
        open(ONE);
        Locator group = page.locator("main");

        assertThat(group).matchesAriaSnapshot("""
                - group "Rate this answer":
                  - button "Helpful"
                  - button "Not helpful"
                  - status
                """);
        part("one", "down").click();
        assertThat(part("one", "reason")).hasCount(6);

        assertThat(group).matchesAriaSnapshot("""
                - group "Rate this answer":
                  - button "Helpful"
                  - button "Not helpful" [pressed]
                  - button "Tell us more" [expanded]
                  - status: Thank you. What went wrong?
                - group "What went wrong? optional":
                  - paragraph: What went wrong? optional
                  - group "What went wrong? optional":
                    - button "Wrong or made up"
                """);
        part("one", "reason").first().click();
        assertThat(part("one", "reason").first()).hasAttribute("aria-pressed", "true");
    }

    @Test
    void hasALiveRegionBeforeItSpeaks() {
        open(ONE);
        page.evaluate("window.region = one.shadowRoot.querySelector('[role=status]')");

        part("one", "up").click();

        assertThat(part("one", "status")).hasText("Thank you.");
        assertThat(page.evaluate("region === one.shadowRoot.querySelector('[role=status]')"))
                .isEqualTo(true);
    }

    @Test
    void goesThroughFiveStepsAndTheCommentWithTheKeyboardAlone() {
        open(STEPS);
        assertThat(part("two", "worst")).isEnabled();
        page.keyboard().press("Tab");
        assertThat(part("two", "worst")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(part("two", "reason")).hasCount(6);
        assertThat(part("two", "bad")).isFocused();

        page.keyboard().press("Escape");

        assertThat(part("two", "panel")).isHidden();
        assertThat(part("two", "bad")).isFocused();
        assertThat(part("two", "bad")).hasAttribute("aria-pressed", "true");
        assertThat(scores()).containsExactly(0.25);
    }

    @ParameterizedTest
    @CsvSource({
        "ar, قيّم هذه الإجابة, هل تم حل مشكلتك؟, جيدة جدًا, rtl",
        "de, Diese Antwort bewerten, Wurde Ihr Problem gelöst?, Sehr gut, ltr",
        "en, Rate this answer, Was your problem solved?, Very good, ltr",
        "es, Valorar esta respuesta, ¿Se resolvió su problema?, Muy bien, ltr",
        "fr, Évaluer cette réponse, Votre problème a-t-il été résolu ?, Très bon, ltr",
        "ja, この回答を評価, 問題は解決しましたか？, とても良い, ltr"
    })
    void speaksEachLanguage(String language, String rate, String solved, String best, String direction) {
        open(page, HOST, language, PAGE);

        assertThat(part("whole", "heading")).hasText(solved);
        assertThat(part("two", "best")).hasAttribute("aria-label", best);
        assertThat(part("one", "thumbs")).hasAttribute("aria-label", rate);
        assertThat(part("one", "thumbs")).hasCSS("direction", direction);
        part("one", "down").click();
        assertThat(part("one", "question")).not().hasText("");
        assertThat(part("one", "panel")).hasCSS("direction", direction);
    }

    @Test
    void fitsIntoAPhoneWithTextTwiceAsLarge() {
        service.page("/host.css", "html { font-size: 200% } body { margin: 8px }");
        page.setViewportSize(360, 700);
        open("<link rel=\"stylesheet\" href=\"/host.css\">" + PAGE);

        part("one", "down").click();
        assertThat(part("one", "reason")).hasCount(6);

        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        List<BoundingBox> boxes = page.getByRole(AriaRole.BUTTON).all().stream()
                .map(Locator::boundingBox)
                .toList();
        assertThat(boxes).allSatisfy(box -> {
            assertThat(box.height).isGreaterThan(43.9);
            assertThat(box.x).isGreaterThanOrEqualTo(0);
            assertThat(box.x + box.width).isLessThanOrEqualTo(360.5);
        });
    }

    private List<?> barriers() throws IOException {
        try (InputStream axe = ThumbsAccessTest.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(Objects.requireNonNull(axe).readAllBytes(), UTF_8) + ";undefined");
        }
        return (List<?>) page.evaluate(BARRIERS);
    }
}
