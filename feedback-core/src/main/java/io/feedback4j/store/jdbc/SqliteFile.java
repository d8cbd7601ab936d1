package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static io.feedback4j.store.StoreException.Kind.TRANSIENT;

import io.feedback4j.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens connections to one SQLite file, after making sure that it is whole, ours, and can be written. */
final class SqliteFile {
    private static final int BUSY_MILLIS = 5_000;
    private static final int WRITER_CACHE_KIB = 32 << 10;
    private static final int READER_CACHE_KIB = 4 << 10;
    /** Of 4 KiB: the write-ahead log grows to about 32 MiB before it is copied into the file. */
    private static final int CHECKPOINT_PAGES = 8_000;
    /** Written into the file's header (sqlite.org/pragma.html#pragma_application_id): "f4jd". */
    private static final int APPLICATION_ID = 0x66346a64;
    /** Up to this size looking through the whole file takes a moment only. */
    private static final long CHECKED_AT_ONCE_BYTES = 32L << 20;

    private final Path file;
    private final InstantSource clock;

    /** @param file absolute */
    SqliteFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    Path path() {
        return file;
    }

    /** Makes the file unless it is there; one that was there before and is gone is not made again. */
    void prepare(FolderLock lock) throws IOException {
        boolean isThere = Files.exists(file) && Files.size(file) > 0;
        String name = file.getFileName().toString();
        if (!isThere && lock.remembers(name)) {
            throw new StoreException(
                    PERMANENT,
                    "The store " + file + " has vanished: there was one in this folder. Put it back, or delete "
                            + file.resolveSibling(FolderLock.FILE) + " to begin with an empty one",
                    null);
        }
        Access.makeFile(file);
    }

    /** @param suspect whether something was wrong with the file before */
    Statements openWriter(FolderLock lock, boolean suspect) throws SQLException, IOException {
        look(suspect || Files.size(file) <= CHECKED_AT_ONCE_BYTES);
        Statements writer = connect(false);
        try {
            makeOurs(writer);
            makeDurable(writer);
            prepareTables(writer);
            lock.remember(file.getFileName().toString());
            return writer;
        } catch (SQLException | IOException | RuntimeException | Error e) {
            ReaderPool.closeQuietly(writer);
            throw e;
        }
    }

    /**
     * Looks without writing: closing a connection that may write would copy the write-ahead log into a damaged file, which
     * is then worse to repair.
     */
    private void look(boolean whole) throws SQLException {
        Statements reader = connect(true);
        try {
            checkOurs(reader);
            if (whole) {
                checkWhole(reader);
            }
        } finally {
            ReaderPool.closeQuietly(reader);
        }
    }

    Statements openReader() throws SQLException {
        return connect(true);
    }

    /** One that ends by itself what takes too long. */
    Statements openSearcher() throws SQLException {
        Statements searcher = connect(true);
        SearchLimit.put(searcher);
        return searcher;
    }

    private Statements connect(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_MILLIS);
        // Else the driver asks for the last row id after every insert.
        config.setGetGeneratedKeys(false);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-(readOnly ? READER_CACHE_KIB : WRITER_CACHE_KIB));
        config.setTransactionMode(
                readOnly ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return new Statements(source.getConnection());
    }

    private void checkOurs(Statements reader) throws SQLException {
        long id = number(reader, "PRAGMA application_id");
        if (id != APPLICATION_ID && (id != 0 || number(reader, "SELECT count(*) FROM sqlite_master") > 0)) {
            throw new StoreException(
                    PERMANENT, "The file " + file + " is a database of some other program; choose another file", null);
        }
    }

    private static void makeOurs(Statements writer) throws SQLException {
        if (number(writer, "PRAGMA application_id") != APPLICATION_ID) {
            writer.run("PRAGMA application_id = " + APPLICATION_ID);
        }
    }

    private void checkWhole(Statements reader) throws SQLException {
        String found = reader.first("PRAGMA quick_check(1)", binds -> {}, Row::text);
        if (!"ok".equals(found)) {
            throw new StoreException(
                    PERMANENT,
                    "The store " + file + " is damaged and is left as it is; " + StoreErrors.DAMAGED + " (" + found
                            + ")",
                    null);
        }
    }

    private void makeDurable(Statements writer) throws SQLException {
        String mode = writer.first("PRAGMA journal_mode = WAL", binds -> {}, Row::text);
        if (!"wal".equals(mode)) {
            throw new StoreException(
                    PERMANENT,
                    "The folder of " + file + " cannot keep a write-ahead log; choose one on a local disk",
                    null);
        }
        writer.run("PRAGMA synchronous = FULL");
        // macOS alone tells apart a flush to the disk and a flush through the disk's own cache.
        writer.run("PRAGMA fullfsync = ON");
        writer.run("PRAGMA checkpoint_fullfsync = ON");
        writer.run("PRAGMA journal_size_limit = " + (64 << 20));
        // Session ids are random, so that many votes share few pages: the longer the log, the fewer pages are copied.
        writer.run("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        // What is taken back or deleted is overwritten, and not just no longer to be found.
        writer.run("PRAGMA secure_delete = ON");
    }

    /** Writes in every case, so that what is opened has just been written to and flushed. */
    private void prepareTables(Statements writer) throws SQLException {
        writer.connection().setAutoCommit(false);
        new Schema().apply(writer);
        MetaSql.makeSecret(writer);
        MetaSql.put(writer, "opened_at", clock.instant().toString());
        writer.connection().setAutoCommit(true);
    }

    private static long number(Statements statements, String sql) throws SQLException {
        Long number = statements.first(sql, binds -> {}, Row::number);
        return number == null ? 0 : number;
    }

    /** What an operator is told when it could not be opened. */
    StoreException outage(@Nullable Exception e) {
        if (e instanceof SQLException failure) {
            return StoreErrors.outage("open the store", file.toString(), failure);
        }
        return new StoreException(
                TRANSIENT,
                "Could not open the store " + file + ": check that its folder exists and may be written (" + e + ")",
                e);
    }
}
