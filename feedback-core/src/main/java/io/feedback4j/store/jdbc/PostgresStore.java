package io.feedback4j.store.jdbc;

import io.feedback4j.store.AuditStore;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.ImportStore;
import io.feedback4j.store.ImpressionStore;
import io.feedback4j.store.LeaseStore;
import io.feedback4j.store.RejectedStore;
import io.feedback4j.store.Store;
import io.feedback4j.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feedback kept in a PostgreSQL database, which several processes can share. What a method has written is committed when
 * it returns, and the database is made to flush it first.
 *
 * <p>The tables are in a schema of their own, {@code feedback4j}, and are made if need be. A database that cannot be used
 * at the moment does not fail the construction: the methods of the stores say why, and it is tried again every ten seconds
 * at the most.
 *
 * <p>Thread-safe.
 */
public final class PostgresStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);
    private static final String DRIVER = "org.postgresql.Driver";
    private static final String POOL = "com.zaxxer.hikari.HikariDataSource";

    private final PostgresDatabase database;
    private final DatabaseClock clock;
    private final Jdbc jdbc;
    private final JdbcFeedbackStore feedback;
    private final JdbcDeliveryStore deliveries;
    private final JdbcImportStore imports;
    private final ImpressionStore impressions;
    private final RejectedStore rejected;
    private final AuditStore audit;
    private final LeaseStore leases;

    private PostgresStore(PostgresSource source, InstantSource clock, SqliteStore.Options options) {
        this.database = new PostgresDatabase(source, clock, UUID.randomUUID().toString());
        this.jdbc = new Jdbc(database);
        this.clock = new DatabaseClock(jdbc, clock, System::nanoTime);
        this.deliveries = new JdbcDeliveryStore(jdbc, this.clock::correct);
        this.imports = new JdbcImportStore(jdbc);
        this.impressions = new JdbcImpressionStore(jdbc);
        this.rejected = new JdbcRejectedStore(jdbc);
        this.audit = new JdbcAuditStore(jdbc);
        this.leases = new JdbcLeaseStore(jdbc, this.clock);
        this.feedback = new JdbcFeedbackStore(
                jdbc, new ChangeWriter(options.destinations(), options.settleWindow(), options.maxSettling()));
        if (database.tryOpen()) {
            tryToLookAtClock();
        }
    }

    private void tryToLookAtClock() {
        try {
            clock.look();
        } catch (StoreException e) {
            LOG.debug("The clock of {} is looked at later", place(), e);
        }
    }

    /**
     * Over a few connections of its own, for which PostgreSQL's driver and HikariCP have to be on the class path.
     *
     * @see #missing
     */
    public static PostgresStore open(PostgresAddress address, InstantSource clock, SqliteStore.Options options) {
        return new PostgresStore(new OwnPool(address, PostgresDatabase.CONNECTIONS), clock, options);
    }

    /** Over the application's connections, which are given back as they were. @param source never closed here */
    public static PostgresStore open(DataSource source, InstantSource clock, SqliteStore.Options options) {
        return new PostgresStore(HostSource.of(source), clock, options);
    }

    /** Over the application's connections. @param jndiName of its data source, with or without {@code java:comp/env/} */
    public static PostgresStore open(String jndiName, InstantSource clock, SqliteStore.Options options) {
        return new PostgresStore(HostSource.named(jndiName), clock, options);
    }

    /** Where that is, as {@link #place()} says it. @param jndiName of the application's data source */
    public static String place(String jndiName) {
        return "the data source " + jndiName;
    }

    /** The artifacts that are needed for connections of its own and are not on the class path. */
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!isThere(DRIVER)) {
            missing.add("org.postgresql:postgresql");
        }
        if (!isThere(POOL)) {
            missing.add("com.zaxxer:HikariCP");
        }
        return missing;
    }

    /** Only looked for: a driver that is initialized registers itself. */
    private static boolean isThere(String name) {
        try {
            Class<?> unused = Class.forName(name, false, PostgresStore.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    Jdbc jdbc() {
        return jdbc;
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
    public LeaseStore leases() {
        return leases;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public void lookAtClock() {
        clock.look();
    }

    @Override
    public String place() {
        return database.place();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public long bindPortion(String from, String assistantId) {
        return DefaultBinding.runPortion(jdbc, clock, from, assistantId);
    }

    @Override
    public void close() {
        database.close();
    }
}
