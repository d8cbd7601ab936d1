package io.feedback4j.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few megabytes, in memory. Needs the right to mount. Not thread-safe. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @throws SkippedException where nothing can be mounted */
    static SmallDisk mount(Path folder, int megabytes) throws Exception {
        Files.createDirectories(folder);
        if (run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "feedback-faults", folder.toString()) != 0) {
            throw new SkippedException("a small disk needs the right to mount a tmpfs");
        }
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    /** Fills it up to so many bytes. */
    void fill(long leave) throws IOException {
        Path filler = folder.resolve("filler");
        byte[] block = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, as wanted; what is to be left is taken off again below.
            long size = Files.size(filler);
            try (var channel = Files.newByteChannel(filler, java.nio.file.StandardOpenOption.WRITE)) {
                channel.truncate(Math.max(0, size - leave));
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(folder.resolve("filler"));
    }

    private static int run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
    }

    @Override
    public void close() throws IOException {
        if (run("umount", folder.toString()) != 0) {
            run("umount", "-l", folder.toString());
        }
    }
}
