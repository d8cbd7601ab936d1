package io.feedback4j.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser for tests: the Chromium or Chrome of this machine, or the one {@code -Dbrowser.path} names. Nothing is
 * downloaded. Where there is none the tests are skipped and say so, unless {@code -Dbrowser.required=true}.
 *
 * <p>To be used by one thread, as Playwright asks.
 */
public final class Browsers implements AutoCloseable {
    private static final List<String> USUAL_PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** A loaded machine takes its time to start a browser, and to show what a test waits for. */
    private static final double START_MILLIS = 120_000;

    private static final double ASSERTION_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    private Browsers(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * Starts the browser, or skips the calling test loudly where there is none.
     *
     * @param flags further command line flags, such as {@code --host-resolver-rules=…}
     */
    public static Browsers launch(String... flags) {
        Path executable = executable();
        PlaywrightAssertions.setDefaultAssertionTimeout(ASSERTION_MILLIS);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> all = new ArrayList<>(FLAGS);
        all.addAll(List.of(flags));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setTimeout(START_MILLIS)
                        .setArgs(all));
        return new Browsers(playwright, browser);
    }

    /** The running browser. */
    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path executable() {
        Optional<Path> found = found();
        if (found.isEmpty()) {
            String message = "No Chromium found: what the front-end does in a browser is NOT TESTED."
                    + " Install one or name it with -Dbrowser.path";
            if (Boolean.getBoolean("browser.required")) {
                Assertions.fail(message);
            }
            System.out.println("[WARNING] " + message);
            Assumptions.abort(message);
        }
        return found.orElseThrow();
    }

    private static Optional<Path> found() {
        String named = System.getProperty("browser.path");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return USUAL_PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }
}
