package io.feedback4j.web;

import static io.feedback4j.web.TestHost.admin;
import static io.feedback4j.web.TestHost.json;
import static io.feedback4j.web.TestRequest.get;
import static io.feedback4j.web.TestRequest.of;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.testing.UpstreamLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportEndpointTest {
    private static final String PATH = "feedback/import";

    @TempDir
    private Path folder;

    private static FeedbackConfig.Builder config() {
        return FeedbackConfig.builder()
                .assistants("aia_asst_1")
                .admin("admin", TestHost.PASSWORD)
                .operatorRole("operator")
                .viewerRole("viewer")
                .settleWindow(Duration.ZERO);
    }

    private TestHost forwardingTo(UpstreamLedger upstream) {
        return TestHost.start(config().twilioAccount("AC1", "token").twilioBaseUrl(upstream.root()), folder);
    }

    private static TestRequest begin() {
        return of("POST", PATH).header("Sec-Fetch-Site", "same-origin");
    }

    /** Asks until it is over. */
    private static JsonNode result(TestHost host) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        JsonNode last = host.read(PATH);
        while (last.path("state").asText().equals("running") && System.nanoTime() < end) {
            Thread.onSpinWait();
            last = host.read(PATH);
        }
        return last;
    }

    @Test
    void bringsInWhatIsUpstreamOnceAndShowsWhereItCameFrom() throws IOException {
        try (UpstreamLedger upstream = new UpstreamLedger();
                TestHost host = forwardingTo(upstream)) {
            String id = upstream.has("s", "", 0.0, "no\n[feedback reasons=wrong message=IM1]", Instant.now());

            Answer answer = host.send(admin(begin()));
            assertThat(answer.status()).isEqualTo(202);
            assertThat(json(answer).path("id").asText()).isNotBlank();
            JsonNode first = result(host);
            assertThat(first.path("state").asText()).isEqualTo("done");
            assertThat(first.path("imported").asInt()).isEqualTo(1);
            assertThat(first.at("/extra/ids/0").asText()).isEqualTo(id);

            assertThat(host.send(admin(begin())).status()).isEqualTo(202);
            assertThat(result(host).path("imported").asInt()).isZero();
            JsonNode list = host.read(TestHost.LIST).path("feedbacks");
            assertThat(list).hasSize(1);
            assertThat(list.at("/0/source").asText()).isEqualTo("import");
            assertThat(list.at("/0/text").asText()).isEqualTo("no");
            assertThat(list.at("/0/message_id").asText()).isEqualTo("IM1");
            assertThat(list.at("/0/reasons/0").asText()).isEqualTo("wrong");
            assertThat(list.at("/0/state").asText()).isEqualTo("delivered");
            assertThat(host.read("feedback/health").at("/last_import/state").asText())
                    .isEqualTo("done");
        }
    }

    @Test
    void neverBringsInWhatWasGivenHere() throws Exception {
        try (UpstreamLedger upstream = new UpstreamLedger();
                TestHost host = forwardingTo(upstream)) {
            host.vote("{\"session_id\":\"s\",\"score\":1,\"reasons\":[\"wrong\"],\"text\":\"a\"}");
            assertThat(upstream.awaitRecords(1)).hasSize(1);

            host.send(admin(begin()));

            assertThat(result(host).path("imported").asInt()).isZero();
            JsonNode list = host.read(TestHost.LIST).path("feedbacks");
            assertThat(list).hasSize(1);
            assertThat(list.at("/0/source").asText()).isEqualTo("api");
        }
    }

    @Test
    void isForOperatorsAndNotForPagesOfOtherSites() throws IOException {
        try (UpstreamLedger upstream = new UpstreamLedger();
                TestHost host = forwardingTo(upstream)) {
            assertThat(host.send(begin()).status()).isEqualTo(401);
            assertThat(host.send(begin().basic("AC1", "token")).status()).isEqualTo(403);
            assertThat(host.send(begin().role("viewer")).status()).isIn(401, 403);
            assertThat(host.send(admin(of("POST", PATH))).status()).isEqualTo(403);
            assertThat(host.send(admin(of("POST", PATH).header("Sec-Fetch-Site", "cross-site")))
                            .status())
                    .isEqualTo(403);
            assertThat(host.send(get(PATH)).status()).isEqualTo(401);
            assertThat(host.send(get(PATH).role("viewer")).status()).isEqualTo(404);
            assertThat(host.service.lastImport()).isEmpty();

            assertThat(host.send(begin().role("operator")).status()).isEqualTo(202);
            assertThat(host.send(get(PATH).role("viewer")).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesASecondOneWhileOneRuns() throws IOException {
        try (StuckList upstream = new StuckList();
                TestHost host =
                        TestHost.start(config().twilioAccount("AC1", "token").twilioBaseUrl(upstream.root()), folder)) {
            assertThat(host.send(admin(begin())).status()).isEqualTo(202);

            Answer second = host.send(admin(begin()));

            assertThat(second.status()).isEqualTo(409);
            assertThat(host.read("feedback/audit").path("entries")).hasSize(1);
            assertThat(json(second).path("code").asInt()).isEqualTo(40902);
            assertThat(host.read(PATH).path("state").asText()).isEqualTo("running");
            upstream.letGo();
            assertThat(result(host).path("state").asText()).isEqualTo("done");
        }
    }

    @Test
    void keepsInTheAuditWhoBeganOneAndBeginsNoneWhereThereIsNoRoom() throws Exception {
        try (UpstreamLedger upstream = new UpstreamLedger();
                TestHost host = forwardingTo(upstream)) {
            Answer refused = host.handler
                    .handle(admin(begin()), () -> false)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(host.service.lastImport()).isEmpty();
            assertThat(host.read("feedback/audit").path("entries")).isEmpty();

            assertThat(host.send(admin(begin())).status()).isEqualTo(202);

            JsonNode entries = host.read("feedback/audit").path("entries");
            assertThat(entries).hasSize(1);
            assertThat(entries.at("/0/action").asText()).isEqualTo("import");
            assertThat(entries.at("/0/who").asText()).isEqualTo("The configured admin");
        }
    }

    @Test
    void saysThatThereIsNowhereToImportFrom() {
        try (TestHost host = TestHost.start(config(), folder)) {
            Answer answer = host.send(admin(begin()));

            assertThat(answer.status()).isEqualTo(409);
            assertThat(json(answer).path("code").asInt()).isEqualTo(40903);
            assertThat(host.read("feedback/audit").path("entries")).isEmpty();
        }
    }
}
