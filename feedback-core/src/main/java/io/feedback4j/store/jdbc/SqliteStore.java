package io.feedback4j.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.AuditStore;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.ImportStore;
import io.feedback4j.store.ImpressionStore;
import io.feedback4j.store.LeaseStore;
import io.feedback4j.store.RejectedStore;
import io.feedback4j.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Feedback kept in one file, by the database SQLite inside this process. What a method has written is on the disk when
 * it returns.
 *
 * <p>A file that cannot be opened at the moment does not fail the construction: the methods of the stores say why, and
 * it is tried again every ten seconds at the most. One process at a time can use a folder.
 *
 * <p>Thread-safe.
 */
public final class SqliteStore implements Store {

    /**
     * What the store has to know of what happens to feedback later.
     *
     * @param destinations names of the destinations for which each accepted feedback gets a delivery
     * @param settleWindow how long a delivery waits after the last change on its target
     * @param maxSettling how long changes can put a delivery off in all
     */
    public record Options(List<String> destinations, Duration settleWindow, Duration maxSettling) {
        public Options {
            destinations = List.copyOf(destinations);
            requireNonNull(settleWindow, "settleWindow");
            requireNonNull(maxSettling, "maxSettling");
        }
    }

    private final SqliteDatabase database;
    private final Path file;
    private final InstantSource clock;
    private final Jdbc jdbc;
    private final JdbcFeedbackStore feedback;
    private final JdbcDeliveryStore deliveries;
    private final JdbcImportStore imports;
    private final ImpressionStore impressions;
    private final RejectedStore rejected;
    private final AuditStore audit;
    private final LeaseStore leases;

    private SqliteStore(SqliteDatabase database, Path file, InstantSource clock, Options options) {
        this.database = database;
        this.file = file;
        this.clock = clock;
        this.jdbc = new Jdbc(database);
        this.deliveries = new JdbcDeliveryStore(jdbc);
        this.imports = new JdbcImportStore(jdbc);
        this.impressions = new JdbcImpressionStore(jdbc);
        this.rejected = new JdbcRejectedStore(jdbc);
        this.audit = new JdbcAuditStore(jdbc);
        this.leases = new JdbcLeaseStore(jdbc, clock);
        this.feedback = new JdbcFeedbackStore(
                jdbc, new ChangeWriter(options.destinations(), options.settleWindow(), options.maxSettling()));
    }

    /** @param file the database; it and its folder are made if need be, for the owner of this process alone */
    public static SqliteStore open(Path file, InstantSource clock, Options options) {
        Path folder = requireNonNull(file.toAbsolutePath().normalize().getParent(), "a file in a folder");
        return open(file, clock, options, DiskSpace.of(folder));
    }

    static SqliteStore open(Path file, InstantSource clock, Options options, DiskSpace.Probe disk) {
        Path absolute = file.toAbsolutePath().normalize();
        SqliteDatabase database =
                new SqliteDatabase(new SqliteFile(absolute, clock), clock, new DiskSpace(disk, clock));
        SqliteStore store = new SqliteStore(database, absolute, clock, options);
        database.tryOpen();
        return store;
    }

    Jdbc jdbc() {
        return jdbc;
    }

    /** Where the database is: an absolute path. */
    public Path file() {
        return file;
    }

    @Override
    public FeedbackStore feedback() {
        return feedback;
    }

    @Override
    public DeliveryStore deliveries() {
        return deliveries;
    }

    @Override
    public ImportStore imports() {
        return imports;
    }

    @Override
    public LeaseStore leases() {
        return leases;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public void lookAtClock() {
        // it has none but that of this machine
    }

    @Override
    public ImpressionStore impressions() {
        return impressions;
    }

    @Override
    public RejectedStore rejected() {
        return rejected;
    }

    @Override
    public AuditStore audit() {
        return audit;
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public long bindPortion(String from, String assistantId) {
        return DefaultBinding.runPortion(jdbc, clock, from, assistantId);
    }

    /** Waits a few seconds for what is being written, ends what is being read, and gives the folder back. Idempotent. */
    @Override
    public void close() {
        database.close();
    }
}
