package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.feedback4j.testing.Browsers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a product owner sees, as pictures in {@code target/screenshots}, and that nothing sticks out of the page. */
class DashboardLooksTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String OVERVIEW = DashboardPages.ALL.get(0);
    private static final String VOTES = DashboardPages.ALL.get(1);
    private static final String VOTE = DashboardPages.ALL.get(DashboardPages.ALL.size() - 1);

    private static Browsers browsers;

    @TempDir
    private Path folder;

    private DashboardHost host;

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
    void start() throws IOException {
        host = new DashboardHost(folder);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void light() {
        DashboardPages.answer(host, numbers -> numbers);
        photograph(1280, false, page -> {
            take(page, "light", OVERVIEW);
            print(page);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(null));
            take(page, "votes", VOTES);
            take(page, "vote", VOTE);
            take(page, "sessions", "sessions");
            take(page, "rejected", "rejected");
            take(page, "health", "health");
        });
    }

    @Test
    void dark() {
        DashboardPages.answer(host, numbers -> numbers);
        photograph(1280, true, page -> {
            take(page, "dark", OVERVIEW);
            take(page, "vote-dark", VOTE);
        });
    }

    @Test
    void phone() {
        DashboardPages.answer(host, numbers -> numbers);
        photograph(390, false, page -> {
            for (String address : DashboardPages.ALL) {
                take(page, "phone-" + address.replaceAll("\\W.*", ""), address);
            }
        });
    }

    @Test
    void empty() {
        photograph(1280, false, page -> {
            take(page, "empty", OVERVIEW);
            take(page, "empty-votes", VOTES);
        });
    }

    @Test
    void error() {
        DashboardPages.answer(host, numbers -> numbers);
        String away = "{\"status\":503,\"detail\":\"Feedback cannot be read at the moment: the store is away.\"}";
        host.answerWith("feedback/insights/reasons", 503, away);
        host.answerWith("feedback/insights/trend", 503, away);
        photograph(1280, false, page -> take(page, "error", OVERVIEW));
    }

    private void photograph(int width, boolean dark, Consumer<Page> pictures) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setHttpCredentials("admin", TestHost.PASSWORD)
                .setViewportSize(width, 900);
        if (dark) {
            options.setColorScheme(ColorScheme.DARK);
        }
        try (BrowserContext context = browsers.browser().newContext(options)) {
            pictures.accept(context.newPage());
        }
    }

    private void take(Page page, String name, String address) {
        DashboardPages.open(page, host, address);
        page.screenshot(picture(name));

        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(name)
                .isTrue();
    }

    /** The printable summary: what is pressed is not on it. */
    private static void print(Page page) {
        Locale awkward = Locale.getDefault();
        Locale.setDefault(Locale.ROOT); // Playwright writes PRINT in small letters of the default locale
        try {
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        } finally {
            Locale.setDefault(awkward);
        }
        assertThat(page.locator(".nav")).isHidden();
        assertThat(page.locator(".tile-value").first()).isVisible();
        page.screenshot(picture("print"));
    }

    private static Page.ScreenshotOptions picture(String name) {
        return new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("dashboard-" + name + ".png"))
                .setFullPage(true);
    }
}
