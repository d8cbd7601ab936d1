package io.feedback4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application server stops and starts an application in one process, each time with a class loader of its own. */
class RedeployTest {
    @Test
    void leavesNoDriverAndNoClassLoaderBehind(@TempDir Path folder) throws Exception {
        WeakReference<ClassLoader> first = deployAndUndeploy(folder.resolve("feedback.db"));
        WeakReference<ClassLoader> second = deployAndUndeploy(folder.resolve("feedback.db"));

        assertThat(DriverManager.drivers())
                .noneMatch(driver -> driver.getClass().getClassLoader() instanceof URLClassLoader);
        assertThat(isCollected(first)).isTrue();
        assertThat(isCollected(second)).isTrue();
    }

    private static WeakReference<ClassLoader> deployAndUndeploy(Path file) throws Exception {
        URLClassLoader application = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        Class<?> type = application.loadClass(SqliteStore.class.getName());
        Class<?> optionsType = application.loadClass(SqliteStore.Options.class.getName());
        Object options = optionsType
                .getConstructor(List.class, Duration.class, Duration.class)
                .newInstance(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5));
        Object store = type.getMethod("open", Path.class, InstantSource.class, optionsType)
                .invoke(null, file, Clock.systemUTC(), options);
        Object feedback = type.getMethod("feedback").invoke(store);
        application
                .loadClass("io.feedback4j.store.FeedbackStore")
                .getMethod("checkWritable")
                .invoke(feedback);
        type.getMethod("close").invoke(store);
        application.close();
        return new WeakReference<>(application);
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
