package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.Health;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthEndpointTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T08:00:00Z");
    private static final Health HEALTH = new Health(
            Health.Status.ATTENTION,
            List.of("something was rejected"),
            List.of("twilio is paused"),
            SINCE.plusSeconds(90),
            "/data/feedback.db",
            2,
            3,
            List.of(new Ledger("twilio", 7, Map.of(DeliveryState.DELIVERED, 4L, DeliveryState.READY, 2L), 1, SINCE, 5)),
            List.of(new DestinationStatus(
                    "twilio", "aia_asst_1", DestinationStatus.State.PAUSED, SINCE, SINCE, 2, "429")),
            null);

    @Test
    void tellsAStrangerTheStatusAlone() {
        assertThat(new String(HealthEndpoint.body(HEALTH, false), UTF_8)).isEqualTo("{\"status\":\"attention\"}");
    }

    @Test
    void showsAnAdminTheBooksAndTheDestinations() {
        assertThat(new String(HealthEndpoint.body(HEALTH, true), UTF_8))
                .isEqualTo("{\"status\":\"attention\",\"problems\":[\"something was rejected\"],"
                        + "\"notices\":[\"twilio is paused\"],\"checked_at\":\"2026-11-23T08:01:30.000Z\",\"store\":\"/data/feedback.db\","
                        + "\"waiting_for_commit\":2,\"settling_in_memory\":3,"
                        + "\"ledgers\":[{\"destination\":\"twilio\",\"accepted\":7,\"settling\":0,\"ready\":2,"
                        + "\"sending\":0,\"uncertain\":0,\"delivered\":4,\"rejected\":0,\"superseded\":0,"
                        + "\"withdrawn\":0,\"erased\":0,\"discarded\":0,\"purged\":1,\"balanced\":true,"
                        + "\"oldest_waiting\":\"2026-11-23T08:00:00.000Z\",\"oldest_waiting_seconds\":90,"
                        + "\"duplicates\":5}],"
                        + "\"destinations\":[{\"destination\":\"twilio\",\"assistant_id\":\"aia_asst_1\","
                        + "\"state\":\"paused\",\"since\":\"2026-11-23T08:00:00.000Z\","
                        + "\"next_at\":\"2026-11-23T08:00:00.000Z\",\"failures\":2,\"reason\":\"429\"}]}");
    }
}
