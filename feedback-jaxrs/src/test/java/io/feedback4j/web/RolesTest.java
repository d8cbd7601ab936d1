package io.feedback4j.web;

import static io.feedback4j.web.RolesTest.Who.ADMIN;
import static io.feedback4j.web.RolesTest.Who.NOBODY;
import static io.feedback4j.web.RolesTest.Who.OPERATOR;
import static io.feedback4j.web.RolesTest.Who.READER;
import static io.feedback4j.web.RolesTest.Who.TWILIO;
import static io.feedback4j.web.RolesTest.Who.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, on every route there is: one that is added has to be written down here, too. */
class RolesTest {
    /** Who asks. */
    enum Who {
        NOBODY,
        VIEWER,
        READER,
        OPERATOR,
        ADMIN,
        TWILIO
    }

    private static final Set<Who> ANYONE = EnumSet.allOf(Who.class);
    private static final Set<Who> OPERATORS = EnumSet.of(OPERATOR, ADMIN);
    private static final Set<Who> READERS = EnumSet.of(READER, OPERATOR, ADMIN);
    private static final Set<Who> READERS_AND_TWILIO = EnumSet.of(READER, OPERATOR, ADMIN, TWILIO);
    private static final Set<Who> VIEWERS = EnumSet.of(VIEWER, READER, OPERATOR, ADMIN);

    private static final Set<Who> NOBODY_AT_ALL = EnumSet.noneOf(Who.class);

    private static final Map<String, Set<Who>> TABLE = Map.ofEntries(
            Map.entry("POST v1/Assistants/{assistantId}/Feedbacks", ANYONE),
            Map.entry("GET v1/Assistants/{assistantId}/Feedbacks", READERS_AND_TWILIO),
            Map.entry("GET v1/Assistants/{assistantId}/Feedbacks/{id}", READERS_AND_TWILIO),
            // and whoever has the undo value of the vote
            Map.entry("DELETE v1/Assistants/{assistantId}/Feedbacks/{id}", OPERATORS),
            Map.entry("GET v1/Assistants/{assistantId}/Feedbacks/{id}/context", READERS),
            Map.entry("POST feedback/votes", ANYONE),
            Map.entry("POST feedback/impressions", ANYONE),
            Map.entry("GET feedback/reasons", ANYONE),
            Map.entry("POST feedback/form", ANYONE),
            // but for whoever has a sealed token
            Map.entry("GET feedback/form/{token}", NOBODY_AT_ALL),
            Map.entry("GET feedback/form.css", ANYONE),
            Map.entry("GET feedback/export.csv", READERS),
            Map.entry("GET feedback/export.ndjson", READERS),
            Map.entry("POST feedback/erase", OPERATORS),
            Map.entry("GET feedback/import", VIEWERS),
            Map.entry("POST feedback/import", OPERATORS),
            Map.entry("GET feedback/health", ANYONE),
            Map.entry("GET feedback/rejected", VIEWERS),
            Map.entry("POST feedback/rejected/resend", OPERATORS),
            Map.entry("POST feedback/rejected/discard", OPERATORS),
            Map.entry("POST feedback/rejected/{id}/resend", OPERATORS),
            Map.entry("POST feedback/rejected/{id}/discard", OPERATORS),
            Map.entry("GET feedback/audit", OPERATORS),
            Map.entry("GET feedback/insights/alerts", VIEWERS),
            Map.entry("GET feedback/insights/alerts/preview", VIEWERS),
            Map.entry("POST feedback/mask/preview", READERS),
            Map.entry("GET feedback/insights/summary", VIEWERS),
            Map.entry("GET feedback/insights/trend", VIEWERS),
            Map.entry("GET feedback/insights/reasons", VIEWERS),
            Map.entry("GET feedback/insights/reasons/trend", VIEWERS),
            Map.entry("GET feedback/insights/messages", VIEWERS),
            Map.entry("GET feedback/insights/sessions", VIEWERS),
            Map.entry("GET feedback/insights/assistants", VIEWERS),
            Map.entry("GET feedback/insights/votes", READERS),
            Map.entry("GET feedback/insights/bursts", VIEWERS),
            Map.entry("POST feedback/insights/bursts/{id}/include", OPERATORS),
            Map.entry("POST feedback/insights/bursts/{id}/exclude", OPERATORS),
            Map.entry("GET feedback/markers", VIEWERS),
            Map.entry("POST feedback/markers", OPERATORS),
            Map.entry("DELETE feedback/markers/{id}", OPERATORS),
            Map.entry("GET feedback/events", READERS),
            Map.entry("GET feedback/dashboard/", VIEWERS),
            Map.entry("GET feedback/dashboard", VIEWERS),
            Map.entry("GET feedback/dashboard/settings", VIEWERS),
            Map.entry("GET feedback/dashboard/{release}/{file}", ANYONE),
            Map.entry("GET feedback/thumbs.d.ts", ANYONE),
            Map.entry("GET feedback/thumbs.js", ANYONE),
            Map.entry("GET feedback/assets/{release}/{file}", ANYONE),
            Map.entry("GET feedback/openapi.json", ANYONE));

    @TempDir
    private Path folder;

    private TestHost host;
    private String id = "";

    @BeforeEach
    void start() {
        host = TestHost.start(
                TestHost.config()
                        .twilioApiKey("SK1", "secret")
                        .viewerRole("viewers")
                        .readerRole("readers")
                        .operatorRole("operators"),
                folder);
        id = host.vote("{\"session_id\":\"s\",\"score\":1}").path("id").asText();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void everybodyMayDoWhatTheTableSaysAndNothingElse() {
        Map<String, Set<Who>> allowed = new TreeMap<>();
        for (Route route : Route.values()) {
            for (String method : route.methods()) {
                allowed.put(method + " " + route.template(), allowed(method, route));
            }
        }

        assertThat(allowed).isEqualTo(new TreeMap<>(TABLE));
    }

    @Test
    void nobodyReadsByHeadWhatTheyMayNotGet() {
        TABLE.forEach((call, allowed) -> {
            if (call.startsWith("GET ") && !allowed.contains(NOBODY)) {
                Request head = TestRequest.of("HEAD", path(call.substring(4)));
                assertThat(host.send(head).status()).as(call).isEqualTo(allowed.isEmpty() ? 403 : 401);
            }
        });
    }

    @Test
    void nothingIsDoneUnderAnAdminsRightsForAPageOfAnotherSite() {
        TABLE.forEach((call, allowed) -> {
            String method = call.substring(0, call.indexOf(' '));
            if (!method.equals("GET") && !allowed.contains(NOBODY)) {
                TestRequest request = request(method, path(call.substring(method.length() + 1)));
                for (TestRequest each : List.of(
                        request.without("Sec-Fetch-Site").role("operators"),
                        request(method, path(call.substring(method.length() + 1)))
                                .without("Sec-Fetch-Site")
                                .header("Sec-Fetch-Site", "cross-site")
                                .role("operators"))) {
                    assertThat(host.send(each).status()).as(call).isEqualTo(403);
                }
            }
        });
    }

    private Set<Who> allowed(String method, Route route) {
        Set<Who> allowed = EnumSet.noneOf(Who.class);
        for (Who who : Who.values()) {
            int status =
                    host.send(as(who, request(method, path(route.template())))).status();
            if (status != 401 && status != 403) {
                assertThat(status).as("%s %s as %s", method, route, who).isLessThan(500);
                allowed.add(who);
            }
        }
        return allowed;
    }

    private String path(String template) {
        return template.replace("{assistantId}", "default").replace("{id}", id).replaceAll("\\{[a-z]+}", "x");
    }

    /** With a body that is none, so that nothing is done where it is read before anybody is asked for their rights. */
    private static TestRequest request(String method, String path) {
        TestRequest request = method.equals("POST") ? TestRequest.post(path, "{}") : TestRequest.of(method, path);
        return request.header("Sec-Fetch-Site", "same-origin");
    }

    private static TestRequest as(Who who, TestRequest request) {
        return switch (who) {
            case NOBODY -> request;
            case VIEWER -> request.role("viewers");
            case READER -> request.role("readers");
            case OPERATOR -> request.role("operators");
            case ADMIN -> TestHost.admin(request);
            case TWILIO -> request.basic("SK1", "secret");
        };
    }
}
