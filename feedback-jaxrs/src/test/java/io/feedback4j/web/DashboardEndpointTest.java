package io.feedback4j.web;

import static io.feedback4j.web.TestHost.admin;
import static io.feedback4j.web.TestHost.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardEndpointTest {
    private static final String PAGE = "feedback/dashboard/";
    private static final String SETTINGS = "feedback/dashboard/settings";
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"([^\"#]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from '\\./([\\w.-]+)'");

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() {
        host = TestHost.start(folder);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, "feedback/dashboard"})
    void servesThePageUnderAStrictPolicyToWhoMaySeeNumbers(String path) {
        Answer page = host.send(admin(TestRequest.get(path)));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers())
                .containsEntry("Content-Type", "text/html;charset=UTF-8")
                .containsEntry("Cache-Control", "private, no-cache")
                .containsEntry("Referrer-Policy", "no-referrer")
                .hasEntrySatisfying(
                        "Content-Security-Policy",
                        policy -> assertThat(policy)
                                .startsWith("default-src 'self';")
                                .doesNotContain("unsafe"));
        assertThat(text(page))
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContain("style=", "<style", "@base@", "http:", "https:");
    }

    @Test
    void findsItsFilesFromBothOfItsAddresses() {
        String with = text(host.send(admin(TestRequest.get(PAGE))));
        String without = text(host.send(admin(TestRequest.get("feedback/dashboard"))));

        for (String file : matches(NAMED, with)) {
            assertThat(host.send(TestRequest.get(PAGE + file)).status())
                    .as(file)
                    .isEqualTo(200);
        }
        assertThat(matches(NAMED, without))
                .containsExactlyElementsOf(matches(NAMED, with).stream()
                        .map(file -> "dashboard/" + file)
                        .toList());
    }

    @Test
    void servesEveryFileThatAnyOfItsScriptsImportsAndNoOther() {
        String base = matches(NAMED, text(host.send(admin(TestRequest.get(PAGE)))))
                .get(0)
                .replaceAll("[^/]+$", "");
        Set<String> wanted = new TreeSet<>(Assets.names("dashboard"));
        Set<String> imported =
                new TreeSet<>(Set.of("dashboard.js", "dashboard.css", "print.css", "icon.svg", "uPlot.min.css"));
        for (String file : wanted) {
            Answer answer = host.send(TestRequest.get(PAGE + base + file));
            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("Cache-Control", "public, max-age=31536000, immutable");
            if (!file.equals("uplot.js")) {
                imported.addAll(matches(IMPORTED, text(answer)));
            }
        }

        assertThat(imported).isEqualTo(wanted);
        assertThat(host.send(TestRequest.get(PAGE + base + "page.html")).status())
                .isEqualTo(404);
        assertThat(host.send(TestRequest.get(PAGE + "other/dashboard.js")).status())
                .isEqualTo(404);
    }

    @Test
    void doesNotSendThePageAgainToWhoHasIt() {
        String etag = host.send(admin(TestRequest.get(PAGE))).headers().getOrDefault("ETag", "");

        Answer again = host.send(admin(TestRequest.get(PAGE).header("If-None-Match", etag)));
        Answer stranger = host.send(TestRequest.get(PAGE).header("If-None-Match", etag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.headers()).containsKey("Content-Security-Policy");
        assertThat(stranger.status()).isEqualTo(401);
    }

    @Test
    void asksAStrangerToSignInAndSaysSoInAPage() {
        Answer answer = host.send(TestRequest.get(PAGE).header("Sec-Fetch-Mode", "navigate"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/html;charset=UTF-8")
                .containsEntry("Cache-Control", "no-store")
                .containsKeys("WWW-Authenticate", "Content-Security-Policy");
        assertThat(text(answer)).contains("Sign in first").doesNotContain("@detail@", "<script");
    }

    @Test
    void saysWhatIsMissingWhereNobodyMaySeeAnythingYet(@TempDir Path other) {
        try (TestHost closed = TestHost.start(FeedbackConfig.builder(), other)) {
            Answer answer = closed.send(TestRequest.get(PAGE));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(text(answer)).contains("feedback.admin.user", "feedback.role.viewer");
        }
    }

    @Test
    void tellsThePageWhatItsReaderMayDo(@TempDir Path other) {
        FeedbackConfig.Builder config =
                TestHost.config().viewerRole("seer").readerRole("reads").operatorRole("acts");
        try (TestHost roles = TestHost.start(config, other)) {
            assertThat(rights(roles, TestRequest.get(SETTINGS).role("seer"))).containsExactly("viewer");
            assertThat(rights(roles, TestRequest.get(SETTINGS).role("reads"))).containsExactly("viewer", "reader");
            assertThat(rights(roles, TestRequest.get(SETTINGS).role("acts")))
                    .containsExactly("viewer", "reader", "operator");
            assertThat(rights(roles, admin(TestRequest.get(SETTINGS)))).containsExactly("viewer", "reader", "operator");
        }
    }

    @Test
    void tellsThePageWhatIsServedAndForWhom() {
        JsonNode settings = host.read(SETTINGS);

        assertThat(strings(settings.path("assistants"))).containsExactly(TestHost.ASSISTANT, "aia_asst_2");
        assertThat(settings.path("default_assistant").asText()).isEqualTo(TestHost.ASSISTANT);
        assertThat(settings.path("basic").asBoolean()).isTrue();
        assertThat(strings(settings.path("paths")))
                .contains("v1/Assistants/{assistantId}/Feedbacks", "feedback/health", PAGE);
        assertThat(host.send(TestRequest.get(SETTINGS)).status()).isEqualTo(401);
    }

    /** A browser sends Basic credentials to a path of another folder only when that path asks for them. */
    @Test
    void challengesTheScriptsOfAPageWhoseReaderSignedInByBasicAndNoOthers() {
        TestRequest script = TestRequest.get("feedback/audit").header("Sec-Fetch-Mode", "cors");
        TestRequest dashboard = TestRequest.get("feedback/audit")
                .header("Sec-Fetch-Mode", "cors")
                .header("Feedback-Login", "basic");

        assertThat(host.send(script).headers()).doesNotContainKey("WWW-Authenticate");
        assertThat(host.send(dashboard).headers()).containsKey("WWW-Authenticate");
    }

    private static List<String> rights(TestHost host, TestRequest request) {
        return strings(json(host.send(request)).path("rights"));
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(one -> strings.add(one.asText()));
        return strings;
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }
}
