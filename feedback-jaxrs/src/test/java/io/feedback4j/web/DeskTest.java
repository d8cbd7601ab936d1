package io.feedback4j.web;

import static io.feedback4j.web.TestHost.admin;
import static io.feedback4j.web.TestHost.json;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.UncertainPolicy;
import io.feedback4j.testing.LogLines;
import io.feedback4j.testing.WebhookReceiver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dead-letter desk, from the refusal to the delivery. */
class DeskTest {
    private static final String REJECTED = "feedback/rejected";
    private static final String NOBODYS = "aia_fdbk_0192f0e0-1111-7222-8333-444455556666";

    @TempDir
    private Path folder;

    private PickyUpstream upstream;
    private TestHost host;

    @BeforeEach
    void start() throws IOException {
        upstream = new PickyUpstream();
        host = TestHost.start(
                TestHost.config()
                        .twilioAccount("AC1", "token")
                        .twilioBaseUrl(upstream.root())
                        .viewerRole("viewer")
                        .readerRole("reader")
                        .operatorRole("operator")
                        .settleWindow(Duration.ZERO),
                folder);
    }

    @AfterEach
    void stop() {
        host.close();
        upstream.close();
    }

    @Test
    void deliversEachRefusedVoteOnceWhenItIsSentAgainAfterTheRepair() {
        List<String> refused = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            boolean poison = i % 100 == 50;
            String id = vote("s" + i, poison ? "poison" : "fine");
            all.add("s" + i);
            if (poison) {
                refused.add(id);
            }
        }
        await(() -> upstream.taken().size() == 297);
        await(() -> rejected("").size() == 3);
        assertThat(ids(rejected("?order=oldest"))).containsExactlyInAnyOrderElementsOf(refused);

        upstream.mend();
        JsonNode done = json(act("resend", "{\"destination\":\"twilio\",\"http_status\":400,\"rate\":1000}"));

        assertThat(done.path("count").asInt()).isEqualTo(3);
        assertThat(done.path("ready").asInt()).isEqualTo(3);
        assertThat(done.path("more").asBoolean()).isFalse();
        assertThat(Instant.parse(done.path("until").asText()))
                .isBefore(Instant.now().plusSeconds(1));
        await(() -> upstream.taken().size() >= 300);
        await(() -> refused.stream().allMatch(id -> stateOf(id).equals("delivered")));
        assertThat(rejected("")).isEmpty();
        assertThat(upstream.taken()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(audit().get(0).path("count").asInt()).isEqualTo(3);
        await(() -> host.read("feedback/health").path("status").asText().equals("up"));
    }

    @Test
    void saysInItsHealthThatSomebodyMustActUntilSomebodyDid() {
        String one = refusedVote("a");
        refusedVote("b");
        act(one + "/discard", "{\"note\":\"never mind\"}");

        await(() ->
                json(host.send(TestRequest.get("feedback/health"))).toString().equals("{\"status\":\"attention\"}"));
        JsonNode health = host.read("feedback/health");
        assertThat(health.at("/problems/0").asText()).contains("1 delivery was rejected by twilio");
        assertThat(health.at("/ledgers/0/rejected").asInt()).isEqualTo(1);
        assertThat(health.at("/ledgers/0/discarded").asInt()).isEqualTo(1);
        assertThat(host.send(TestRequest.get("feedback/health")).status()).isEqualTo(200);

        act("discard", "{\"note\":\"never mind\"}");
        await(() -> host.read("feedback/health").path("status").asText().equals("up"));
    }

    @Test
    void answers503WhenSomethingElseHasDeletedAVote() throws SQLException {
        String refused = refusedVote("a");
        String deleted = vote("b", "fine");
        await(() -> stateOf(deleted).equals("delivered"));

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("feedback.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM delivery WHERE state = 'delivered'");
        }
        act(refused + "/discard", "{\"note\":\"never mind\"}");

        await(() -> host.send(TestRequest.get("feedback/health")).status() == 503);
        assertThat(json(host.send(TestRequest.get("feedback/health"))).toString())
                .isEqualTo("{\"status\":\"down\"}");
        assertThat(host.read("feedback/health").at("/problems/0").asText()).contains("The books of twilio");
    }

    @Test
    void showsWhatWasSaidToReadersOnly() {
        String id = refusedVote("<session>");

        JsonNode read = json(host.send(TestRequest.get(REJECTED).role("reader")));
        JsonNode seen = json(host.send(TestRequest.get(REJECTED).role("viewer")));

        assertThat(read.at("/rejected/0/text").asText()).isEqualTo("poison \"<b>&\u2028");
        assertThat(read.at("/rejected/0/session_id").asText()).isEqualTo("<session>");
        assertThat(read.at("/rejected/0/destination").asText()).isEqualTo("twilio");
        assertThat(read.at("/rejected/0/http_status").asInt()).isEqualTo(400);
        assertThat(read.at("/rejected/0/attempts").asInt()).isEqualTo(1);
        assertThat(read.at("/rejected/0/problem").asText()).isNotBlank();
        assertThat(read.path("next").isNull()).isTrue();
        assertThat(seen.at("/rejected/0/id").asText()).isEqualTo(id);
        assertThat(seen.at("/rejected/0/problem").isNull()).isTrue();
        assertThat(seen.toString()).doesNotContain("poison", "session");
    }

    @Test
    void opensTheDeskToNobodyElse() {
        String id = refusedVote("a");
        String resend = REJECTED + "/" + id + "/resend";

        assertThat(host.send(TestRequest.get(REJECTED)).status()).isEqualTo(401);
        assertThat(host.send(TestRequest.get(REJECTED).basic("AC1", "token")).status())
                .isEqualTo(403);
        assertThat(host.send(proven(TestRequest.post(resend, "{}"))).status()).isEqualTo(401);
        assertThat(host.send(proven(TestRequest.post(resend, "{}").basic("AC1", "token")))
                        .status())
                .isEqualTo(403);
        for (String role : List.of("viewer", "reader")) {
            assertThat(host.send(proven(TestRequest.post(resend, "{}").role(role)))
                            .status())
                    .isEqualTo(401);
            assertThat(host.send(TestRequest.get("feedback/audit").role(role)).status())
                    .isEqualTo(401);
        }
        assertThat(host.send(admin(TestRequest.post(resend, "{}"))).status()).isEqualTo(403);
        assertThat(host.send(admin(TestRequest.post(resend, "{}")).header("Sec-Fetch-Site", "cross-site"))
                        .status())
                .isEqualTo(403);
        assertThat(stateOf(id)).isEqualTo("rejected");
        assertThat(host.send(proven(TestRequest.post(resend, "{}").role("operator")))
                        .status())
                .isEqualTo(200);
        assertThat(audit().get(0).path("who").asText()).isEqualTo("User somebody");
    }

    @Test
    void sendsOneAgainAlsoWithoutABody() {
        String id = refusedVote("a");
        upstream.mend();

        Answer answer = host.send(proven(admin(TestRequest.of("POST", REJECTED + "/" + id + "/resend"))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).path("id").asText()).isEqualTo(id);
        assertThat(json(answer).at("/deliveries/0/state").asText()).isEqualTo("ready");
        assertThat(json(answer).at("/deliveries/0/destination").asText()).isEqualTo("twilio");
        await(() -> stateOf(id).equals("delivered"));
        Answer again = act(id + "/resend", "{}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(json(again).path("code").asInt()).isEqualTo(40901);
        assertThat(json(again).path("detail").asText()).contains("delivered at twilio");
        assertThat(upstream.taken()).containsExactly("a");
    }

    @Test
    void decidesAboutEachDestinationOnItsOwn(@TempDir Path other) throws IOException {
        host.close();
        try (PickyUpstream webhook = new PickyUpstream()) {
            host = TestHost.start(
                    TestHost.config()
                            .twilioAccount("AC1", "token")
                            .twilioBaseUrl(upstream.root())
                            .webhook(webhook.root().resolve("/hook"), WebhookReceiver.SECRET)
                            .settleWindow(Duration.ZERO),
                    other);
            String id = vote("a", "poison");
            await(() -> rejected("").size() == 2);
            webhook.mend();

            JsonNode done = json(act(id + "/resend", "{\"destination\":\"webhook\"}"));

            assertThat(done.path("deliveries").findValuesAsText("destination")).containsExactly("webhook");
            await(() -> webhook.taken().size() == 1);
            await(() -> stateAt(id, "webhook").equals("delivered"));
            assertThat(stateAt(id, "twilio")).isEqualTo("rejected");
            assertThat(json(act(id + "/discard", "{\"note\":\"n\"}")).path("deliveries"))
                    .hasSize(1);
            assertThat(stateAt(id, "twilio")).isEqualTo("discarded");
            assertThat(stateAt(id, "webhook")).isEqualTo("delivered");
        }
    }

    private String stateAt(String id, String destination) {
        for (JsonNode delivery : host.read(TestHost.LIST + "/" + id).path("deliveries")) {
            if (delivery.path("destination").asText().equals(destination)) {
                return delivery.path("state").asText();
            }
        }
        return "none";
    }

    @Test
    void doesNotSendAgainWhatTheVoterHasChangedSince() {
        String old = refusedVote("a");
        vote("a", "fine");

        JsonNode done = json(act(old + "/resend", "{}"));

        assertThat(done.at("/deliveries/0/state").asText()).isEqualTo("superseded");
        assertThat(done.at("/deliveries/0/next_at").isNull()).isTrue();
    }

    @Test
    void givesUpWithANoteOnly() {
        String id = refusedVote("a");

        assertThat(act(id + "/discard", "{}").status()).isEqualTo(400);
        assertThat(act(id + "/discard", "{\"note\":\" \"}").status()).isEqualTo(400);
        assertThat(act(id + "/discard", "{\"note\":\"" + "x".repeat(501) + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(stateOf(id)).isEqualTo("rejected");
        assertThat(audit()).isEmpty();

        Answer answer = act(id + "/discard", "{\"note\":\"\\u003cb\\u003e known bug\",\"destination\":\"twilio\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(stateOf(id)).isEqualTo("discarded");
        JsonNode entry = audit().get(0);
        assertThat(entry.path("action").asText()).isEqualTo("discard");
        assertThat(entry.path("who").asText()).isEqualTo("The configured admin");
        assertThat(entry.path("target").asText()).isEqualTo("id=" + id + ", destination=twilio");
        assertThat(entry.path("note").asText()).isEqualTo("<b> known bug");
        assertThat(entry.path("count").asInt()).isEqualTo(1);
        assertThat(Instant.parse(entry.path("at").asText())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void decidesAboutNothingThatIsNotThere() {
        String id = refusedVote("a");

        assertThat(act(NOBODYS + "/resend", "{}").status()).isEqualTo(404);
        assertThat(act("x/discard", "{\"note\":\"n\"}").status()).isEqualTo(404);
        assertThat(act(id + "/resend", "{\"assistant_id\":\"nobody\"}").status())
                .isEqualTo(404);
        assertThat(act(id + "/resend", "{\"assistant_id\":\"aia_asst_2\"}").status())
                .isEqualTo(404);
        assertThat(act(id + "/resend", "{\"destination\":\"webhook\"}").status())
                .isEqualTo(409);
        JsonNode nothing = json(act("resend", "{\"http_status\":422}"));
        assertThat(nothing.path("count").asInt()).isZero();
        assertThat(nothing.path("until").isNull()).isTrue();
        assertThat(audit()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "resend  | {`asistant_id`:`x`}",
                "resend  | {`rate`:0}",
                "resend  | {`rate`:1001}",
                "resend  | {`rate`:`10`}",
                "resend  | {`http_status`:`400`}",
                "resend  | {`http_status`:400.5}",
                "resend  | {`http_status`:99}",
                "resend  | {`destination`:`Twilio!`}",
                "resend  | {`since`:`yesterday`}",
                "resend  | {`until`:1}",
                "resend  | {`note`:7}",
                "discard | {`rate`:1,`note`:`n`}",
                "resend  | {`state`:`waiting`,`destination`:`webhook`}",
                "resend  | {`state`:`ready`}",
                "discard | {`state`:1,`note`:`n`}",
                "discard | {`state`:`waiting`,`note`:`n`}",
                "discard | {`state`:`waiting`,`destination`:`twilio`,`note`:`n`}",
                "discard | {}",
            })
    void refusesWhatItMightMisunderstand(String action, String body) {
        assertThat(act(action, body.replace('`', '"')).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?limit=x",
                "?order=up",
                "?after=x",
                "?destination=%00",
                "?http_status=4xx",
                "?state=waiting",
                "?state=",
                "?since=x",
                "?until=x"
            })
    void namesParametersThatAreWrong(String query) {
        assertThat(host.send(admin(TestRequest.get(REJECTED + query))).status()).isEqualTo(400);
    }

    @Test
    void leadsThroughTheRejectedInBothDirectionsAndNarrows() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(refusedVote("s" + i));
        }

        assertThat(ids(follow("?order=oldest&limit=2"))).containsExactlyElementsOf(ids);
        assertThat(ids(follow("?limit=1"))).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(rejected("?destination=twilio&http_status=400&assistant_id=default&since=2026-01-01"))
                .hasSize(3);
        assertThat(rejected("?assistant_id=aia_asst_2")).isEmpty();
        assertThat(rejected("?until=2026-01-01")).isEmpty();
        assertThat(host.send(admin(TestRequest.get(REJECTED + "?assistant_id=nobody")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void letsAnOperatorDecideAboutWhatIsParked() throws SQLException, IOException {
        startParking();
        String refused = refusedVote("r");
        List<String> lost = List.of(lostVote("a"), lostVote("b"), lostVote("c"));
        assertThat(rejected("?state=uncertain")).isEmpty();
        Answer early = act(lost.get(0) + "/resend", "{}");
        assertThat(early.status()).isEqualTo(409);
        assertThat(json(early).path("detail").asText()).contains("uncertain at twilio");
        park();

        assertThat(ids(rejected("?state=uncertain&order=oldest"))).containsExactlyElementsOf(lost);
        assertThat(rejected("?state=uncertain").get(0).path("state").asText()).isEqualTo("uncertain");
        assertThat(ids(rejected("?state=rejected"))).containsExactly(refused);
        assertThat(rejected("").get(0).path("state").asText()).isEqualTo("rejected");

        assertThat(act(lost.get(0) + "/discard", "{\"note\":\"n\",\"state\":\"rejected\"}")
                        .status())
                .isEqualTo(409);
        JsonNode one = json(act(lost.get(0) + "/discard", "{\"note\":\"arrived\"}"));
        assertThat(one.at("/deliveries/0/state").asText()).isEqualTo("discarded");
        upstream.mend();
        JsonNode some = json(act("resend", "{\"state\":\"uncertain\",\"rate\":1000}"));

        assertThat(some.path("ready").asInt()).isEqualTo(2);
        await(() -> stateOf(lost.get(1)).equals("delivered"));
        await(() -> stateOf(lost.get(2)).equals("delivered"));
        assertThat(upstream.taken()).containsExactlyInAnyOrder("b", "c");
        assertThat(stateOf(refused)).isEqualTo("rejected");
        assertThat(rejected("?state=uncertain")).isEmpty();
        // two entries of one millisecond are in no order
        assertThat(audit())
                .filteredOn(entry -> entry.path("target").asText().equals("state=uncertain"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("count").asInt()).isEqualTo(2));
    }

    private void startParking() throws IOException {
        host.close();
        host = TestHost.start(
                TestHost.config()
                        .twilioAccount("AC1", "token")
                        .twilioBaseUrl(upstream.root())
                        .deliveryUncertain(UncertainPolicy.PARK)
                        .settleWindow(Duration.ZERO),
                folder);
    }

    private String lostVote(String session) {
        String id = vote(session, "lost");
        await(() -> stateOf(id).equals("uncertain"));
        return id;
    }

    /** As it is once nothing of them can be on its way any more, which takes longer than a test may. */
    private void park() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("feedback.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE delivery SET available_at = 253402214400000 WHERE state = 'uncertain'"))
                    .isEqualTo(3);
        }
    }

    @Test
    void givesUpWhatWaitsForADestinationThatIsGoneAndForNoOther(@TempDir Path other) throws IOException {
        host.close();
        host = TestHost.start(
                TestHost.config()
                        .webhook(URI.create("http://127.0.0.1:1/hook"), WebhookReceiver.SECRET)
                        .settleWindow(Duration.ZERO),
                other);
        String id = vote("a", "fine");
        String waiting = "{\"state\":\"waiting\",\"note\":\"gone\",\"destination\":\"webhook\"}";
        Answer configured = act("discard", waiting);
        assertThat(configured.status()).isEqualTo(400);
        assertThat(json(configured).toString()).contains("is configured");
        await(() -> stateAt(id, "webhook").equals("ready"));
        host.close();
        host = TestHost.start(
                TestHost.config()
                        .twilioAccount("AC1", "token")
                        .twilioBaseUrl(upstream.root())
                        .settleWindow(Duration.ZERO),
                other);

        JsonNode done = json(act("discard", waiting));

        assertThat(done.path("discarded").asInt()).isEqualTo(1);
        assertThat(stateAt(id, "webhook")).isEqualTo("discarded");
        assertThat(audit().get(0).path("target").asText()).isEqualTo("state=waiting, destination=webhook");
    }

    @Test
    void keepsInTheLogWhoDecidedAndNeverWhatWasSaidOrNoted() {
        String id = refusedVote("kanarienvogel");

        List<String> lines = LogLines.during(() -> {
            rejected("");
            act(id + "/discard", "{\"note\":\"kanarienvogel\"}");
        });

        assertThat(lines)
                .filteredOn(line -> line.contains("discard"))
                .singleElement()
                .asString()
                .contains("INFO", id, "(1 in all)", "The configured admin");
        assertThat(lines).noneMatch(line -> line.contains("kanarienvogel") || line.contains("poison"));
    }

    @Test
    void keepsWhoTookSomebodysFeedbackBackAndLeadsThroughTheAudit() {
        String one = vote("a", "fine");
        String two = vote("b", "fine");

        for (String id : List.of(one, two)) {
            Answer answer = host.send(proven(admin(TestRequest.delete(TestHost.LIST + "/" + id))));
            assertThat(answer.status()).isEqualTo(204);
        }
        Answer unknown = host.send(proven(admin(TestRequest.delete(TestHost.LIST + "/" + NOBODYS))));

        assertThat(unknown.status()).isEqualTo(404);
        JsonNode first = host.read("feedback/audit?limit=1");
        JsonNode second =
                host.read("feedback/audit?limit=1&after=" + first.path("next").asText());
        assertThat(first.at("/entries/0/action").asText()).isEqualTo("withdraw");
        assertThat(first.at("/entries/0/target").asText()).isEqualTo(two);
        assertThat(second.at("/entries/0/target").asText()).isEqualTo(one);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(host.send(admin(TestRequest.get("feedback/audit?after='"))).status())
                .isEqualTo(400);
    }

    private String vote(String session, String text) {
        return host.vote("{\"session_id\":\"" + session + "\",\"score\":0,\"text\":\"" + text + "\"}")
                .path("id")
                .asText();
    }

    private String refusedVote(String session) {
        String id = vote(session, "poison \\\"<b>&\\u2028");
        await(() -> stateOf(id).equals("rejected"));
        return id;
    }

    private String stateOf(String id) {
        return host.read(TestHost.LIST + "/" + id).path("state").asText();
    }

    private List<JsonNode> rejected(String query) {
        List<JsonNode> rejected = new ArrayList<>();
        host.read(REJECTED + query).path("rejected").forEach(rejected::add);
        return rejected;
    }

    private List<JsonNode> follow(String query) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = host.read(REJECTED + query + after);
            page.path("rejected").forEach(all::add);
            if (page.path("next").isNull()) {
                return all;
            }
            after = "&after=" + page.path("next").asText();
        }
    }

    private static List<String> ids(List<JsonNode> rejected) {
        return rejected.stream().map(one -> one.path("id").asText()).toList();
    }

    private List<JsonNode> audit() {
        List<JsonNode> entries = new ArrayList<>();
        host.read("feedback/audit").path("entries").forEach(entries::add);
        return entries;
    }

    private Answer act(String action, String body) {
        return host.send(proven(admin(TestRequest.post(REJECTED + "/" + action, body))));
    }

    private static TestRequest proven(TestRequest request) {
        return request.header("Sec-Fetch-Site", "same-origin");
    }

    private static void await(BooleanSupplier condition) {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time").isLessThan(end);
            try {
                assertThat(never.await(20, MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
