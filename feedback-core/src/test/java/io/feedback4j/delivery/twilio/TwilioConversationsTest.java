package io.feedback4j.delivery.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.feedback4j.delivery.Conversation;
import io.feedback4j.delivery.Conversation.Line;
import io.feedback4j.delivery.Conversation.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioConversationsTest {
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;
    private HttpServer server;
    private TwilioConversations conversations;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI root = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/gateway/");
        conversations =
                new TwilioConversations(new TwilioOptions(root, "SK1", "secret", Duration.ofSeconds(10), true, "test"));
    }

    @AfterEach
    void stop() {
        conversations.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().getRawPath() + "?"
                + exchange.getRequestURI().getRawQuery() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        String next = answers.poll();
        byte[] body = (next == null ? "{\"messages\":[]}" : next).getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void asksNothingWhereASessionWouldLeadToAnotherPath(String session) {
        assertThat(conversations.read(session).state()).isEqualTo(State.GONE);
        assertThat(requests).isEmpty();
    }

    @Test
    void readsAllPagesInTheOrderOfTimeAndEveryFormOfContent() {
        answers.add("""
                {"messages":[
                 {"id":"aia_msg_4","role":"assistant","content":{"output":"four"},"date_created":"2026-01-01T00:00:04Z"},
                 {"id":"aia_msg_3","role":"user","content":{"text":"three"},"date_created":"2026-01-01T00:00:03Z"}],
                 "meta":{"next_page_url":"https://elsewhere.example/x?Page=1&PageToken=a%2Fb"}}""");
        answers.add("""
                {"messages":[
                 {"id":"aia_msg_2","role":"assistant","content":{"content":"two"},"date_created":"2026-01-01T00:00:02Z"},
                 {"id":"aia_msg_1","role":"user","content":"one","date_created":"2026-01-01T00:00:01Z"}],"meta":{}}""");

        Conversation conversation = conversations.read("chat:a/b c");

        assertThat(conversation.state()).isEqualTo(State.FOUND);
        assertThat(conversation.lines())
                .containsExactly(
                        new Line("aia_msg_1", "user", "one"),
                        new Line("aia_msg_2", "assistant", "two"),
                        new Line("aia_msg_3", "user", "three"),
                        new Line("aia_msg_4", "assistant", "four"));
        assertThat(requests)
                .containsExactly(
                        "/gateway/v1/Sessions/chat%3Aa%2Fb%20c/Messages?PageSize=100 Basic U0sxOnNlY3JldA==",
                        "/gateway/v1/Sessions/chat%3Aa%2Fb%20c/Messages?Page=1&PageToken=a%2Fb Basic U0sxOnNlY3JldA==");
    }

    @Test
    void readsABareListAndMakesNothingOfContentItDoesNotKnow() {
        answers.add("[{\"id\":7,\"role\":\"user\",\"content\":{\"image\":1}},{\"content\":null},3]");

        assertThat(conversations.read("s").lines())
                .containsExactly(new Line("7", "user", ""), new Line("", "", ""), new Line("", "", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "404, GONE",
        "410, GONE",
        "401, REFUSED",
        "403, REFUSED",
        "500, UNAVAILABLE",
        "302, UNAVAILABLE",
        "429, UNAVAILABLE"
    })
    void tellsWhyNothingCanBeRead(int answered, State state) {
        status = answered;

        assertThat(conversations.read("s")).isEqualTo(Conversation.unread(state));
        assertThat(requests).hasSize(1);
    }

    @Test
    void takesWhatIsNoListForNoAnswer() {
        for (String body : List.of("", "<html>", "{}", "null", "{\"messages\":{}}", "[".repeat(5_000))) {
            answers.add(body);
            assertThat(conversations.read("s")).as(body).isEqualTo(Conversation.unread(State.UNAVAILABLE));
        }
    }

    @Test
    void endsWithAListThatDoesNot() {
        for (int i = 0; i < 50; i++) {
            answers.add("{\"messages\":[{\"id\":\"m\"}],\"meta\":{\"next_page_url\":\"/x?Page=1\"}}");
        }

        assertThat(conversations.read("s").lines()).hasSize(4);
        assertThat(requests).hasSize(4);
    }

    @Test
    void knowsAMessageWithAndWithoutItsPrefix() {
        assertThat(conversations.isSame("aia_msg_1", "aia_msg_1")).isTrue();
        assertThat(conversations.isSame("1", "aia_msg_1")).isTrue();
        assertThat(conversations.isSame("aia_msg_1", "aia_msg_2")).isFalse();
        assertThat(conversations.isSame("", "")).isFalse();
    }

    @Test
    void hasNoThreadBeforeItIsAskedAndNoneOnceItIsClosed() {
        try (TwilioConversations idle = new TwilioConversations(new TwilioOptions(
                URI.create("http://127.0.0.1:9"), "SK1", "secret", Duration.ofSeconds(1), true, "test"))) {
            assertThat(ours()).isEmpty();
            assertThat(idle.read("s").state()).isEqualTo(State.UNAVAILABLE);
        }
        conversations.close();
        assertThat(conversations.read("s").state()).isEqualTo(State.UNAVAILABLE);
        assertThat(ours()).isEmpty();
    }

    private static Stream<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("feedback-http"));
    }
}
