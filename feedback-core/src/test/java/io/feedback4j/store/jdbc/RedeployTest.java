package io.feedback4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedback4j.testing.PostgresServer;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application server stops and starts an application in one process, each time with a class loader of its own. */
class RedeployTest {
    private static PostgresServer.Database database;

    private final List<Driver> ofTheServer = new ArrayList<>();

    @BeforeAll
    static void startServer() throws SQLException {
        database = Postgres.emptied();
    }

    /** Where the server knows a driver, too, {@link DriverManager} itself has each application register its own. */
    @BeforeEach
    void letTheServerKnowNoDriver() throws SQLException {
        ofTheServer.addAll(DriverManager.drivers().toList());
        for (Driver driver : ofTheServer) {
            DriverManager.deregisterDriver(driver);
        }
    }

    @AfterEach
    void letTheServerKnowItsDriversAgain() throws SQLException {
        for (Driver driver : ofTheServer) {
            DriverManager.registerDriver(driver);
        }
    }

    @Test
    void leavesNoDriverAndNoClassLoaderBehind(@TempDir Path folder) throws Exception {
        WeakReference<ClassLoader> first = deployAndUndeploy(folder.resolve("feedback.db"));
        WeakReference<ClassLoader> second = deployAndUndeploy(folder.resolve("feedback.db"));

        assertThat(DriverManager.drivers())
                .noneMatch(driver -> driver.getClass().getClassLoader() instanceof URLClassLoader);
        assertThat(isCollected(first)).isTrue();
        assertThat(isCollected(second)).isTrue();
    }

    @Test
    void leavesNoDriverNoPoolAndNoClassLoaderBehind() throws Exception {
        WeakReference<ClassLoader> first = deployAndUndeploy(database);
        WeakReference<ClassLoader> second = deployAndUndeploy(database);

        assertThat(DriverManager.drivers())
                .noneMatch(driver -> driver.getClass().getClassLoader() instanceof URLClassLoader);
        assertThat(isCollected(first)).isTrue();
        assertThat(isCollected(second)).isTrue();
    }

    @Test
    void worksWithoutWhatOnlyTheSharedStoreNeeds(@TempDir Path folder) throws Exception {
        URL[] without = Arrays.stream(classPath())
                .filter(url ->
                        !url.getPath().contains("HikariCP") && !url.getPath().contains("postgres"))
                .toArray(URL[]::new);
        try (URLClassLoader application = new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
            assertThat(application
                            .loadClass(PostgresStore.class.getName())
                            .getMethod("missing")
                            .invoke(null))
                    .isEqualTo(List.of("org.postgresql:postgresql", "com.zaxxer:HikariCP"));
            Object config = application
                    .loadClass("io.feedback4j.FeedbackConfig")
                    .getMethod("builder")
                    .invoke(null);
            assertThatThrownBy(() -> built(config, "jdbc:postgresql://db/shop"))
                    .rootCause()
                    .hasMessageContaining("needs org.postgresql:postgresql and com.zaxxer:HikariCP on the class path");

            use(application, openFile(application, folder.resolve("feedback.db")));
        }
        assertThat(PostgresStore.missing()).isEmpty();
    }

    private static Object built(Object builder, String url) throws ReflectiveOperationException {
        builder.getClass()
                .getMethod("storePostgres", String.class, String.class, String.class)
                .invoke(builder, url, null, null);
        return builder.getClass().getMethod("build").invoke(builder);
    }

    private static WeakReference<ClassLoader> deployAndUndeploy(Path file) throws Exception {
        URLClassLoader application = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        use(application, openFile(application, file));
        application.close();
        return new WeakReference<>(application);
    }

    private static Object openFile(ClassLoader application, Path file) throws ReflectiveOperationException {
        return application
                .loadClass(SqliteStore.class.getName())
                .getMethod("open", Path.class, InstantSource.class, optionsType(application))
                .invoke(null, file, Clock.systemUTC(), options(application));
    }

    private static WeakReference<ClassLoader> deployAndUndeploy(PostgresServer.Database database) throws Exception {
        URLClassLoader application = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        Class<?> addressType = application.loadClass(PostgresAddress.class.getName());
        Object address = addressType
                .getConstructor(String.class, String.class, String.class)
                .newInstance(database.url(), database.user(), database.password());
        Object store = application
                .loadClass(PostgresStore.class.getName())
                .getMethod("open", addressType, InstantSource.class, optionsType(application))
                .invoke(null, address, Clock.systemUTC(), options(application));
        use(application, store);
        application.close();
        return new WeakReference<>(application);
    }

    private static Class<?> optionsType(ClassLoader application) throws ReflectiveOperationException {
        return application.loadClass(SqliteStore.Options.class.getName());
    }

    private static Object options(ClassLoader application) throws ReflectiveOperationException {
        return optionsType(application)
                .getConstructor(List.class, Duration.class, Duration.class)
                .newInstance(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5));
    }

    private static void use(ClassLoader application, Object store) throws ReflectiveOperationException {
        Class<?> type = store.getClass();
        Object feedback = type.getMethod("feedback").invoke(store);
        application
                .loadClass("io.feedback4j.store.FeedbackStore")
                .getMethod("noteTime", Instant.class)
                .invoke(feedback, Instant.EPOCH);
        type.getMethod("close").invoke(store);
    }

    private static boolean isCollected(WeakReference<ClassLoader> loader) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (loader.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        return loader.get() == null;
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(RedeployTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        URI uri = Path.of(entry).toUri();
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
