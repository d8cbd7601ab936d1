package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Change;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged store is never taken for an empty one, is left as it is, and the operator is told what to do. */
class SqliteDamageTest {
    private static final int VOTES = 120;
    private static final int PAGE = 4_096;

    @TempDir
    private Path parent;

    private final List<SqliteStore> opened = new ArrayList<>();
    private final List<FeedbackId> acknowledged = new ArrayList<>();

    private Path folder;
    private Path file;
    private Path log;

    /** As after a kill: the file, the write-ahead log, and the lock file that remembers them. */
    @BeforeEach
    void fill() throws IOException {
        Path before = parent.resolve("before");
        SqliteStore store = open(before.resolve("feedback.db"));
        fill(store);
        store.close();
        store = open(before.resolve("feedback.db"));
        fill(store);
        folder = Files.createDirectory(parent.resolve("data"));
        file = folder.resolve("feedback.db");
        log = folder.resolve("feedback.db-wal");
        for (String name : List.of("feedback.db", "feedback.db-wal", FolderLock.FILE)) {
            Files.copy(before.resolve(name), folder.resolve(name), REPLACE_EXISTING);
        }
        store.close();
    }

    private void fill(SqliteStore store) {
        for (int i = 0; i < VOTES; i++) {
            Change.Accept vote = vote().message("m" + acknowledged.size())
                    .text("some text ".repeat(20))
                    .accept();
            store.feedback().write(List.of(vote));
            acknowledged.add(vote.id());
        }
    }

    private SqliteStore open(Path path) {
        SqliteStore store = SqliteStore.open(
                path,
                new MutableClock(),
                new SqliteStore.Options(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5)));
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(SqliteStore::close);
    }

    @Test
    void hasEverythingAgainAfterAKill() {
        assertThat(kept(open(file))).isEqualTo(acknowledged.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 17})
    void leavesAFileWithAPageOfNonsenseAndItsLogAsTheyAre(int page) throws IOException {
        overwrite(file, (long) page * PAGE, PAGE);
        // The log may hold a good copy of that page; then there is nothing to complain about.
        Files.delete(log);
        refusesAndLeavesAsItIs();
    }

    @Test
    void leavesADamagedFileAndItsLogAsTheyAre() throws IOException {
        overwrite(file, 8 * PAGE, 12 * PAGE);

        refusesAndLeavesAsItIs();
    }

    @Test
    void leavesATruncatedFileAndItsLogAsTheyAre() throws IOException {
        truncate(file, 10 * PAGE);
        Files.delete(log);

        refusesAndLeavesAsItIs();
    }

    @Test
    void leavesAFileOfNoLengthAndItsLogAsTheyAre() throws IOException {
        truncate(file, 0);

        refusesAndLeavesAsItIs();
    }

    @Test
    void leavesALogWithoutItsFileAsItIs() throws IOException {
        Files.delete(file);
        byte[] before = Files.readAllBytes(log);

        assertThat(outage(open(file))).hasMessageContaining("vanished").hasMessageContaining(FolderLock.FILE);
        assertThat(file).doesNotExist();
        assertThat(Files.readAllBytes(log)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.99})
    void keepsWhatCameBeforeTheNonsenseInALog(double where) throws IOException {
        overwrite(log, (long) (Files.size(log) * where), PAGE);

        SqliteStore store = open(file);

        assertThat(kept(store)).isBetween((long) VOTES, acknowledged.size() - 1L);
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
        assertThat(store.deliveries().ledger("twilio").accepted()).isEqualTo(kept(store));
        assertThat(store.feedback().write(List.of(vote().message("new").accept())))
                .first()
                .isInstanceOf(Written.Kept.class);
    }

    @Test
    void beginsWithAnEmptyOneWhenTheOperatorMovedTheDamagedOneAwayAndSaysSo() throws IOException {
        overwrite(file, 0, 64);
        Files.delete(log);
        refusesAndLeavesAsItIs();
        Files.move(file, folder.resolve("damaged.db"));
        assertThat(outage(open(file))).hasMessageContaining("vanished");
        opened.forEach(SqliteStore::close);

        Files.delete(folder.resolve(FolderLock.FILE));

        SqliteStore store = open(file);
        assertThat(store.deliveries().ledger("twilio").accepted()).isZero();
        assertThat(store.feedback().write(List.of(vote().accept()))).first().isInstanceOf(Written.Kept.class);
    }

    private void refusesAndLeavesAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] logBefore = Files.exists(log) ? Files.readAllBytes(log) : null;

        SqliteStore store = open(file);
        StoreException outage = outage(store);

        assertThat(outage.kind()).isEqualTo(PERMANENT);
        assertThat(outage).hasMessageContaining(file.toString()).hasMessageContaining(FolderLock.FILE);
        assertThat(outage(store).kind()).isEqualTo(PERMANENT);
        store.close();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        if (logBefore != null) {
            assertThat(Files.readAllBytes(log)).isEqualTo(logBefore);
        }
    }

    private long kept(SqliteStore store) {
        return acknowledged.stream()
                .filter(id -> store.feedback().find(ASSISTANT, id).isPresent())
                .count();
    }

    private static void overwrite(Path path, long from, int length) throws IOException {
        byte[] nonsense = new byte[length];
        new Random(1).nextBytes(nonsense);
        try (FileChannel channel = FileChannel.open(path, WRITE)) {
            channel.write(ByteBuffer.wrap(nonsense), from);
        }
    }

    private static void truncate(Path path, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(path, WRITE)) {
            channel.truncate(length);
        }
    }

    private static StoreException outage(SqliteStore store) {
        return catchThrowableOfType(StoreException.class, () -> store.feedback().checkWritable());
    }
}
