package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** What an operator does in the dashboard, done by the real endpoints, none of which has a prepared answer here. */
class DashboardActionsTest extends DashboardSuite {
    private void open(String address) {
        DashboardPages.open(page, host, address);
    }

    @Test
    void erasesASessionAndTellsOfItInTheAudit() {
        host.host.vote("{\"session_id\":\"s/1:2\",\"message_id\":\"m\",\"score\":0,\"text\":\"Closed on Sundays\"}");
        host.host.vote("{\"session_id\":\"s/1:2\",\"message_id\":\"n\",\"score\":1}");
        open("data?session_id=s/1:2");

        page.getByText("Erase…").click();
        page.locator("dialog input").fill("ERASE");
        page.locator("dialog .danger").click();

        assertThat(page.locator(".receipt tbody tr").first()).hasText("Votes2");
        assertThat(page.locator(".receipt")).not().containsText("NaN");
        open("audit");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).containsText("Erased");
        open("votes");
        assertThat(page.locator(".vote")).hasCount(0);
    }

    @Test
    void addsAMarkerAndRemovesIt() {
        open("markers");
        page.getByLabel("What changed").fill("release 2.1");
        page.locator("form.panel button.primary").click();
        assertThat(page.locator("tbody tr")).containsText("release 2.1");
        assertThat(page.locator("tbody tr")).containsText("not enough votes around it");

        page.locator("tbody").getByText("Remove").click();
        page.locator("dialog .danger").click();
        assertThat(page.locator("tbody tr")).hasCount(0);
        assertThat(page.locator(".state")).containsText("No markers yet");
    }

    @Test
    void triesMaskingAndALine() {
        open("data");
        page.locator("textarea").fill("Write to me@example.org");
        page.getByText("Mask", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".masked-place .quote")).hasText("Write to [email]");
        assertThat(page.locator(".masked-place .muted")).hasText("Masked: email 1");

        open("alerts");
        page.getByText("Try", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".page-alerts")).containsText("It would not have fired in this period.");
    }

    @Test
    void takesAVoteBack() {
        host.host.vote("{\"session_id\":\"s/1:2\",\"message_id\":\"m\",\"score\":0,\"text\":\"Closed on Sundays\"}");
        open("votes");
        page.locator(".vote-open").first().click();
        page.getByText("Take this vote back").click();
        page.locator("dialog .danger").click();

        assertThat(page.locator(".vote-page")).containsText("Taken back");
        assertThat(page.locator(".quote")).hasText("No comment");
    }
}
