package io.feedback4j.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What every page of the demo must be: without barriers, without a complaint, and no wider than its window. */
final class PageCheck {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String AXE = "axe.min.js";
    private static final String FIND_BARRIERS = """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target} ${node.failureSummary}`))
            """;
    private static final String TOO_WIDE = """
            [...document.querySelectorAll('body *')]
              .filter((one) => !one.closest('pre') || one.localName === 'pre')
              .filter((one) => {
                const box = one.getBoundingClientRect()
                return box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5
              })
              .map((one) => `${one.localName}.${one.className}`)
            """;

    private final List<String> complaints = new ArrayList<>();

    /** Begins to listen, before the page is loaded. */
    static PageCheck of(Page page) {
        PageCheck check = new PageCheck();
        page.onConsoleMessage(message -> check.complain(message.type(), message.text()));
        page.onPageError(error -> check.complain("error", error));
        page.addInitScript("addEventListener('securitypolicyviolation', (event) => console.error("
                + "`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`))");
        return check;
    }

    private void complain(String type, String text) {
        if (type.equals("error") || type.equals("warning")) {
            complaints.add(text);
        }
    }

    /** What the console and the content security policy had to say. */
    List<String> complaints() {
        return complaints;
    }

    /** What would keep somebody from using the page as it is now, found by axe-core. */
    static List<?> barriers(Page page) {
        page.evaluate(axe() + ";undefined");
        return (List<?>) page.evaluate(FIND_BARRIERS);
    }

    private static String axe() {
        try (InputStream file = PageCheck.class.getClassLoader().getResourceAsStream(AXE)) {
            assertThat(file).as(AXE).isNotNull();
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture for people, of a page that nothing sticks out of. */
    static void take(Page page, String name, int width, int height) {
        page.setViewportSize(width, height);
        assertThat(page.evaluate(TOO_WIDE)).as("what sticks out, " + name).isEqualTo(List.of());
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
