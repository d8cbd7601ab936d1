package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;

import io.feedback4j.store.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/** Brings the SQLite driver's native library in, from a copy in the data folder, and leaves nothing behind. */
final class SqliteDriver {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteDriver.class);
    private static final String TEMPORARY_FOLDER = "org.sqlite.tmpdir";
    private static final String COPIES = "sqlite-*-*sqlitejdbc*";

    private SqliteDriver() {}

    /**
     * Loads the library unless it is loaded.
     *
     * @param folder where its copy goes: temporary folders are often mounted so that nothing in them can be executed,
     *     and copies of processes that were killed stay there for ever
     * @throws StoreException when there is none for this machine
     */
    static synchronized void load(Path folder) {
        boolean ours = System.getProperty(TEMPORARY_FOLDER) == null;
        Thread current = Thread.currentThread();
        ClassLoader own = current.getContextClassLoader();
        // The driver asks a process which Linux this is, and the JDK's thread that waits for processes inherits this:
        // with the application's it would hold it after an undeploy, for a minute or as long as processes come.
        current.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            if (ours) {
                System.setProperty(TEMPORARY_FOLDER, folder.toString());
            }
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            throw new StoreException(
                    PERMANENT,
                    "SQLite's native library could not be loaded from a copy in " + folder
                            + ": give the setting org.sqlite.tmpdir a folder in which files may be executed ("
                            + e.getMessage() + ")",
                    e);
        } finally {
            current.setContextClassLoader(own);
            if (ours) {
                System.clearProperty(TEMPORARY_FOLDER);
            }
        }
    }

    /** Deletes copies of the library. What is still mapped stays usable, or cannot be deleted, depending on the system. */
    static void deleteCopies(Path folder) {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, COPIES)) {
            for (Path copy : copies) {
                delete(copy);
            }
        } catch (IOException e) {
            LOG.debug("Could not look for old copies of SQLite's library in {}", folder, e);
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.debug("Could not delete {}", copy, e);
        }
    }

    /**
     * Takes the driver out of {@link DriverManager}, which would hold the application's class loader after it was
     * stopped. The application's own class loader never goes, and others in it may use the driver.
     */
    static void deregister() {
        ClassLoader loader = SqliteDriver.class.getClassLoader();
        if (loader == ClassLoader.getSystemClassLoader()) {
            return;
        }
        List<Driver> before = driversOf(loader);
        // To see whether a driver is known here, DriverManager loads its class here, which registers another one.
        List<Driver> ours = new ArrayList<>(driversOf(loader));
        ours.removeIf(driver ->
                before.contains(driver) && !driver.getClass().getName().startsWith("org.sqlite."));
        for (Driver driver : ours) {
            try {
                DriverManager.deregisterDriver(driver);
            } catch (SQLException e) {
                LOG.debug("Could not deregister {}", driver.getClass().getName(), e);
            }
        }
    }

    private static List<Driver> driversOf(ClassLoader loader) {
        return DriverManager.drivers()
                .filter(driver -> driver.getClass().getClassLoader() == loader)
                .toList();
    }
}
