package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.testing.HostileTexts;
import io.feedback4j.testing.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is said, and about whatever, is read as it was written. */
class SqliteVerbatimTest {
    private static final int CASES = 1_500;

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("feedback.texts.seed", System.nanoTime());
    private final HostileTexts texts = new HostileTexts(seed);
    private SqliteStore store;

    @BeforeEach
    void open() {
        System.out.println("-Dfeedback.texts.seed=" + seed);
        store = UnflushedStore.open(
                folder.resolve("feedback.db"),
                new MutableClock(),
                new SqliteStore.Options(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void readsAnyTextAsItWasWritten() {
        texts.all(CASES, text -> {
            Change.Accept accept =
                    vote().text(text).reasons("wrong", "off-topic").accept();
            store.feedback().write(List.of(accept));
            Feedback read =
                    store.feedback().find(ASSISTANT, accept.id()).orElseThrow().feedback();
            return read.opinion().equals(accept.feedback().opinion());
        });
    }

    @Test
    void findsAnySessionMessageAndVoterUnderTheirOwnName() {
        for (int i = 0; i < CASES; i++) {
            String session = texts.nextId();
            Target target = new Target(ASSISTANT, session.isEmpty() ? "s" : session, texts.nextId(), texts.nextId());
            Change.Accept accept = vote().session(target.sessionId())
                    .message(target.messageId())
                    .voter(target.voter())
                    .accept();
            store.feedback().write(List.of(accept));

            assertThat(store.feedback().history(target, 1))
                    .as("-Dfeedback.texts.seed=%d", seed)
                    .singleElement()
                    .satisfies(read -> {
                        assertThat(read.id()).isEqualTo(accept.id());
                        assertThat(read.target()).isEqualTo(target);
                        assertThat(read.opinion()).isEqualTo(new Opinion(1.0, "", List.of()));
                    });
        }
    }
}
