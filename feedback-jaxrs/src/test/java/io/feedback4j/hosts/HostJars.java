package io.feedback4j.hosts;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.feedback4j.FeedbackService;
import io.feedback4j.web.FeedbackHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;

/** The jars a host is made of: those that the build has put into a folder per kind, and ours. */
final class HostJars {
    private static final Path HOSTS = Path.of("target", "hosts");

    private HostJars() {}

    /** @param folders below {@code target/hosts} */
    static List<Path> of(String... folders) {
        List<Path> jars = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.list(HOSTS.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            } catch (IOException e) {
                throw new UncheckedIOException("Run the build first: it fetches " + folder, e);
            }
        }
        return jars;
    }

    /** Ours and what they need at run time, as a user's dependency manager would put them into an application. */
    static List<Path> ours() {
        return Stream.of(
                        FeedbackHandler.class,
                        FeedbackService.class,
                        Caffeine.class,
                        JsonFactory.class,
                        ObjectMapper.class,
                        JacksonAnnotation.class,
                        NullMarked.class,
                        Logger.class,
                        org.sqlite.JDBC.class)
                .map(HostJars::jarOf)
                .distinct()
                .toList();
    }

    /** The Jackson that a host shares with us. */
    static List<Path> jackson() {
        return Stream.of(JsonFactory.class, ObjectMapper.class, JacksonAnnotation.class)
                .map(HostJars::jarOf)
                .toList();
    }

    static Path slf4j() {
        return jarOf(Logger.class);
    }

    /** A class path that shares nothing with the tests but the JDK. */
    static URLClassLoader loader(List<Path> jars) {
        return new URLClassLoader(
                jars.stream().map(HostJars::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jarOf(Class<?> type) {
        try {
            Path place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(place) ? packed(place) : place;
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inside one build a module of ours is a folder of classes; in a host it is a jar. */
    private static synchronized Path packed(Path classes) throws IOException {
        Path module = classes.resolve("../..").normalize().getFileName();
        Path jar = Files.createDirectories(HOSTS.resolve("ours"))
                .resolve(module + "-" + ProcessHandle.current().pid() + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : entries.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(entry).toString().replace('\\', '/')));
                Files.copy(entry, out);
            }
        }
        jar.toFile().deleteOnExit();
        return jar;
    }
}
