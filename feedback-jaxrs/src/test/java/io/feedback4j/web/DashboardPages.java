package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Every page of the dashboard, and numbers for all of them that a quiet store would take a year to have. */
final class DashboardPages {
    static final String VOTE = "aia_fdbk_01932f6a-7c10-7000-8000-000000000010";
    static final List<String> ALL = List.of(
            "overview?period=30d&zone=Europe/Berlin",
            "votes?period=30d&zone=Europe/Berlin",
            "messages",
            "sessions",
            "bursts",
            "markers",
            "alerts",
            "rejected",
            "import",
            "health",
            "data",
            "audit",
            "vote?assistant_id=aia_asst_shop&id=" + VOTE);

    /** Run before any script of the page: notes what must never happen. */
    static final String TRAPS = """
            window.violations = []
            window.sprung = []
            addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI))
            for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => sprung.push(name)
            """;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NUMBERS = "/io/feedback4j/web/dashboard-numbers.json";

    private DashboardPages() {}

    /** Has all that the pages ask for answered with the prepared numbers, each text changed by a function. */
    static void answer(DashboardHost host, UnaryOperator<JsonNode> changed) {
        for (Map.Entry<String, JsonNode> one : numbers().properties()) {
            host.answerWith(one.getKey(), 200, changed.apply(one.getValue()).toString());
        }
    }

    private static JsonNode numbers() {
        try (InputStream file = DashboardPages.class.getResourceAsStream(NUMBERS)) {
            return MAPPER.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows a page and waits until nothing of it loads any more. */
    static void open(Page page, DashboardHost host, String address) {
        page.navigate(host.dashboard() + "#/" + address);
        settled(page, address.replaceAll("\\W.*", ""));
    }

    static void settled(Page page, String name) {
        assertThat(page.locator(".page-" + name)).isAttached();
        assertThat(page.locator(".skeleton")).hasCount(0);
        assertThat(page.locator(".boot")).hasCount(0);
    }
}
