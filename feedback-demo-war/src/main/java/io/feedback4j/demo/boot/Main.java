package io.feedback4j.demo.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * {@code java -jar feedback-demo.war}: copies the server's jars out of this very file to a temporary folder, starts
 * Jetty from there, and removes the folder when the process is told to stop.
 *
 * <p>Exit codes: 0 for help, 1 when it cannot start, 2 for wrong arguments.
 */
public final class Main {
    private static final String SERVER_JARS = "WEB-INF/server/";
    private static final String SERVER_CLASS = "io.feedback4j.demo.boot.JettyServer";

    private Main() {}

    /** Starts the demo; the process then lives until it is told to stop. */
    public static void main(String[] given) {
        Arguments arguments = argumentsOrExit(given);
        try {
            start(arguments);
        } catch (IOException | URISyntaxException | ReflectiveOperationException | RuntimeException problem) {
            explain(rootOf(problem), arguments, System.err);
            System.exit(1);
        }
    }

    private static Arguments argumentsOrExit(String[] given) {
        try {
            Arguments arguments = Arguments.parse(given);
            if (!arguments.help()) {
                return arguments;
            }
            System.out.println(Arguments.USAGE);
            System.exit(0);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Arguments.USAGE);
            System.exit(2);
        }
        throw new AssertionError("not reached");
    }

    private static void start(Arguments arguments)
            throws IOException, URISyntaxException, ReflectiveOperationException {
        // Jetty's own news is of no interest to somebody who tries the demo; what goes wrong is.
        System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
        Path war = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        TemporaryFolder folder = TemporaryFolder.create();
        Shutdown shutdown = new Shutdown(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "demo-shutdown"));
        try {
            startServer(arguments, war, folder, shutdown);
        } catch (IOException | ReflectiveOperationException | RuntimeException problem) {
            // Who has told it to stop does not want to hear that it did not start.
            if (!shutdown.isUnderWay()) {
                throw problem;
            }
        } finally {
            shutdown.startIsOver();
        }
    }

    private static void startServer(Arguments arguments, Path war, TemporaryFolder folder, Shutdown shutdown)
            throws IOException, ReflectiveOperationException {
        URLClassLoader loader =
                new URLClassLoader(serverClassPath(war, folder.path()), ClassLoader.getPlatformClassLoader());
        shutdown.closes(loader);
        if (shutdown.isUnderWay()) {
            return;
        }
        Thread.currentThread().setContextClassLoader(loader);
        Consumer<String> print = System.out::println;
        shutdown.closes((AutoCloseable) loader.loadClass(SERVER_CLASS)
                .getMethod("start", String.class, int.class, Path.class, Path.class, Consumer.class)
                .invoke(null, arguments.host(), arguments.port(), war, folder.path(), print));
    }

    private static URL[] serverClassPath(Path war, Path folder) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (InputStream file = Files.newInputStream(war);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith(SERVER_JARS) && entry.getName().endsWith(".jar")) {
                    urls.add(copy(zip, folder.resolve("server-" + urls.size() + ".jar")));
                }
            }
        }
        urls.add(war.toUri().toURL());
        return urls.toArray(URL[]::new);
    }

    private static URL copy(InputStream jar, Path target) throws IOException {
        Files.copy(jar, target);
        return url(target);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static Throwable rootOf(Throwable problem) {
        Throwable root = problem instanceof InvocationTargetException wrapped ? wrapped.getTargetException() : problem;
        for (Throwable cause = root; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException || cause instanceof UnresolvedAddressException) {
                return cause;
            }
        }
        return root;
    }

    private static void explain(Throwable problem, Arguments arguments, PrintStream out) {
        if (problem instanceof BindException) {
            out.println("Cannot listen on port " + arguments.port() + " of " + arguments.host() + ": "
                    + problem.getMessage() + ". Another program may have it: choose another with --port.");
        } else if (problem instanceof UnresolvedAddressException) {
            out.println("Cannot listen on " + arguments.host() + ": no such host.");
        } else {
            out.println("The demo could not start.");
            problem.printStackTrace(out);
        }
    }
}
