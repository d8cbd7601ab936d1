package io.feedback4j.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.feedback4j.testing.Browsers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page of examples: what can be copied from it works as it stands, in a page with nothing else in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'";

    private ServerProcess server;
    private Browsers browsers;
    private String root;
    private Page examples;
    private PageCheck check;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        browsers = Browsers.launch();
        server = ServerProcess.java(folder, Map.of(), List.of("-jar", ExecutableWarIT.WAR.toString(), "--port", "0"));
        root = server.awaitLine("demo: (http://[^/]+)/").group(1);
    }

    @BeforeEach
    void open() {
        examples = browsers.browser().newPage();
        examples.setDefaultTimeout(PATIENCE_MILLIS);
        check = PageCheck.of(examples);
        examples.navigate(root + "/examples/");
        examples.locator("html[data-ready]").waitFor();
    }

    @AfterEach
    void close() {
        examples.close();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        if (browsers != null) {
            browsers.close();
        }
    }

    @Test
    void looksAsItShouldAndKeepsToItsPolicy() {
        PageCheck.take(examples, "examples-light", 1280, 1000);
        PageCheck.take(examples, "examples-phone", 390, 844);
        examples.evaluate("document.documentElement.dir = 'rtl'");
        PageCheck.take(examples, "examples-right-to-left", 1280, 1000);
        examples.evaluate("document.documentElement.dir = 'ltr'");
        examples.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        PageCheck.take(examples, "examples-dark", 1280, 1000);

        assertThat(check.complaints()).isEmpty();
    }

    @Test
    void nothingKeepsAnybodyFromUsingThePage() {
        assertThat(PageCheck.barriers(examples)).isEqualTo(List.of());
    }

    @Test
    void whatIsSeenBesideATextWorks() {
        Locator live = examples.locator("#plain .live");

        Response vote = voteBy(() -> button(live, "Helpful").click());

        assertThat(vote.status()).isEqualTo(202);
    }

    @Test
    void thumbsBelowAnAnswer() {
        Page page = tried("plain");

        JsonNode sent = sentBy(() -> button(page.locator("body"), "Not helpful").click());

        assertThat(sent.path("message_id").asText()).isEqualTo("aia_msg_1");
        assertThat(sent.path("score").asInt(-1)).isZero();
    }

    @Test
    void fiveSteps() {
        Page page = tried("scale");

        JsonNode sent = sentBy(() -> button(page.locator("body"), "Good").click());

        assertThat(sent.path("message_id").asText()).isEqualTo("aia_msg_2");
        assertThat(sent.path("score").asDouble()).isEqualTo(0.75);
    }

    @Test
    void theWholeConversation() {
        Page page = tried("session");

        JsonNode sent = sentBy(() -> button(page.locator("body"), "Yes").click());

        assertThat(sent.path("session_id").asText()).isEqualTo("demo");
        assertThat(sent.path("message_id").asText("")).isEmpty();
    }

    @Test
    void ownButtonsVoteAndTakeBack() {
        Page page = tried("own-buttons");

        JsonNode sent = sentBy(() -> button(page.locator("body"), "Solved it").click());
        button(page.locator("body"), "Undo").click();

        assertThat(sent.path("message_id").asText()).isEqualTo("aia_msg_3");
        assertThat(sent.path("score").asInt(-1)).isEqualTo(1);
        assertThat(page.locator("[role=status]").first()).hasText("Taken back.");
    }

    @Test
    void ownWords() {
        Page page = tried("words");

        JsonNode sent = sentBy(() -> button(page.locator("body"), "Nuttig").click());

        assertThat(sent.path("message_id").asText()).isEqualTo("aia_msg_4");
    }

    @Test
    void ownLook() {
        Page page = tried("look");

        JsonNode sent = sentBy(() -> button(page.locator("body"), "Helpful").click());

        assertThat(sent.path("message_id").asText()).isEqualTo("aia_msg_5");
        assertThat(page.locator("feedback-thumbs")).hasCSS("--feedback-accent", "#ffb86b");
    }

    /** The frameworks are not here; what their texts rely on is. */
    @Test
    void whatFrameworksAreToldExists() {
        List<?> known = (List<?>) examples.evaluate("customElements.get('feedback-thumbs').observedAttributes");
        for (String kind : List.of("jsx", "vue")) {
            String text = code("frameworks", kind);
            String tag = text.substring(text.indexOf("<feedback-thumbs"));
            List<String> used = Pattern.compile("\\s:?([a-z-]+)=")
                    .matcher(tag)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !name.startsWith("on"))
                    .toList();
            assertThat(used).contains("session-id", "message-id");
            assertThat(known.containsAll(used)).as("of %s", known).isTrue();
            assertThat(text).containsPattern("(on|@)feedback-vote");
        }
    }

    @Test
    void fromAnywhere() throws Exception {
        assumeTrue(hasCurl(), "curl is not there");

        Process curl = new ProcessBuilder("sh", "-c", code("curl", "sh") + " -s -w '\\n%{http_code}'").start();
        String answer = new String(curl.getInputStream().readAllBytes(), UTF_8);

        assertThat(curl.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).contains("\"text\":\"problem resolved\"").endsWith("\n202");
    }

    private static boolean hasCurl() {
        try {
            return new ProcessBuilder("curl", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String code(String example, String kind) {
        return examples.locator("#" + example + " [data-kind=" + kind + "] code")
                .first()
                .textContent();
    }

    /** A page of this server's with nothing in it but the example, under a strict policy; its files are there beside it. */
    private Page tried(String example) {
        Page page = examples;
        String html = "<!doctype html><title>Tried</title>" + code(example, "html");
        examples.locator("#" + example + " [data-file]").all().forEach(file -> {
            String name = file.getAttribute("data-file");
            String type = name.endsWith(".js") ? "text/javascript" : "text/css";
            String text = file.locator("code").textContent();
            page.route("**/try/" + name, route -> route.fulfill(body(type, text)));
        });
        page.route("**/try/page.html", route -> route.fulfill(body("text/html", html)));
        page.navigate(root + "/try/page.html");
        return page;
    }

    private static Route.FulfillOptions body(String type, String text) {
        return new Route.FulfillOptions()
                .setContentType(type)
                .setHeaders(Map.of("Content-Security-Policy", POLICY, "Content-Type", type))
                .setBody(text);
    }

    private JsonNode sentBy(Runnable action) {
        Response response = voteBy(action);
        assertThat(response.status()).isEqualTo(202);
        assertThat(check.complaints()).isEmpty();
        Request request = response.request();
        return Client.json(request.postData());
    }

    private Response voteBy(Runnable action) {
        return examples.waitForResponse(
                response -> response.url().endsWith("/Feedbacks")
                        && response.request().method().equals("POST"),
                action);
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
