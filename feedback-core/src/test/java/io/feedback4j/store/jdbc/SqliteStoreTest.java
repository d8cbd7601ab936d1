package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.TRANSIENT;
import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Change;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
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
    void keepsEverythingThroughARestart() {
        Change.Accept accept = vote().text("hello").key("k").accept();
        SqliteStore store = open();
        write(store, accept);
        byte[] secret = store.feedback().secret();
        store.close();

        SqliteStore again = open();

        assertThat(again.feedback().find(ASSISTANT, accept.id())).isPresent();
        assertThat(again.feedback().secret()).isEqualTo(secret);
        assertThat(write(again, vote().key("k").accept())).isInstanceOf(Written.Repeated.class);
        assertThat(again.file()).isEqualTo(file()).isAbsolute();
    }

    @Test
    void keepsItsFilesForItsOwnerAlone() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        write(open(), vote().accept());

        assertThat(permissions(folder())).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.filter(path -> path.getFileName().toString().startsWith("feedback")))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(path -> assertThat(permissions(path)).isEqualTo("rw-------"));
        }
    }

    @Test
    void overwritesTheTextOfWhatIsTakenBack() throws IOException {
        SqliteStore store = open();
        String text = "Lorem ipsum ".repeat(300);
        Change.Accept accept = vote().text(text).accept();
        write(store, accept);
        write(store, new Change.Withdraw(ASSISTANT, accept.id(), clock.instant()));

        store.close();

        assertThat(Files.readString(file(), ISO_8859_1)).doesNotContain("Lorem ipsum");
    }

    @Test
    void leavesNothingButItsFilesBehind() throws IOException {
        write(open(), vote().accept());
        opened.get(0).close();

        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("feedback.db", "feedback.lock");
        }
        assertThat(System.getProperty("org.sqlite.tmpdir")).isNull();
        assertThat(System.getProperties().stringPropertyNames()).noneMatch(name -> name.startsWith("io.feedback4j"));
    }

    @Test
    void cleansUpCopiesOfTheLibraryOfProcessesThatDied() throws IOException {
        Files.createDirectories(folder());
        Path copy = file().resolveSibling("sqlite-3.1.0-0123-libsqlitejdbc.so");
        Path lock = file().resolveSibling("sqlite-3.1.0-0123-libsqlitejdbc.so.lck");
        Files.createFile(copy);
        Files.createFile(lock);

        open();

        assertThat(copy).doesNotExist();
        assertThat(lock).doesNotExist();
    }

    @Test
    void tellsASecondOneInThisProcessAndLetsItInLater() {
        SqliteStore first = open();
        SqliteStore second = open();
        assertThat(outage(second)).hasMessageContaining(folder().toString()).hasMessageContaining("in use");

        first.close();
        assertThat(outage(second).kind()).isEqualTo(TRANSIENT);
        clock.advance(Duration.ofSeconds(10));

        second.feedback().checkWritable();
        assertThat(write(second, vote().accept())).isInstanceOf(Written.Kept.class);
    }

    @Test
    void keepsWhatWasAcknowledgedWhenTheProcessIsKilled() throws IOException, InterruptedException {
        Files.createDirectories(folder());
        List<String> acknowledged = new ArrayList<>();
        try (OtherProcess other = OtherProcess.start(file())) {
            acknowledged.add(other.nextId());
            assertThat(outage(open()))
                    .hasMessageContaining("another process")
                    .hasMessageContaining("feedback.store.url");
            for (int i = 0; i < 500; i++) {
                acknowledged.add(other.nextId());
            }
            acknowledged.addAll(other.kill());
        }
        clock.advance(Duration.ofSeconds(10));
        SqliteStore store = opened.get(0);

        assertThat(acknowledged)
                .hasSizeGreaterThan(500)
                .allSatisfy(id -> assertThat(store.feedback().find(ASSISTANT, new FeedbackId(id)))
                        .isPresent());
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
    }

    @Test
    void doesNotTryToOpenMoreOftenThanEveryTenSeconds() throws IOException {
        Files.createFile(folder());
        SqliteStore store = open();
        assertThat(outage(store)).hasMessageContaining(file().toString());

        Files.delete(folder());
        clock.advance(Duration.ofSeconds(9));
        assertThat(outage(store).kind()).isEqualTo(TRANSIENT);
        assertThatThrownBy(() -> write(store, vote().accept())).isInstanceOf(StoreException.class);

        clock.advance(Duration.ofSeconds(1));
        assertThat(write(store, vote().accept())).isInstanceOf(Written.Kept.class);
    }

    @Test
    void triesAtOnceWhenTheClockWasSetBack() throws IOException {
        Files.createFile(folder());
        SqliteStore store = open();
        Files.delete(folder());

        clock.advance(Duration.ofDays(-1));

        assertThat(write(store, vote().accept())).isInstanceOf(Written.Kept.class);
    }

    @Test
    void isNotHarmedByInterrupts() {
        SqliteStore store = open();
        write(store, vote().accept());
        Thread.currentThread().interrupt();

        assertThat(store.feedback().list(query().build())).hasSize(1);
        assertThat(Thread.interrupted()).isTrue();

        Thread.currentThread().interrupt();
        SqliteStore second = open();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outage(second)).hasMessageContaining("in use");
        assertThat(write(store, vote().accept())).isInstanceOf(Written.Kept.class);
    }

    @Test
    void readsFromManyThreadsWhileItWrites() {
        SqliteStore store = open();
        Stream<Integer> sizes = Stream.iterate(1, i -> i + 1)
                .limit(200)
                .parallel()
                .map(i -> {
                    write(store, vote().message("m" + i).accept());
                    return store.feedback().list(query().limit(1_000).build()).size();
                });

        assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(1, 200));
        assertThat(store.feedback().list(query().limit(1_000).build())).hasSize(200);
    }

    @Test
    void endsASearchThatTakesTooLong() {
        SqliteStore store = open();
        store.jdbc().write("make many", statements -> {
            statements.run("CREATE TABLE many AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                    + " LIMIT 20000) SELECT i FROM n");
            return 0;
        });

        StoreException end = catchThrowableOfType(
                StoreException.class,
                () -> store.jdbc().read("search", Connections.Use.SEARCH, SqliteStoreTest::slowly));

        assertThat(StoreErrors.isInterrupt(end.getCause())).isTrue();
        assertThat(store.feedback().list(query().build())).isEmpty();
        assertThat(write(store, vote().accept())).isInstanceOf(Written.Kept.class);
    }

    private static Long slowly(Statements statements) throws SQLException {
        return statements
                .list("SELECT COUNT(*) FROM many a, many b, many c WHERE a.i + b.i < c.i", binds -> {}, Row::number)
                .get(0);
    }

    @Test
    void workGoesOnWhileAsManySearchAsCan() throws InterruptedException {
        SqliteStore store = open();
        Change.Accept accept = vote().accept();
        write(store, accept);
        CountDownLatch searching = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> searches = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Thread search = new Thread(() -> store.jdbc().read("search", Connections.Use.SEARCH, statements -> {
                searching.countDown();
                return await(end);
            }));
            searches.add(search);
            search.start();
        }
        assertThat(await(searching)).isTrue();

        StoreException busy = catchThrowableOfType(
                StoreException.class, () -> store.feedback().list(query().build()));

        assertThat(busy.kind()).isEqualTo(StoreException.Kind.BUSY);
        assertThat(store.deliveries().ledger("twilio").accepted()).isEqualTo(1);
        assertThat(store.feedback().find(ASSISTANT, accept.id())).isPresent();
        end.countDown();
        for (Thread search : searches) {
            search.join();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void doesNotWaitForEverForAWriteThatDoesNotEndAndClosesAfterIt() throws InterruptedException {
        SqliteStore store = open();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread write = new Thread(() -> store.jdbc().write("hang", statements -> {
            writing.countDown();
            return await(end);
        }));
        write.start();
        assertThat(await(writing)).isTrue();

        store.close();
        assertThat(outage(open())).hasMessageContaining("in use");

        end.countDown();
        write.join();
        clock.advance(Duration.ofSeconds(10));
        opened.get(1).feedback().checkWritable();
    }

    @Test
    void saysThatItIsClosed() {
        SqliteStore store = open();
        store.close();
        store.close();

        assertThat(outage(store)).hasMessageContaining("closed");
        assertThatThrownBy(() -> store.feedback().list(query().build())).isInstanceOf(StoreException.class);
    }

    private static Written write(SqliteStore store, Change change, Change... more) {
        List<Change> changes = new ArrayList<>(List.of(more));
        changes.add(0, change);
        return store.feedback().write(changes).get(0);
    }

    private static StoreException outage(SqliteStore store) {
        return catchThrowableOfType(StoreException.class, () -> store.feedback().checkWritable());
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
