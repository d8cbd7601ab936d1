package io.feedback4j.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where a test's PostgreSQL has its data: in memory where there is enough, because it makes and deletes files by the
 * thousand. What a JVM that was killed left behind, the next one clears away. Not thread-safe.
 */
final class PostgresFolder {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH = 1L << 30;
    private static final String NAME = "feedback4j-postgres";

    private final Path path;

    PostgresFolder() {
        this.path = parent().resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    /** Made, but for the folder itself. */
    Path path() {
        return path;
    }

    /** Ends the server at once, as a crash would: no checkpoint, no farewell. */
    void crash() throws IOException, InterruptedException {
        crash(path);
    }

    void delete() throws IOException {
        delete(path);
    }

    private static Path parent() {
        try {
            boolean enough =
                    Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ENOUGH;
            Path parent = (enough ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"))).resolve(NAME);
            Files.createDirectories(parent);
            clear(parent);
            return parent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clear(Path parent) throws IOException {
        try (Stream<Path> folders = Files.list(parent)) {
            for (Path folder : folders.toList()) {
                long pid = Long.parseLong(folder.getFileName().toString().replaceAll("-.*", ""));
                if (ProcessHandle.of(pid).isEmpty()) {
                    crash(folder);
                    delete(folder);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void crash(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("postmaster.pid");
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            new ProcessBuilder("kill", "-QUIT", lines.get(0)).start().waitFor();
            ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .ifPresent(process -> process.onExit().join());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }
}
