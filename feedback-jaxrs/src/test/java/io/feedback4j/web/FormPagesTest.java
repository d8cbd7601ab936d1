package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.hosts.EmbeddedJetty;
import io.feedback4j.model.Feedback;
import io.feedback4j.servlet.FeedbackFilter;
import io.feedback4j.testing.AxeCheck;
import io.feedback4j.testing.Browsers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages without script in a browser that runs none, on a real host; and as pictures in {@code target/screenshots}. */
class FormPagesTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String SESSION = "session:1";

    private static Browsers browsers;

    @TempDir
    private Path folder;

    private FeedbackService service;
    private FeedbackForms forms;
    private EmbeddedJetty host;

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
    void startHost() {
        service = FeedbackService.builder()
                .config(FeedbackConfig.builder()
                        .storeFile(folder.resolve("feedback.db"))
                        .settleWindow(Duration.ofMinutes(5))
                        .build())
                .build();
        forms = new FeedbackForms(service);
        host = EmbeddedJetty.start(context -> {
            FilterHolder filter = new FilterHolder(new FeedbackFilter(service));
            filter.setAsyncSupported(true);
            context.addFilter(filter, "/api/*", EnumSet.of(DispatcherType.REQUEST));
            context.addServlet(new ServletHolder(new HostPage()), "/*");
        });
    }

    @AfterEach
    void stopHost() {
        host.close();
        service.close();
    }

    @Test
    void leadsFromAMailToAVoteACommentAndBack() {
        try (BrowserContext context = browser(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(link("en"));
            assertThat(votes()).isEmpty();
            page.getByRole(AriaRole.BUTTON, named("Not helpful")).click();

            assertThat(page.locator("h1")).hasText("Thank you.");
            assertThat(votes())
                    .singleElement()
                    .satisfies(vote -> assertThat(vote.opinion().score()).isZero());

            page.getByLabel("Incomplete or out of date").check();
            page.getByLabel("Your comment").fill("Last year's hours,\nagain.");
            page.getByRole(AriaRole.BUTTON, named("Send")).click();

            assertThat(page.locator("h1")).hasText("Thank you.");
            assertThat(votes()).singleElement().satisfies(vote -> {
                assertThat(vote.opinion().text()).isEqualTo("Last year's hours,\nagain.");
                assertThat(vote.opinion().reasons()).containsExactly("incomplete");
            });

            page.getByRole(AriaRole.BUTTON, named("Take my rating back")).click();
            assertThat(page.locator("h1")).hasText("Rating taken back.");
            assertThat(votes()).isEmpty();
        }
    }

    @Test
    void takesAFormOfTheHostsPageAndGoesBackThere() {
        try (BrowserContext context = browser(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(host.address("orders/7").toString());
            page.getByRole(AriaRole.BUTTON, named("Helpful").setExact(true)).click();

            assertThat(page).hasURL(host.address("orders/7") + "?feedback=stored");
            assertThat(votes())
                    .singleElement()
                    .satisfies(vote -> assertThat(vote.opinion().score()).isEqualTo(1));
        }
    }

    /** The check is a script, so that this once scripts may run. */
    @Test
    void nothingKeepsAnybodyFromUsingThePages() {
        for (String language : List.of("en", "ar")) {
            for (Browser.NewContextOptions look : List.of(
                    new Browser.NewContextOptions(),
                    new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK))) {
                try (BrowserContext context = browsers.browser().newContext(look)) {
                    Page page = context.newPage();
                    page.navigate(link(language));
                    assertThat(AxeCheck.violations(page)).as(language).isEmpty();
                    page.locator("button").last().click();
                    assertThat(page.locator("h1")).isVisible();
                    assertThat(AxeCheck.violations(page))
                            .as("%s, voted", language)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void canBeUsedByTheKeyboardAlone() {
        try (BrowserContext context = browser(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(link("en"));
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Thank you.");
            page.keyboard().press("Tab");
            page.keyboard().press("Space");
            page.getByLabel("Your comment").focus();
            page.keyboard().type("too old");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(page.getByText("too old")).hasCount(0);
            assertThat(page.getByLabel("Your comment")).hasCount(0);

            assertThat(votes()).singleElement().satisfies(vote -> {
                assertThat(vote.opinion().text()).isEqualTo("too old");
                assertThat(vote.opinion().reasons()).hasSize(1);
            });
        }
    }

    @Test
    void tellsAScreenReaderWhatItIs() {
        try (BrowserContext context = browser(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(link("en"));
            assertThat(page.locator("body").ariaSnapshot())
                    .contains(
                            "main:",
                            "heading \"Rate this answer\" [level=1]",
                            "button \"Helpful\"",
                            "button \"Not helpful\"");

            page.getByRole(AriaRole.BUTTON, named("Not helpful")).click();
            assertThat(page.locator("body").ariaSnapshot())
                    .contains("status: Your rating is saved.", "group \"What was not good? (optional)\"")
                    .contains("checkbox \"Wrong or made up\"", "textbox \"Your comment (optional)\"");

            page.navigate(host.address("api/feedback/form/nonsense").toString());
            assertThat(page.locator("body").ariaSnapshot())
                    .contains("alert:", "heading \"That did not work\" [level=1]");
        }
    }

    @Test
    void keepsItsOwnPolicyAndReachesNoOtherSite() {
        try (BrowserContext context = browsers.browser().newContext()) {
            Page page = context.newPage();
            List<String> said = new ArrayList<>();
            List<String> asked = new ArrayList<>();
            page.onConsoleMessage(message -> said.add(message.text()));
            page.onRequest(request -> asked.add(request.url()));
            page.navigate(link("en"));
            page.getByRole(AriaRole.BUTTON, named("Not helpful")).click();
            assertThat(page.locator("h1")).hasText("Thank you.");

            assertThat(said).filteredOn(text -> !text.contains("favicon")).isEmpty();
            assertThat(asked)
                    .isNotEmpty()
                    .allMatch(url -> url.startsWith(host.address("").toString()) || url.endsWith("/favicon.ico"));
        }
    }

    @Test
    void light() {
        photograph("form-light", new Browser.NewContextOptions().setViewportSize(800, 900), "en");
    }

    @Test
    void dark() {
        photograph(
                "form-dark",
                new Browser.NewContextOptions().setViewportSize(800, 900).setColorScheme(ColorScheme.DARK),
                "fr");
    }

    @Test
    void phone() {
        photograph(
                "form-phone",
                new Browser.NewContextOptions().setViewportSize(320, 720).setHasTouch(true),
                "de");
    }

    @Test
    void rightToLeft() {
        photograph("form-right-to-left", new Browser.NewContextOptions().setViewportSize(800, 900), "ar");
    }

    private void photograph(String name, Browser.NewContextOptions options, String language) {
        try (BrowserContext context = browsers.browser().newContext(options.setDeviceScaleFactor(2))) {
            Page page = context.newPage();
            page.navigate(link(language));
            shoot(page, name + "-ask");
            page.locator("button[value='0']").click();
            assertThat(page.locator("textarea")).isVisible();
            page.locator("input[value=wrong]").check();
            page.locator("textarea").focus();
            shoot(page, name + "-thanks");
            page.navigate(host.address("api/feedback/form/nonsense").toString());
            shoot(page, name + "-error");
        }
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        assertThat((Boolean) page.evaluate("[...document.querySelectorAll('button, label.reason')]"
                        + ".every(one => one.getBoundingClientRect().height >= 44)"))
                .isTrue();
        assertThat((Boolean) page.evaluate("document.styleSheets.length === 1 && !!document.querySelector('main')"))
                .isTrue();
    }

    private BrowserContext browser(Browser.NewContextOptions options) {
        return browsers.browser().newContext(options.setJavaScriptEnabled(false));
    }

    private String link(String language) {
        return forms.about("default", SESSION, "m1")
                .language(language)
                .link(host.address("api").toString())
                .toString();
    }

    private List<Feedback> votes() {
        return service.current("default", SESSION, "");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private final class HostPage extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter()
                    .write("<!doctype html><html lang=en><title>Order</title><p>Your order is on its way.</p>"
                            + forms.about("default", SESSION, "m1")
                                    .returnTo("/shop/orders/7")
                                    .html("/shop/api"));
        }
    }
}
