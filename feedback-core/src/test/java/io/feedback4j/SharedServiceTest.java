package io.feedback4j;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.feedback4j.intake.Submission;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import io.feedback4j.testing.PostgresServer;
import io.feedback4j.testing.UpstreamLedger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The whole way of a vote over a PostgreSQL database. */
class SharedServiceTest {
    private static final String ASSISTANT = "aia_asst_1";

    @Test
    void forwardsOverAUrlAndOverADataSource() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().newDatabase();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        try (UpstreamLedger upstream = new UpstreamLedger();
                FeedbackService byUrl = FeedbackService.builder()
                        .config(config(upstream)
                                .storePostgres(database.url(), database.user(), database.password())
                                .build())
                        .build();
                FeedbackService bySource = FeedbackService.builder()
                        .config(config(upstream).build())
                        .dataSource(source)
                        .build()) {
            assertThat(submit(byUrl, "one")).isInstanceOf(Submission.Accepted.class);
            assertThat(submit(bySource, "other")).isInstanceOf(Submission.Accepted.class);

            assertThat(upstream.awaitRecords(2)).hasSize(2);
            assertThat(byUrl.place()).startsWith("postgresql://127.0.0.1:");
            assertThat(byUrl.current(ASSISTANT, "other", "")).hasSize(1);
            assertThat(byUrl.sign("undo", "x")).isEqualTo(bySource.sign("undo", "x"));
        }
    }

    @Test
    void startsWithoutADatabaseAndSaysSo() throws Exception {
        try (FeedbackService service = FeedbackService.builder()
                .config(FeedbackConfig.builder()
                        .storePostgres("jdbc:postgresql://127.0.0.1:1/shop", "clerk", "hidden")
                        .build())
                .build()) {
            assertThat(submit(service, "s")).isInstanceOf(Submission.Busy.class);
            assertThat(service.health().up()).isFalse();
            assertThat(service.health().toString()).contains("127.0.0.1:1").doesNotContain("hidden");
        }
    }

    @Test
    void takesOneStoreAndNotTwo() {
        FeedbackConfig config = FeedbackConfig.builder().storeJndi("jdbc/shop").build();

        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> FeedbackService.builder()
                        .config(config)
                        .dataSource(new PGSimpleDataSource())
                        .build())
                .withMessageContaining("feedback.store.jndi");
    }

    private static FeedbackConfig.Builder config(UpstreamLedger upstream) {
        return FeedbackConfig.builder()
                .assistants(ASSISTANT)
                .twilioAccount("AC1", "token")
                .twilioBaseUrl(upstream.root())
                .settleWindow(Duration.ZERO);
    }

    private static Submission submit(FeedbackService service, String session) throws Exception {
        Target target = new Target(ASSISTANT, session, "", "");
        return service.submit(new NewFeedback(target, new Opinion(1.0, "", List.of()), null), null)
                .toCompletableFuture()
                .get(30, SECONDS);
    }
}
