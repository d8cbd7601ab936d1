package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.feedback4j.testing.Browsers;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The element in a real browser: one browser for a class, and for each test a service, a context and a page whose strict
 * policy must have had nothing to complain about in the end. The page is served over plain http, by a name that is not
 * this machine's own.
 */
abstract class ThumbsSuite {
    static final String HOST = "intranet.test";
    static final String ONE = "<feedback-thumbs id=\"one\" session-id=\"s\" message-id=\"m1\"></feedback-thumbs>";
    static final String TWO = ONE.replace("one", "two").replace("m1", "m2");

    private static final String SPIES = """
            window.told = []
            window.violations = []
            addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI))
            addEventListener('feedback-vote', (event) => told.push([event.messageId, event.score, event.id].join()))
            addEventListener('feedback-error', (event) => told.push('error ' + event.error.status))
            """;

    private static Browsers browsers;

    FeedbackStandIn service;
    BrowserContext context;
    Page page;

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
        context = newContext(new Browser.NewContextOptions());
        page = context.newPage();
    }

    @AfterEach
    void keepsToThePolicy() {
        for (Page each : context.pages()) {
            assertThat((List<?>) each.evaluate("window.violations ?? []")).isEmpty();
        }
        context.close();
        service.close();
    }

    static BrowserContext newContext(Browser.NewContextOptions options) {
        BrowserContext context = browsers.browser().newContext(options);
        context.addInitScript(SPIES);
        return context;
    }

    void open(String body) {
        open(page, HOST, "en", body);
    }

    void open(Page page, String host, String language, String body) {
        service.page("/", """
                <!doctype html><html lang="LANGUAGE"><head><title>Host</title>
                <meta name="viewport" content="width=device-width">
                <script type="module" src="/api/feedback/thumbs.js"></script></head><body><main>BODY</main></body></html>
                """.replace("LANGUAGE", language).replace("BODY", body));
        page.navigate("http://" + host + ":" + service.port() + "/");
    }

    Locator part(String element, String part) {
        return part(page, element, part);
    }

    static Locator part(Page page, String element, String part) {
        return page.locator("#" + element + " [part~=" + part + "]");
    }

    List<String> told() {
        return ((List<?>) page.evaluate("told")).stream().map(String::valueOf).toList();
    }

    List<Double> scores() {
        return service.feedbacks().stream()
                .map(asked -> asked.method().equals("DELETE")
                        ? -1
                        : asked.body().path("score").asDouble())
                .toList();
    }
}
