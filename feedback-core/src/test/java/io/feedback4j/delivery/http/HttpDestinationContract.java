package io.feedback4j.delivery.http;

import static io.feedback4j.delivery.Feedbacks.feedback;
import static io.feedback4j.delivery.http.RawServer.answer;
import static io.feedback4j.delivery.http.RawServer.raw;
import static io.feedback4j.delivery.http.RawServer.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.delivery.Destination;
import io.feedback4j.delivery.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every destination that speaks HTTP makes of an answer, and of none. */
public abstract class HttpDestinationContract {
    protected static final Duration LONG = Duration.ofSeconds(30);
    protected static final Duration SHORT = Duration.ofMillis(500);

    /** @param url of the server it is to send to */
    protected abstract Destination destination(URI url, Duration timeout);

    /** How it names the other side in problems. */
    protected abstract String who();

    @ParameterizedTest
    @CsvSource({
        "300, Misconfigured",
        "301, Misconfigured",
        "401, Misconfigured",
        "403, Misconfigured",
        "405, Misconfigured",
        "404, Gone",
        "410, Gone",
        "400, Refused",
        "413, Refused",
        "415, Refused",
        "422, Refused",
        "409, Refused",
        "425, Throttled",
        "429, Throttled",
        "408, Unknown",
        "500, Unknown",
        "502, Unknown",
        "503, Unknown",
        "504, Unknown",
    })
    void knowsWhatEachStatusMeans(int status, String meaning) {
        assertThat(outcome(answer(status, "{}")).getClass().getSimpleName()).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0, 0",
        "-1, ",
        "garbage, ",
        "1000000000, 3600",
        "99999999999999999999, 3600",
        "1.5, ",
    })
    void understandsHowLongItIsAskedToWait(String header, @Nullable Integer seconds) {
        assertThat(outcome(answer(429, "", "Retry-After: " + header))).isEqualTo(throttled(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 2016 08:49:37 GMT | 37",
                "Sun, 06 Nov 2016 08:00:00 GMT | 0",
                "Wed, 06 Nov 2019 08:49:00 GMT | 3600"
            })
    void measuresADateToWaitForByTheUpstreamsOwnClock(String header, int seconds) {
        Outcome outcome = outcome(answer(429, "", "Retry-After: " + header, "Date: Sun, 06 Nov 2016 08:49:00 GMT"));

        assertThat(outcome).isEqualTo(throttled(seconds));
    }

    @Test
    void cannotUseADateWithoutKnowingTheUpstreamsClock() {
        assertThat(outcome(answer(429, "", "Retry-After: Sun, 06 Nov 2016 08:49:37 GMT")))
                .isEqualTo(throttled(null));
    }

    @Test
    void sendsOnceAndKnowsNothingWhenTheConnectionIsReset() throws IOException {
        assertUnknownAfterOneRequest(reset());
    }

    @Test
    void sendsOnceAndKnowsNothingWhenTheConnectionEnds() throws IOException {
        assertUnknownAfterOneRequest(raw(""));
    }

    @Test
    void knowsNothingAfterACutStatusLine() throws IOException {
        assertUnknownAfterOneRequest(raw("HTTP/1.1 20"));
    }

    @Test
    void knowsNothingAfterACutBody() throws IOException {
        assertUnknownAfterOneRequest(raw("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"id\":\"aia_"));
    }

    @Test
    void knowsNothingAfterAnAnswerThatIsNotHttp() throws IOException {
        assertUnknownAfterOneRequest(raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    }

    private void assertUnknownAfterOneRequest(RawServer.Reply reply) throws IOException {
        try (RawServer server = new RawServer(reply);
                Destination destination = destination(server.url(""), LONG)) {
            assertThat(destination.send(feedback()))
                    .isInstanceOfSatisfying(
                            Outcome.Unknown.class,
                            unknown -> assertThat(unknown.httpStatus()).isNull());
            assertThat(server.received).hasSize(1);
        }
    }

    @Test
    void endsAnExchangeThatHangsOrDripsWithinItsTime() throws IOException {
        for (boolean drips : List.of(false, true)) {
            RawServer[] self = new RawServer[1];
            try (RawServer server =
                            new RawServer((socket, out) -> (drips ? self[0].drip() : self[0].hang()).to(socket, out));
                    Destination destination = destination(server.url(""), SHORT)) {
                self[0] = server;

                assertThat(destination.send(feedback()))
                        .isEqualTo(new Outcome.Unknown(null, null, who() + " did not answer in time"));
                assertThat(server.received).hasSize(1);
            }
        }
    }

    @Test
    void knowsThatNothingArrivedWhereThereIsNobody() throws IOException {
        URI nobody;
        try (RawServer server = new RawServer()) {
            nobody = server.url("");
        }
        try (Destination destination = destination(nobody, LONG)) {
            assertThat(destination.send(feedback())).isInstanceOf(Outcome.Unreachable.class);
        }
        try (Destination destination = destination(URI.create("http://nobody.invalid"), LONG)) {
            assertThat(destination.send(feedback()))
                    .isEqualTo(new Outcome.Unreachable(who() + " cannot be reached: its name is not known", true));
        }
    }

    @Test
    void neverFollowsARedirect() throws IOException {
        try (RawServer other = new RawServer(answer(201, "{}"));
                RawServer server = new RawServer(
                        answer(307, "", "Location: " + other.url("/elsewhere")),
                        answer(302, "", "Location: " + other.url("/elsewhere")));
                Destination destination = destination(server.url(""), LONG)) {

            assertThat(destination.send(feedback())).isInstanceOf(Outcome.Misconfigured.class);
            assertThat(destination.send(feedback())).isInstanceOf(Outcome.Misconfigured.class);

            assertThat(other.received).isEmpty();
        }
    }

    @Test
    void endsWhatIsRunningWhenItIsClosed() throws Exception {
        RawServer[] self = new RawServer[1];
        Destination destination;
        CompletableFuture<Outcome> sending;
        try (RawServer server = new RawServer((socket, out) -> self[0].hang().to(socket, out))) {
            self[0] = server;
            destination = destination(server.url(""), LONG);
            sending = CompletableFuture.supplyAsync(() -> destination.send(feedback()));
            while (server.received.isEmpty()) {
                Thread.onSpinWait();
            }

            destination.close();

            assertThat(sending.get()).isInstanceOf(Outcome.Unknown.class);
            assertThat(destination.send(feedback())).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void leavesNoThreadBehindOnceItIsCollected() throws IOException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (RawServer server = new RawServer(answer(201, "{}"));
                Destination destination = destination(server.url(""), LONG)) {
            destination.send(feedback());
        }

        long end = System.nanoTime() + LONG.toNanos();
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> !before.contains(thread)
                        && (thread.getName().startsWith("HttpClient")
                                || thread.getName().startsWith("feedback-http")))) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            System.gc();
        }
    }

    protected Outcome outcome(RawServer.Reply reply) {
        try (RawServer server = new RawServer(reply);
                Destination destination = destination(server.url(""), LONG)) {
            return destination.send(feedback());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    protected static Outcome throttled(@Nullable Integer seconds) {
        return new Outcome.Throttled(seconds == null ? null : Duration.ofSeconds(seconds));
    }
}
