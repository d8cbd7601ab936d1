package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.feedback4j.testing.AxeCheck;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard in a real browser, behind its login and under its own policy. */
class DashboardTest extends DashboardSuite {
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*");
    private static final String HOSTILE = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
            + "<svg onload=alert(3)><a href=\"javascript:alert(4)\">x</a>{{7*7}}\u202e\u2028`${alert(5)}`";

    @Test
    void opensEveryPageOverTheRealEndpoints() {
        host.host.vote(
                "{\"session_id\":\"s/1:2\",\"message_id\":\"aia_msg_1\",\"score\":0,\"text\":\"Closed on Sundays\"}");

        for (String address : DashboardPages.ALL) {
            if (!address.startsWith("vote?")) {
                DashboardPages.open(page, host, address);
                assertThat(page.locator(".state.failed")).hasCount(0);
            }
        }
        page.locator(".nav a", new Page.LocatorOptions().setHasText("Votes")).click();
        DashboardPages.settled(page, "votes");
        page.locator(".vote-open").first().click();

        assertThat(page.locator(".quote")).hasText("Closed on Sundays");
        assertThat(page.locator("h1")).isFocused();
    }

    @Test
    void findsAndNarrowsVotesAndKeepsThatInItsAddress() {
        host.host.vote("{\"session_id\":\"a\",\"score\":0,\"text\":\"Closed on Sundays\",\"reasons\":[\"wrong\"]}");
        host.host.vote("{\"session_id\":\"b\",\"score\":1,\"text\":\"Fine\"}");
        DashboardPages.open(page, host, "votes");
        assertThat(page.locator(".vote")).hasCount(2);

        page.getByLabel("Search in comments").fill("sundays");
        page.keyboard().press("Enter");
        assertThat(page.locator(".vote")).hasCount(1);
        page.reload();

        assertThat(page.getByLabel("Search in comments")).hasValue("sundays");
        assertThat(page.locator(".vote")).hasCount(1);
        assertThat(page.locator(".vote .chips")).hasText("Wrong or made up");
        page.getByText("Clear filters").click();
        assertThat(page.locator(".vote")).hasCount(2);
        page.locator("select[name=score]").selectOption("good");
        assertThat(page.locator(".vote")).hasText(Pattern.compile("Fine"));
    }

    @Test
    void leadsByKeysFromTheTrendToOneComment() {
        DashboardPages.answer(host, numbers -> numbers);
        DashboardPages.open(page, host, "overview?period=30d&zone=Europe/Berlin");
        Locator trend = page.locator("[role=slider]");

        tabTo(trend);
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        assertThat(trend).hasAttribute("aria-valuetext", Pattern.compile(".*21 Nov.*% good.*votes"));
        page.keyboard().press("Enter");
        DashboardPages.settled(page, "votes");
        assertThat(page).hasURL(Pattern.compile(".*since=2026-11-21T00%3A00.*until_moment=2026-11-22T00%3A00.*"));
        tabTo(page.locator(".vote-open").first());
        page.keyboard().press("Enter");
        DashboardPages.settled(page, "vote");

        assertThat(page.locator(".quote")).containsText("It told me the shop is open on Sundays.");
        assertThat(page.locator(".talk")).containsText("Are you open this Sunday?");
    }

    private void tabTo(Locator target) {
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) target.evaluate("node => node === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("not reached by keys");
    }

    @Test
    void showsTheSameNumbersAsATable() {
        DashboardPages.answer(host, numbers -> numbers);
        DashboardPages.open(page, host, "overview");

        for (Locator button : page.getByText("As a table").all()) {
            button.click();
        }

        assertThat(page.locator(".trend")).isHidden();
        assertThat(page.locator(".wide tbody tr")).hasCount(30);
        assertThat(page.locator(".wide tbody tr").last()).containsText("still filling");
        assertThat(page.locator(".wide tbody tr").nth(8)).containsText("–");
    }

    @Test
    void saysHowEachNumberWasComputed() {
        DashboardPages.answer(host, numbers -> numbers);
        DashboardPages.open(page, host, "overview?zone=Asia/Kathmandu");

        Locator share = page.locator(".tile", new Page.LocatorOptions().setHasText("Positive share"));
        share.locator("summary").click();

        assertThat(share.locator(".tile-value")).hasText("80.6%");
        assertThat(share.locator(".facts")).containsText("n = 4,192");
        assertThat(share.locator(".facts")).containsText("Wilson");
        assertThat(share.locator(".facts")).containsText("Asia/Kathmandu");
    }

    @Test
    void isOpenToEverybodyInLightAndDark() {
        DashboardPages.answer(host, numbers -> numbers);
        for (String address : DashboardPages.ALL) {
            DashboardPages.open(page, host, address);
            assertThat(AxeCheck.violations(page)).as(address).isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        for (String address : List.of(DashboardPages.ALL.get(0), "rejected")) {
            DashboardPages.open(page, host, address);
            assertThat(AxeCheck.violations(page)).as("dark " + address).isEmpty();
        }
    }

    @Test
    void runsNothingThatAnybodyWrote() {
        DashboardPages.answer(host, DashboardTest::hostile);
        for (String address : DashboardPages.ALL) {
            DashboardPages.open(page, host, address);
            assertThat(page.locator("#app img, #app script, #app iframe, #app [onerror], #app [onload]"))
                    .hasCount(0);
            assertThat(page.locator("#app a[href^='javascript:']")).hasCount(0);
            assertThat((List<?>) page.evaluate("[...violations, ...sprung]"))
                    .as(address)
                    .isEmpty();
        }
        DashboardPages.open(
                page, host, "votes?q=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&session_id=%22%3E%3Cscript%3E");

        assertThat(page.locator(".narrowed")).containsText("\"><script>");
    }

    /** Every text in an answer but moments and what the page's own words are chosen by. */
    private static JsonNode hostile(JsonNode node) {
        if (node.isTextual() && !MOMENT.matcher(node.asText()).matches()) {
            return TextNode.valueOf(HOSTILE);
        }
        if (node.isArray()) {
            ArrayNode array = ((ArrayNode) node).arrayNode();
            node.forEach(one -> array.add(hostile(one)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = ((ObjectNode) node).objectNode();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                boolean kept = List.of("paths", "rights").contains(member.getKey());
                object.set(member.getKey(), kept ? member.getValue() : hostile(member.getValue()));
            }
            return object;
        }
        return node;
    }

    @Test
    void sendsWhatWasRejectedAgainAndDiscardsOnlyWithANote() {
        DashboardPages.answer(host, numbers -> numbers);
        DashboardPages.open(page, host, "rejected");
        String id = "aia_fdbk_01932f6a-7c10-7000-8000-000000000010";
        host.answerWith("feedback/rejected/" + id + "/discard", 200, "{\"id\":\"" + id + "\",\"deliveries\":[]}");

        page.locator("tbody tr").first().getByText("Discard…").click();
        page.locator("dialog .danger").click();
        assertThat(page.locator("dialog")).isVisible();
        page.locator("dialog textarea").fill("asked for by the customer");
        page.locator("dialog .danger").click();

        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator(".said")).hasText("1 vote discarded.");
    }

    @Test
    void erasesASessionOnlyWhenThatIsTypedAndShowsTheReceipt() {
        DashboardPages.answer(host, numbers -> numbers);
        DashboardPages.open(page, host, "data?session_id=webhook:chat-1000");
        assertThat(page.getByLabel("Session id")).hasValue("webhook:chat-1000");
        page.getByText("Erase…").click();

        page.locator("dialog input").fill("yes");
        page.locator("dialog .danger").click();
        assertThat(page.locator("dialog")).isVisible();
        page.locator("dialog input").fill("ERASE");
        page.locator("dialog .danger").click();

        assertThat(page.locator(".receipt")).containsText("aia_fdbk_9f0d");
        assertThat(page.locator(".receipt")).containsText("and 1 record whose id was not told");
    }

    @Test
    void tellsOfNewVotesAndShowsThemWhenAsked() {
        DashboardPages.answer(host, numbers -> numbers);
        installClock();
        DashboardPages.open(page, host, "votes");
        assertThat(page.locator(".live")).hasText("Refreshing");

        host.answerWith(
                "feedback/events",
                200,
                "{\"events\":[{\"type\":\"feedback\",\"change\":\"given\"},{\"type\":\"delivery\",\"change\":\"delivered\"}],"
                        + "\"next\":\"c2\"}");
        page.clock().runFor(11_000);
        assertThat(page.locator(".fresh")).hasText("1 new vote – show");
        host.answerWith("feedback/events", 200, "{\"events\":[],\"next\":\"c2\"}");
        page.locator(".fresh button").click();

        assertThat(page.locator(".fresh button")).hasCount(0);
        assertThat(page.locator(".vote")).hasCount(14);
    }

    private void installClock() {
        Locale awkward = Locale.getDefault();
        Locale.setDefault(
                Locale.ROOT); // Playwright makes the name of this call with the capitals of the default locale
        try {
            page.clock().install();
        } finally {
            Locale.setDefault(awkward);
        }
    }

    @Test
    void saysInWordsWhatFailedAndTriesAgainWhenAsked() {
        host.answerWith("feedback/health", 500, "{\"status\":500,\"detail\":\"Something went wrong here.\"}");
        DashboardPages.open(page, host, "health");
        assertThat(page.locator(".state.failed")).containsText("Something went wrong here.");

        host.answerAll();
        page.getByText("Try again").click();

        assertThat(page.locator(".health")).isVisible();
    }

    @Test
    void remembersThePeriodButNeitherWhatWasSearchedForNorASession() {
        DashboardPages.open(page, host, "votes?period=90d&zone=Asia/Tokyo&q=secret&session_id=hidden");

        page.navigate("about:blank");
        page.navigate(host.dashboard());
        DashboardPages.settled(page, "overview");

        assertThat(page.locator(".periods [aria-current]")).hasText("90 days");
        assertThat(page.getByLabel("Time zone")).hasValue("Asia/Tokyo");
        assertThat((String) page.evaluate("JSON.stringify({ ...localStorage })"))
                .doesNotContain("secret", "hidden");
    }
}
