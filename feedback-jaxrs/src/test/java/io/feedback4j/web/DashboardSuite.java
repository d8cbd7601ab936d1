package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.feedback4j.testing.Browsers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An admin before the dashboard of a real handler. Whatever a test does, no page may break its policy or run foreign script. */
abstract class DashboardSuite {
    static Browsers browsers;

    @TempDir
    Path folder;

    DashboardHost host;
    BrowserContext context;
    Page page;

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
        context = browsers.browser()
                .newContext(new Browser.NewContextOptions()
                        .setHttpCredentials("admin", TestHost.PASSWORD)
                        .setTimezoneId("Europe/Berlin"));
        context.addInitScript(DashboardPages.TRAPS);
        page = context.newPage();
    }

    @AfterEach
    void keepsToThePolicy() {
        assertThat((List<?>) page.evaluate("violations")).isEmpty();
        assertThat((List<?>) page.evaluate("sprung")).isEmpty();
        context.close();
        host.close();
    }
}
