package io.feedback4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.jdbc.SqliteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TerminationTest {
    @TempDir
    private Path folder;

    /** The bound is a promise: whoever stops a host kills it after a while. */
    @Test
    @DisabledOnOs(OS.WINDOWS) // there is no SIGTERM there
    void endsInTimeWithAllThatWasAcknowledgedThoughTheLineIsFullAndTheUpstreamHangs() throws Exception {
        Path file = folder.resolve("feedback.db");
        List<String> acknowledged = new ArrayList<>();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process process = start(file, silent.getLocalPort());
            try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                for (int i = 0; i < 2_000; i++) {
                    acknowledged.add(out.readLine());
                }
                process.toHandle().destroy();
                long end = System.nanoTime() + SECONDS.toNanos(15);
                out.lines().filter(line -> line.length() == 45).forEach(acknowledged::add);
                assertThat(process.waitFor(end - System.nanoTime(), java.util.concurrent.TimeUnit.NANOSECONDS))
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
        isAllThere(file, acknowledged);
    }

    private static void isAllThere(Path file, List<String> acknowledged) {
        SqliteStore.Options options = new SqliteStore.Options(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5));
        try (SqliteStore store = SqliteStore.open(file, Clock.systemUTC(), options)) {
            assertThat(acknowledged)
                    .allSatisfy(id -> assertThat(store.feedback().find("aia_asst_1", new FeedbackId(id)))
                            .isPresent());
            Ledger ledger = store.deliveries().ledger("twilio");
            assertThat(ledger.isBalanced()).isTrue();
            assertThat(ledger.accepted()).isGreaterThanOrEqualTo(acknowledged.size());
            assertThat(ledger.states().get(DeliveryState.SENDING)).isZero();
        }
    }

    private static Process start(Path file, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TerminatedProcess.class.getName(),
                        file.toString(),
                        "http://127.0.0.1:" + port)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
