package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static io.feedback4j.store.StoreException.Kind.TRANSIENT;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.store.Change;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SqliteTroubleTest {
    private static final long PLENTY = 1L << 40;

    @TempDir
    private Path parent;

    private final MutableClock clock = new MutableClock();
    private final List<SqliteStore> opened = new ArrayList<>();
    private volatile long usableBytes = PLENTY;

    private Path folder() {
        return parent.resolve("data");
    }

    private Path file() {
        return folder().resolve("feedback.db");
    }

    private SqliteStore open() {
        SqliteStore store = SqliteStore.open(
                file(),
                clock,
                new SqliteStore.Options(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5)),
                () -> new DiskSpace.Space(usableBytes, PLENTY));
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(SqliteStore::close);
    }

    @Test
    void leavesAFileThatIsNoDatabaseAsItIs() throws IOException {
        Files.createDirectories(folder());
        String text = "this is a diary ".repeat(1_000);
        Files.writeString(file(), text);

        StoreException outage = outage(open());

        assertThat(outage.kind()).isEqualTo(PERMANENT);
        assertThat(outage).hasMessageContaining(file().toString()).hasMessageContaining("damaged");
        assertThat(Files.readString(file())).isEqualTo(text);
    }

    @Test
    void doesNotUseADatabaseOfAnotherProgram() throws Exception {
        Files.createDirectories(folder());
        try (Statements other = connect()) {
            other.run("CREATE TABLE recipe (name TEXT)");
        }

        assertThat(outage(open())).hasMessageContaining("some other program");
    }

    @Test
    void doesNotTakeATruncatedStoreForAnEmptyOne() throws IOException {
        fillAndClose(300);
        long size = Files.size(file());
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(size / 2 / 4096 * 4096);
        }

        StoreException outage = outage(open());

        assertThat(outage.kind()).isEqualTo(PERMANENT);
        assertThat(outage).hasMessageContaining("damaged");
        assertThat(Files.size(file())).isBetween(1L, size - 1);
    }

    @Test
    void doesNotTakeAStoreThatVanishedForANewOne() throws IOException {
        fillAndClose(1);
        Files.delete(file());

        SqliteStore store = open();

        assertThat(outage(store).kind()).isEqualTo(PERMANENT);
        assertThat(outage(store)).hasMessageContaining("vanished").hasMessageContaining("feedback.lock");
        assertThat(file()).doesNotExist();
    }

    @Test
    void noticesDamageThatComesToLightLater() throws Exception {
        SqliteStore store = open();
        write(store, vote().accept());
        assertThatThrownBy(() -> store.jdbc().write("test", statements -> {
                    throw new SQLException("malformed", null, 11);
                }))
                .isInstanceOf(StoreException.class);

        clock.advance(Duration.ofSeconds(10));

        assertThat(write(store, vote().accept())).isInstanceOf(Written.Kept.class);
    }

    @Test
    void refusesTablesOfANewerVersion() throws Exception {
        fillAndClose(1);
        try (Statements statements = connect()) {
            MetaSql.put(statements, "schema_version", "99");
        }

        StoreException outage = outage(open());

        assertThat(outage.kind()).isEqualTo(PERMANENT);
        assertThat(outage).hasMessageContaining("newer version").hasMessageContaining("99");
    }

    @Test
    void takesNothingNewWhenTheDiskIsAlmostFullButFinishesWhatItHas() {
        SqliteStore store = open();
        Change.Accept accept = vote().accept();
        write(store, accept);
        clock.advance(Duration.ofSeconds(1));
        usableBytes = 255L << 20;

        StoreException outage = outage(store);
        assertThat(outage.kind()).isEqualTo(TRANSIENT);
        assertThat(outage).hasMessageContaining("almost full");
        assertThatThrownBy(() -> write(store, vote().accept())).isInstanceOf(StoreException.class);
        Instant now = clock.instant();
        assertThat(store.deliveries()
                        .claim(
                                "twilio",
                                List.of(new ClaimRequest(accept.id(), "p")),
                                "node",
                                now,
                                now,
                                now.plusSeconds(60)))
                .hasSize(1);
        assertThat(write(store, new Change.Withdraw(ASSISTANT, accept.id(), now)))
                .isInstanceOf(Written.Withdrawn.class);

        usableBytes = PLENTY;
        clock.advance(Duration.ofSeconds(1));
        assertThat(write(store, vote().accept())).isInstanceOf(Written.Kept.class);
    }

    @Test
    void opensAnewAfterTheDiskWasFull() {
        SqliteStore store = open();
        write(store, vote().accept());
        store.jdbc().write("limit the file for a test", statements -> {
            statements.run("PRAGMA max_page_count = 1");
            return 0;
        });

        StoreException outage = catchThrowableOfType(
                StoreException.class,
                () -> write(store, vote().text("x".repeat(4_000)).accept(), bigVotes()));

        assertThat(outage.kind()).isEqualTo(TRANSIENT);
        assertThat(outage).hasMessageContaining("full").hasMessageContaining(file().toString());
        assertThat(outage(store)).hasMessageContaining("full");
        clock.advance(Duration.ofSeconds(10));
        assertThat(write(store, vote().accept())).isInstanceOf(Written.Kept.class);
        assertThat(store.deliveries().ledger("twilio").accepted()).isEqualTo(2);
    }

    private void fillAndClose(int votes) {
        SqliteStore store = open();
        for (int i = 0; i < votes; i++) {
            write(store, vote().message("m" + i).text("some text ".repeat(20)).accept());
        }
        store.close();
    }

    private static Change[] bigVotes() {
        return Stream.generate(() -> vote().message(Votes.nextId().value())
                        .text("x".repeat(4_000))
                        .accept())
                .limit(50)
                .toArray(Change[]::new);
    }

    private static Written write(SqliteStore store, Change change, Change... more) {
        List<Change> changes = new ArrayList<>(List.of(more));
        changes.add(0, change);
        return store.feedback().write(changes).get(0);
    }

    private static StoreException outage(SqliteStore store) {
        return catchThrowableOfType(StoreException.class, () -> store.feedback().checkWritable());
    }

    private Statements connect() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file());
        return new Statements(source.getConnection());
    }
}
